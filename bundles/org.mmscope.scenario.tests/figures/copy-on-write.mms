# A store to a page that two processes share for reading gives the one that stores a page of its own.
machine profile=xp memory=64MB pagefile=128MB
file "C:\data.bin" size=16KB fill=pattern
process A
process B
A: f = CreateFile("C:\data.bin", GENERIC_READ, FILE_SHARE_READ, OPEN_EXISTING)
B: g = CreateFile("C:\data.bin", GENERIC_READ, FILE_SHARE_READ, OPEN_EXISTING)
A: s = CreateFileMapping(f, PAGE_WRITECOPY, 0, 0)
B: t = CreateFileMapping(g, PAGE_WRITECOPY, 0, 0)
A: p = MapViewOfFile(s, FILE_MAP_COPY, 0, 0, 0, 0x10000000)
B: q = MapViewOfFile(t, FILE_MAP_COPY, 0, 0, 0, 0x10000000)
A: old = load32(p)
B: load32(q)
snapshot "before the store"
A: store32(p, 7)
expect fault copy-on-write
A: now = load32(p)
expect now == 7
B: v = load32(q)
expect v == old
snapshot "after the store"
