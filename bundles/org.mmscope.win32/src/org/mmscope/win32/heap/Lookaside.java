package org.mmscope.win32.heap;

/**
 * The look-aside lists before a heap's free lists: for each size below 128 units a short singly linked list of blocks
 * that keep their busy mark, so that an allocation or a free touches one block only.
 */
final class Lookaside {

    /** Bytes of a list's head (HEAP_LOOKASIDE): first block and number of blocks, depth, counts. */
    private static final int HEAD = 0x30;
    /** Bytes of all the heads. */
    static final int LENGTH = HEAD * HeapHeader.LISTS;

    private static final int COUNT = 4;
    private static final int DEPTH = 8;
    private static final int TOTAL_ALLOCATES = 12;
    private static final int ALLOCATE_MISSES = 16;
    private static final int TOTAL_FREES = 20;
    private static final int FREE_MISSES = 24;
    private static final int INITIAL_DEPTH = 4;

    private final UserMemory memory;
    private final HeapHeader heap;
    private final Blocks blocks;

    Lookaside(UserMemory memory, HeapHeader heap, Blocks blocks) {
        this.memory = memory;
        this.heap = heap;
        this.blocks = blocks;
    }

    /** Begins to use a zeroed block for the heads. */
    void initialize(int address) {
        for (int list = 0; list < HeapHeader.LISTS; list++) {
            memory.store16(address + list * HEAD + DEPTH, INITIAL_DEPTH);
        }
        heap.frontEnd(address);
    }

    /** Takes a block of exactly so many units, 0 when there is none. */
    int pop(int units) {
        if (heap.frontEnd() == 0 || units >= HeapHeader.LISTS) {
            return 0;
        }
        int head = heap.frontEnd() + units * HEAD;
        increment(head + TOTAL_ALLOCATES);
        int first = memory.load32(head);
        if (first == 0) {
            increment(head + ALLOCATE_MISSES);
            return 0;
        }
        memory.store32(head, memory.load32(first));
        memory.store16(head + COUNT, memory.load16(head + COUNT) - 1);
        return first - Blocks.UNIT;
    }

    /** Keeps a block, if there is room in its list. */
    boolean push(int block) {
        int units = blocks.size(block);
        if (heap.frontEnd() == 0 || units >= HeapHeader.LISTS) {
            return false;
        }
        int head = heap.frontEnd() + units * HEAD;
        increment(head + TOTAL_FREES);
        if (memory.load16(head + COUNT) >= memory.load16(head + DEPTH)) {
            increment(head + FREE_MISSES);
            return false;
        }
        memory.store32(block + Blocks.UNIT, memory.load32(head));
        memory.store32(head, block + Blocks.UNIT);
        memory.store16(head + COUNT, memory.load16(head + COUNT) + 1);
        return true;
    }

    /** Whether a block is in its list. */
    boolean contains(int block) {
        int units = blocks.size(block);
        if (heap.frontEnd() == 0 || units >= HeapHeader.LISTS) {
            return false;
        }
        int head = heap.frontEnd() + units * HEAD;
        int at = memory.load32(head);
        for (int left = memory.load16(head + COUNT); left > 0 && at != 0; left--) {
            if (at == block + Blocks.UNIT) {
                return true;
            }
            at = memory.load32(at);
        }
        return false;
    }

    /** Takes any block out, 0 when all lists are empty. */
    int drain() {
        for (int list = 0; heap.frontEnd() != 0 && list < HeapHeader.LISTS; list++) {
            int head = heap.frontEnd() + list * HEAD;
            int first = memory.load32(head);
            if (first != 0 && memory.load16(head + COUNT) > 0) {
                memory.store32(head, memory.load32(first));
                memory.store16(head + COUNT, memory.load16(head + COUNT) - 1);
                return first - Blocks.UNIT;
            }
        }
        return 0;
    }

    private void increment(int field) {
        memory.store32(field, memory.load32(field) + 1);
    }
}
