# One page of two processes has one prototype PTE. While the page goes out and comes back, only that PTE is written.
machine profile=xp memory=16MB pagefile=64MB
process A
process B
A: s = CreateFileMapping(INVALID_HANDLE_VALUE, PAGE_READWRITE, 0, 64KB, "page")
B: t = OpenFileMapping(FILE_MAP_ALL_ACCESS, "page")
A: p = MapViewOfFile(s, FILE_MAP_WRITE, 0, 0, 0, 0x10000000)
B: q = MapViewOfFile(t, FILE_MAP_WRITE, 0, 0, 0, 0x12340000)
# Each locks a page beside its view. Without one, the page tables would go out too, and come back by faults of their own.
A: k = VirtualAlloc(0x10010000, 4KB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)
A: VirtualLock(k, 4KB)
B: l = VirtualAlloc(0x12350000, 4KB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)
B: VirtualLock(l, 4KB)
A: store32(p, 0x11223344)
expect fault demand-zero
B: v = load32(q)
expect fault prototype-valid
expect v == 0x11223344
snapshot "1 valid in both"
trim A
snapshot "2 trimmed from one"
trim B
snapshot "3 trimmed from both"
wait modified-writer
# A third process wants more memory than there is, so the page is used for something else.
process C
C: m = VirtualAlloc(0, 24MB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)
C: fill(m, 24MB, 1)
snapshot "4 paged out"
exit C
A: v = load32(p)
expect fault page-file
expect v == 0x11223344
snapshot "5 back in for one"
B: v = load32(q)
expect fault prototype-valid
expect v == 0x11223344
snapshot "6 back in for both"
