package org.mmscope.win32.heap;

/**
 * A reserved range of a heap (HEAP_SEGMENT of Windows XP) in which blocks lie one behind the other, interrupted by
 * ranges that are not committed.
 */
final class Segment {

    /** Length of the structure in bytes, its block header included. */
    static final int LENGTH = 0x40;

    private static final int SIGNATURE_VALUE = 0xFFEEFFEE;
    private static final int SIGNATURE = 0x08;
    private static final int HEAP = 0x10;
    private static final int BASE_ADDRESS = 0x18;
    private static final int NUMBER_OF_PAGES = 0x1C;
    private static final int FIRST_ENTRY = 0x20;
    private static final int LAST_VALID_ENTRY = 0x24;
    private static final int UNCOMMITTED_PAGES = 0x28;
    private static final int UNCOMMITTED_RANGES = 0x2C;
    private static final int FIRST_RANGE = 0x30;

    private final UserMemory memory;
    private final int address;

    Segment(UserMemory memory, int address) {
        this.memory = memory;
        this.address = address;
    }

    /**
     * Writes a segment of which nothing is given out yet.
     *
     * @param base first byte of its reservation
     * @param bytes bytes reserved
     */
    void initialize(int heap, int base, long bytes) {
        memory.store32(address + SIGNATURE, SIGNATURE_VALUE);
        memory.store32(address + HEAP, heap);
        memory.store32(address + BASE_ADDRESS, base);
        memory.store32(address + NUMBER_OF_PAGES, (int) (bytes / UserMemory.PAGE));
        memory.store32(address + FIRST_ENTRY, address + LENGTH);
        memory.store32(address + LAST_VALID_ENTRY, base + (int) bytes);
    }

    boolean valid(int heap) {
        return memory.load32(address + SIGNATURE) == SIGNATURE_VALUE && memory.load32(address + HEAP) == heap;
    }

    int base() {
        return memory.load32(address + BASE_ADDRESS);
    }

    int firstBlock() {
        return memory.load32(address + FIRST_ENTRY);
    }

    /** The first byte behind the reservation. */
    int end() {
        return memory.load32(address + LAST_VALID_ENTRY);
    }

    boolean contains(int va) {
        return Integer.compareUnsigned(va, firstBlock()) >= 0 && Integer.compareUnsigned(va, end()) < 0;
    }

    /** Address of the field that names the first range that is not committed. */
    int rangeListHead() {
        return address + FIRST_RANGE;
    }

    /** Adds to the counts of what is not committed. */
    void addUncommitted(int bytes, int ranges) {
        add(address + UNCOMMITTED_PAGES, bytes / UserMemory.PAGE);
        add(address + UNCOMMITTED_RANGES, ranges);
    }

    private void add(int field, int value) {
        memory.store32(field, memory.load32(field) + value);
    }
}
