# A program that reads records from a file, puts each into a block of a heap of its own, sorts the blocks by their keys
# in a list of pointers, and writes the sorted keys into a mapped file. The heap goes in one call.
machine profile=xp memory=64MB pagefile=128MB
file "C:\keys.bin" size=4 fill=pattern
process A
A: in = CreateFile("C:\keys.bin", GENERIC_READ, FILE_SHARE_READ, OPEN_EXISTING)
A: sin = CreateFileMapping(in, PAGE_READONLY, 0, 0)
A: keys = MapViewOfFile(sin, FILE_MAP_READ, 0, 0, 0, 0x10000000)
A: heap = HeapCreate(HEAP_GENERATE_EXCEPTIONS, 64KB, 0)
A: list = HeapAlloc(heap, HEAP_ZERO_MEMORY, 16)
A: empty = load32(list + 12)
expect empty == 0
A: r0 = HeapAlloc(heap, HEAP_ZERO_MEMORY, 64)
A: r1 = HeapAlloc(heap, HEAP_ZERO_MEMORY, 64)
A: r2 = HeapAlloc(heap, HEAP_ZERO_MEMORY, 64)
A: r3 = HeapAlloc(heap, HEAP_ZERO_MEMORY, 64)
# The keys are those of the file, turned around so that there is something to sort.
A: k0 = load8(keys + 3)
A: k1 = load8(keys + 2)
A: k2 = load8(keys + 1)
A: k3 = load8(keys)
expect k0 > k3
A: store32(r0, k0)
A: store32(r1, k1)
A: store32(r2, k2)
A: store32(r3, k3)
A: store32(list, r0)
A: store32(list + 4, r1)
A: store32(list + 8, r2)
A: store32(list + 12, r3)
# The sort exchanges pointers; the records stay where they are.
A: x = load32(list)
A: y = load32(list + 12)
A: store32(list, y)
A: store32(list + 12, x)
A: x = load32(list + 4)
A: y = load32(list + 8)
A: store32(list + 4, y)
A: store32(list + 8, x)
A: out = CreateFile("C:\sorted.bin", GENERIC_READ | GENERIC_WRITE, 0, CREATE_ALWAYS)
A: sout = CreateFileMapping(out, PAGE_READWRITE, 0, 4)
A: sorted = MapViewOfFile(sout, FILE_MAP_WRITE, 0, 0, 0, 0x11000000)
A: r = load32(list)
A: k = load32(r)
A: store8(sorted, k)
A: r = load32(list + 4)
A: k = load32(r)
A: store8(sorted + 1, k)
A: r = load32(list + 8)
A: k = load32(r)
A: store8(sorted + 2, k)
A: r = load32(list + 12)
A: k = load32(r)
A: store8(sorted + 3, k)
A: good = HeapValidate(heap, 0, 0)
expect good == 1
A: gone = HeapDestroy(heap)
expect gone == 1
A: load8(list)
expect exception access-violation
A: UnmapViewOfFile(sorted)
A: CloseHandle(sout)
A: size = GetFileSize(out)
expect size == 4
A: ReadFile(out, 4)
expect error NO_ERROR
A: again = MapViewOfFile(sin, FILE_MAP_READ, 0, 0, 0)
A: a = sum(again, 4)
A: sres = CreateFileMapping(out, PAGE_READONLY, 0, 0)
A: b = MapViewOfFile(sres, FILE_MAP_READ, 0, 0, 0)
A: b = sum(b, 4)
expect a == b
