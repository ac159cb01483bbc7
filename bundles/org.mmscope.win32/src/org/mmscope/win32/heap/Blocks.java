package org.mmscope.win32.heap;

/**
 * The 8-byte header before each block (HEAP_ENTRY of Windows XP): Size and PreviousSize in units of 8 bytes,
 * SmallTagIndex, Flags, UnusedBytes, SegmentIndex. Blocks are named by the address of their header.
 */
final class Blocks {

    /** Bytes in a unit, and in a header. */
    static final int UNIT = 8;
    /** Least size of a block in units. */
    static final int MINIMUM = 2;
    /** Greatest size of a block in units. */
    static final int MAXIMUM = 0xFE00;

    static final int BUSY = 0x01;
    /** A block of its own outside the segments. */
    static final int VIRTUAL_ALLOC = 0x08;
    /** No block follows: the end of committed pages. */
    static final int LAST = 0x10;

    private static final int PREVIOUS_SIZE = 2;
    private static final int TAG = 4;
    private static final int FLAGS = 5;
    private static final int UNUSED = 6;
    private static final int SEGMENT = 7;

    private final UserMemory memory;

    Blocks(UserMemory memory) {
        this.memory = memory;
    }

    void write(int block, int size, int previousSize, int flags, int segment) {
        memory.store16(block, size);
        memory.store16(block + PREVIOUS_SIZE, previousSize);
        memory.store8(block + TAG, 0);
        memory.store8(block + FLAGS, flags);
        memory.store8(block + UNUSED, 0);
        memory.store8(block + SEGMENT, segment);
    }

    int size(int block) {
        return memory.load16(block);
    }

    void size(int block, int units) {
        memory.store16(block, units);
    }

    int previousSize(int block) {
        return memory.load16(block + PREVIOUS_SIZE);
    }

    void previousSize(int block, int units) {
        memory.store16(block + PREVIOUS_SIZE, units);
    }

    int flags(int block) {
        return memory.load8(block + FLAGS);
    }

    void flags(int block, int flags) {
        memory.store8(block + FLAGS, flags);
    }

    boolean is(int block, int flag) {
        return (flags(block) & flag) != 0;
    }

    int unused(int block) {
        return memory.load8(block + UNUSED);
    }

    void unused(int block, int bytes) {
        memory.store8(block + UNUSED, bytes);
    }

    int segment(int block) {
        return memory.load8(block + SEGMENT);
    }

    int next(int block) {
        return block + size(block) * UNIT;
    }

    int previous(int block) {
        return block - previousSize(block) * UNIT;
    }

    /** Tells the block that follows, if one does, how long this one is. */
    void tellNext(int block) {
        if (!is(block, LAST)) {
            previousSize(next(block), size(block));
        }
    }
}
