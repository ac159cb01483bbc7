# A program that turns a file of 8-bit characters into one of 16-bit characters, both of them mapped.
machine profile=xp memory=64MB pagefile=128MB
file "C:\in.txt" size=64 fill=65
process A
A: fi = CreateFile("C:\in.txt", GENERIC_READ, 0, OPEN_EXISTING)
A: size = GetFileSize(fi)
expect size == 64
A: mi = CreateFileMapping(fi, PAGE_READONLY, 0, 0)
A: pi = MapViewOfFile(mi, FILE_MAP_READ, 0, 0, 0, 0x10000000)
A: fo = CreateFile("C:\out.txt", GENERIC_READ | GENERIC_WRITE, 0, CREATE_ALWAYS)
A: mo = CreateFileMapping(fo, PAGE_READWRITE, 0, size + size)
A: po = MapViewOfFile(mo, FILE_MAP_ALL_ACCESS, 0, 0, 0, 0x11000000)
repeat 64
A: c = load8(pi + $i)
A: store16(po + $i + $i, c)
end
A: FlushViewOfFile(po, 0)
expect error NO_ERROR
A: UnmapViewOfFile(pi)
A: UnmapViewOfFile(po)
A: CloseHandle(mi)
A: CloseHandle(mo)
A: n = GetFileSize(fo)
expect n == 128
A: w = CreateFileMapping(fo, PAGE_READONLY, 0, 0)
A: p = MapViewOfFile(w, FILE_MAP_READ, 0, 0, 0, 0x12000000)
A: first = load32(p)
expect first == 0x00410041
A: last = load32(p + 124)
expect last == 0x00410041
snapshot "converted"
