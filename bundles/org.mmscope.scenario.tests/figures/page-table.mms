# A page table is pageable itself: it goes when no page in memory has its entry there, and a fault brings it back first.
machine profile=xp memory=8MB pagefile=64MB
process A
A: p = VirtualAlloc(0x10000000, 64KB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)
A: fill(p, 64KB, 7)
A: before = sum(p, 64KB)
snapshot "1 in memory"
trim A
wait modified-writer
process other ws_max=2000
other: q = VirtualAlloc(0x10000000, 8MB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)
other: fill(q, 8MB, 1)
snapshot "2 its pages are out"
trim A
snapshot "3 in transition"
wait modified-writer
other: fill(q, 8MB, 2)
snapshot "4 out"
A: x = load8(p + 12KB)
expect x == 7
expect fault page-file
snapshot "5 faulted back"
A: after = sum(p, 64KB)
expect after == before
exit other
exit A
