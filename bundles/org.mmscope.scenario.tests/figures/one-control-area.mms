# However many section objects a file has, its data has one control area and one segment.
machine profile=xp memory=64MB pagefile=128MB
file "C:\data.bin" size=64KB fill=pattern
process A
process B
A: f = CreateFile("C:\data.bin", GENERIC_READ, FILE_SHARE_READ, OPEN_EXISTING)
B: g = CreateFile("C:\data.bin", GENERIC_READ, FILE_SHARE_READ, OPEN_EXISTING)
A: s = CreateFileMapping(f, PAGE_READONLY, 0, 0)
B: t = CreateFileMapping(g, PAGE_WRITECOPY, 0, 0)
A: p = MapViewOfFile(s, FILE_MAP_READ, 0, 0, 0, 0x10000000)
B: q = MapViewOfFile(t, FILE_MAP_COPY, 0, 0, 0, 0x11000000)
A: a = load32(p + 4KB)
expect fault mapped-file
B: b = load32(q + 4KB)
expect fault prototype-valid
expect a == b
snapshot "two sections of one file"
