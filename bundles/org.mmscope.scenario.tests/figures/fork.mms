# A forked process has the memory of its parent; a page is copied when either of them stores to it.
machine profile=xp memory=64MB pagefile=128MB
process parent
parent: m = VirtualAlloc(0x10000000, 64KB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)
parent: store32(m, 1)
parent: store32(m + 4KB, 2)
parent: store32(m + 8KB, 3)
snapshot "before the fork"
fork child from=parent
child: v = load32(m)
expect fault prototype-valid
expect v == 1
child: v = load32(m + 4KB)
child: v = load32(m + 8KB)
parent: load32(m)
parent: load32(m + 4KB)
parent: load32(m + 8KB)
snapshot "after the fork"
child: store32(m, 10)
expect fault copy-on-write
parent: store32(m + 4KB, 20)
expect fault copy-on-write
parent: v = load32(m)
expect v == 1
child: v = load32(m + 4KB)
expect v == 2
snapshot "after stores of both"
fork grandchild from=child
exit parent
exit child
grandchild: v = load32(m)
expect v == 10
grandchild: v = load32(m + 4KB)
expect v == 2
grandchild: v = load32(m + 8KB)
expect v == 3
exit grandchild
snapshot "everybody is gone"
