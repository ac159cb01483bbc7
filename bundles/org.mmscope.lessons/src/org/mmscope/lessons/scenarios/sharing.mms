# Two processes share a mapped file
# Two processes map the same file; each page is read from disk once and then seen by both through one prototype PTE.
#
# Step through it with the section graph beside you. Before each step, guess what will change.

machine profile=xp memory=64MB pagefile=128MB
file "C:\letter.txt" size=20KB fill=pattern

# Each process has an address space of its own: a page directory, and a tree of VADs.
process A
process B

# A opens the file: a file object. Nothing of the file is in memory yet.
A: fileA = CreateFile("C:\letter.txt", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, OPEN_EXISTING)

# The section object brings its segment: 5 pages, so 5 prototype PTEs, each naming the place of its page in the file.
# The control area joins the segment to the file object. Still no page has been read.
A: sectionA = CreateFileMapping(fileA, PAGE_READWRITE, 0, 0)

# A view is one VAD that points at the first prototype PTE. A's page tables do not know of it yet.
A: p = MapViewOfFile(sectionA, FILE_MAP_WRITE, 0, 0, 0, 0x10000000)
expect p == 0x10000000

# The first touch faults. The VAD leads to the prototype PTE, that one to the file, and the page is read: a hard fault.
A: first = load32(p)
expect fault mapped-file
expect first == 0x03020100

# B opens the same file and makes a section object of its own, but the segment and the control area are A's.
B: fileB = CreateFile("C:\letter.txt", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, OPEN_EXISTING)
B: sectionB = CreateFileMapping(fileB, PAGE_READWRITE, 0, 0)

# B's view lies at another address.
B: q = MapViewOfFile(sectionB, FILE_MAP_WRITE, 0, 0, 0, 0x18000000)

# B faults too, but the prototype PTE is valid: no disk, only one more PTE for the same frame.
B: again = load32(q)
expect fault prototype-valid
expect again == first

# What B writes, A reads at once: it is the same page of memory.
B: store32(q + 100, 0xCAFEF00D)
A: seen = load32(p + 100)
expect fault none
expect seen == 0xCAFEF00D

# Another page of the file, this time B first. The first read brought its neighbours along, as reading in clusters does:
# the page is in transition, on its way or on the standby list, and is had without another read. A then finds it valid.
B: load8(q + 8KB)
expect fault transition
A: load8(p + 8KB)
expect fault prototype-valid

# The changed page goes back to the file.
B: FlushViewOfFile(q, 0)

# A unmaps its view. The pages stay: B still uses them.
A: UnmapViewOfFile(p)
A: load32(p)
expect exception EXCEPTION_ACCESS_VIOLATION
B: still = load32(q + 100)
expect still == 0xCAFEF00D

# Views and handles are counted. When the last ones go, so can the section objects.
B: UnmapViewOfFile(q)
A: CloseHandle(sectionA)
B: CloseHandle(sectionB)
A: CloseHandle(fileA)
B: CloseHandle(fileB)
