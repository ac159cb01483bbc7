# Copy-on-write
# Two processes map a file copy-on-write: they share its pages until one writes, and only then does it get a page of its own.

machine profile=xp memory=64MB pagefile=128MB
file "C:\program.dat" size=16KB fill=pattern

process A
process B

# Both map the file with FILE_MAP_COPY: the VADs say PAGE_WRITECOPY.
A: fileA = CreateFile("C:\program.dat", GENERIC_READ, FILE_SHARE_READ, OPEN_EXISTING)
A: sectionA = CreateFileMapping(fileA, PAGE_WRITECOPY, 0, 0)
A: p = MapViewOfFile(sectionA, FILE_MAP_COPY, 0, 0, 0, 0x10000000)
B: fileB = CreateFile("C:\program.dat", GENERIC_READ, FILE_SHARE_READ, OPEN_EXISTING)
B: sectionB = CreateFileMapping(fileB, PAGE_WRITECOPY, 0, 0)
B: q = MapViewOfFile(sectionB, FILE_MAP_COPY, 0, 0, 0, 0x10000000)

# Reading shares: one frame, two PTEs, both marked copy-on-write.
A: a = load32(p + 4KB)
B: b = load32(q + 4KB)
expect fault prototype-valid
expect a == b
snapshot "before the write"

# A writes. The processor finds the page read-only, the PTE says copy-on-write: A gets a copy and keeps it to itself.
A: store32(p + 4KB, 0xDEADBEEF)
expect fault copy-on-write
snapshot "after the write"

# A sees what it wrote, B what was there before.
A: mine = load32(p + 4KB)
B: theirs = load32(q + 4KB)
expect mine == 0xDEADBEEF
expect theirs == b

# Windows tells the difference: A's page is PAGE_READWRITE now, its neighbours and B's page are still PAGE_WRITECOPY.
A: VirtualQuery(p + 4KB)
B: VirtualQuery(q + 4KB)

# The file never changes: a new view shows the old bytes.
A: UnmapViewOfFile(p)
A: p = MapViewOfFile(sectionA, FILE_MAP_COPY, 0, 0, 0, 0x10000000)
A: fresh = load32(p + 4KB)
expect fresh == b
