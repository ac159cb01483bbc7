# Memory is mapped in two steps: first a section object, which is in no address space, then a view of it.
machine profile=xp memory=64MB pagefile=128MB
file "C:\letter.txt" size=20KB fill=pattern
process A
A: f = CreateFile("C:\letter.txt", GENERIC_READ, FILE_SHARE_READ, OPEN_EXISTING)
snapshot "the file is open"
A: s = CreateFileMapping(f, PAGE_READONLY, 0, 0)
expect error NO_ERROR
snapshot "there is a section"
A: VirtualQuery(0x10000000)
A: p = MapViewOfFile(s, FILE_MAP_READ, 0, 0, 0, 0x10000000)
expect p == 0x10000000
snapshot "there is a view"
A: first = load32(p)
expect fault mapped-file
expect first == 0x03020100
snapshot "a page is in memory"
A: UnmapViewOfFile(p)
A: load32(p)
expect exception access-violation
A: CloseHandle(s)
A: CloseHandle(f)
snapshot "only the page is left"
