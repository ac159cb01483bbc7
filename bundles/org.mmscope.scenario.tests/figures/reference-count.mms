# When nobody refers to a page any more it goes to the standby list, or to the modified list if it was stored to.
machine profile=xp memory=64MB pagefile=128MB
file "C:\data.bin" size=64KB fill=pattern
process A
process B
A: f = CreateFile("C:\data.bin", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, OPEN_EXISTING)
B: g = CreateFile("C:\data.bin", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, OPEN_EXISTING)
A: s = CreateFileMapping(f, PAGE_READWRITE, 0, 0)
B: t = CreateFileMapping(g, PAGE_READWRITE, 0, 0)
A: p = MapViewOfFile(s, FILE_MAP_WRITE, 0, 0, 0, 0x10000000)
B: q = MapViewOfFile(t, FILE_MAP_WRITE, 0, 0, 0, 0x10000000)
A: load8(p)
B: load8(q)
A: store8(p + 4KB, 1)
B: load8(q + 4KB)
snapshot "both use two pages"
A: UnmapViewOfFile(p)
snapshot "one uses two pages"
B: UnmapViewOfFile(q)
snapshot "nobody uses them"
wait mapped-writer
snapshot "the changed page is written"
