# A file that is mapped as data and as an image at the same time has a control area for each.
machine profile=xp memory=64MB pagefile=128MB
file "C:\program.exe" from="program.exe"
process A
A: f = CreateFile("C:\program.exe", GENERIC_READ, FILE_SHARE_READ, OPEN_EXISTING)
A: d = CreateFileMapping(f, PAGE_READONLY, 0, 0)
A: i = CreateFileMapping(f, PAGE_READONLY | SEC_IMAGE, 0, 0)
A: p = MapViewOfFile(d, FILE_MAP_READ, 0, 0, 0, 0x10000000)
A: q = MapViewOfFile(i, FILE_MAP_READ, 0, 0, 0)
expect q == 0x400000
# The code lies at 0x400 in the file and at 0x1000 in memory.
A: a = load32(p + 0x400)
expect fault mapped-file
A: b = load32(q + 0x1000)
expect fault image
expect a == b
snapshot "data and image of one file"
