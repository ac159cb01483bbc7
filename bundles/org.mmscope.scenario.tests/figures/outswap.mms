# A process that is swapped out loses its kernel stack, its pages, its page tables and at last its page directory.
machine profile=xp memory=8MB pagefile=64MB
process A
A: p = VirtualAlloc(0x10000000, 64KB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)
A: fill(p, 64KB, 7)
A: before = sum(p, 64KB)
snapshot "1 in memory"
outswap A
snapshot "2 pages and stack are in transition"
process other ws_max=2000
other: q = VirtualAlloc(0x10000000, 8MB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)
repeat 8
wait modified-writer
other: fill(q, 8MB, $i)
wait swapper
end
snapshot "3 everything is out"
inswap A
snapshot "4 back without its pages"
A: after = sum(p, 64KB)
expect after == before
exit other
exit A
