package org.mmscope.win32.heap;

/**
 * Blocks that are too long for a segment: each has a reservation of its own that begins with a HEAP_VIRTUAL_ALLOC_ENTRY
 * (list links, commit and reserve size, and the header of the block). The Size of their header is the number of unused
 * bytes behind the block.
 */
final class LargeBlocks {

    /** Bytes before the block. */
    static final int HEADER = 0x20;

    private static final int COMMIT_SIZE = 0x10;
    private static final int RESERVE_SIZE = 0x14;
    private static final int BUSY_BLOCK = 0x18;

    private final UserMemory memory;
    private final HeapHeader heap;
    private final Blocks blocks;

    LargeBlocks(UserMemory memory, HeapHeader heap, Blocks blocks) {
        this.memory = memory;
        this.heap = heap;
        this.blocks = blocks;
    }

    /** Makes a block of zeroes. Gives its address, 0 when there is no memory. */
    int allocate(long size) {
        long bytes = pages(size);
        int base = memory.reserve(bytes);
        if (base == 0) {
            return 0;
        }
        if (!memory.commit(base, bytes)) {
            memory.release(base);
            return 0;
        }
        memory.store32(base + RESERVE_SIZE, (int) bytes);
        blocks.write(base + BUSY_BLOCK, 0, 0, Blocks.BUSY | Blocks.VIRTUAL_ALLOC, 0);
        setSize(base, bytes, size);
        link(base);
        return base + HEADER;
    }

    private static long pages(long size) {
        return size + HEADER + UserMemory.PAGE - 1 & -UserMemory.PAGE;
    }

    private void setSize(int base, long committed, long size) {
        memory.store32(base + COMMIT_SIZE, (int) committed);
        blocks.size(base + BUSY_BLOCK, (int) (committed - size));
    }

    private void link(int base) {
        int head = heap.largeBlocks();
        int last = memory.load32(head + 4);
        memory.store32(base, head);
        memory.store32(base + 4, last);
        memory.store32(last, base);
        memory.store32(head + 4, base);
    }

    /** Whether an address is that of such a block of this heap. */
    boolean contains(int address) {
        int head = heap.largeBlocks();
        for (int base = memory.load32(head); base != head; base = memory.load32(base)) {
            if (base + HEADER == address) {
                return true;
            }
        }
        return false;
    }

    /** Bytes that were asked for. */
    long size(int address) {
        int base = address - HEADER;
        return Integer.toUnsignedLong(memory.load32(base + COMMIT_SIZE)) - blocks.size(base + BUSY_BLOCK);
    }

    /** Changes the size without moving the block; false when it has not the pages. */
    boolean resize(int address, long size) {
        int base = address - HEADER;
        long committed = Integer.toUnsignedLong(memory.load32(base + COMMIT_SIZE));
        long wanted = pages(size);
        if (wanted > committed) {
            return false;
        }
        if (wanted < committed && memory.decommit(base + (int) wanted, committed - wanted)) {
            committed = wanted;
        }
        if (committed - size > 0xFFFF) {
            return false;
        }
        setSize(base, committed, size);
        return true;
    }

    boolean free(int address) {
        int base = address - HEADER;
        int next = memory.load32(base);
        int previous = memory.load32(base + 4);
        memory.store32(previous, next);
        memory.store32(next + 4, previous);
        return memory.release(base);
    }

    /** Gives all of them back. */
    void release() {
        int head = heap.largeBlocks();
        int base = memory.load32(head);
        while (base != head) {
            int next = memory.load32(base);
            memory.release(base);
            base = next;
        }
    }
}
