# Reserve, commit, touch
# Memory is given in three steps: a reservation is an entry in a tree, a commitment is a promise, and only a touch takes a page.

machine profile=xp memory=64MB pagefile=128MB

process A

# Reserving makes one VAD. No page table, no page, no charge: only these addresses are spoken for.
A: p = VirtualAlloc(0x10000000, 120000, MEM_RESERVE, PAGE_READWRITE)
A: VirtualQuery(p)
A: load32(p)
expect exception EXCEPTION_ACCESS_VIOLATION

# Committing charges pages against memory and page files. 7 KB from 6 KB on touch three pages.
A: q = VirtualAlloc(p + 6KB, 7KB, MEM_COMMIT, PAGE_READWRITE)
expect q == p + 4KB
A: VirtualQuery(q)

# The first touch of each page takes a frame that is full of zeroes.
A: zero = load32(q)
expect fault demand-zero
expect zero == 0
A: store32(q, 0x12345678)
A: store8(q + 4KB, 1)
expect fault demand-zero

# Protection is a page's own.
A: VirtualProtect(q, 4KB, PAGE_READONLY)
A: store8(q, 1)
expect exception EXCEPTION_ACCESS_VIOLATION

# Decommitting gives pages and charge back; the addresses stay reserved.
A: VirtualFree(q, 4KB, MEM_DECOMMIT)
A: load32(q)
expect exception EXCEPTION_ACCESS_VIOLATION

# Releasing takes the VAD away.
A: VirtualFree(p, 0, MEM_RELEASE)
A: VirtualQuery(p)
