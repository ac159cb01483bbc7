package org.mmscope.win32.heap;

/** The free blocks of a heap in doubly linked lists by size, whose links lie in the blocks themselves. */
final class FreeLists {

    private final UserMemory memory;
    private final HeapHeader heap;
    private final Blocks blocks;

    FreeLists(UserMemory memory, HeapHeader heap, Blocks blocks) {
        this.memory = memory;
        this.heap = heap;
        this.blocks = blocks;
    }

    private int listOf(int units) {
        return heap.freeList(units < HeapHeader.LISTS ? units : 0);
    }

    /** Puts a block, whose header is written and says free, into its list. */
    void insert(int block) {
        int units = blocks.size(block);
        int head = listOf(units);
        int next = memory.load32(head);
        if (units >= HeapHeader.LISTS) {
            while (next != head && blocks.size(next - Blocks.UNIT) < units) {
                next = memory.load32(next);
            }
        }
        int links = block + Blocks.UNIT;
        int previous = memory.load32(next + 4);
        memory.store32(links, next);
        memory.store32(links + 4, previous);
        memory.store32(previous, links);
        memory.store32(next + 4, links);
        heap.addTotalFreeSize(units);
    }

    void remove(int block) {
        int links = block + Blocks.UNIT;
        int next = memory.load32(links);
        int previous = memory.load32(links + 4);
        memory.store32(previous, next);
        memory.store32(next + 4, previous);
        heap.addTotalFreeSize(-blocks.size(block));
    }

    /** The best block of so many units or more, 0 when there is none. It stays in its list. */
    int find(int units) {
        for (int size = units; size < HeapHeader.LISTS; size++) {
            int head = heap.freeList(size);
            int first = memory.load32(head);
            if (first != head) {
                return first - Blocks.UNIT;
            }
        }
        int head = heap.freeList(0);
        for (int links = memory.load32(head); links != head; links = memory.load32(links)) {
            if (blocks.size(links - Blocks.UNIT) >= units) {
                return links - Blocks.UNIT;
            }
        }
        return 0;
    }

    /** Units of the largest free block, 0 when there is none. */
    int largest() {
        int last = memory.load32(heap.freeList(0) + 4);
        if (last != heap.freeList(0)) {
            return blocks.size(last - Blocks.UNIT);
        }
        for (int size = HeapHeader.LISTS - 1; size > 0; size--) {
            if (memory.load32(heap.freeList(size)) != heap.freeList(size)) {
                return size;
            }
        }
        return 0;
    }
}
