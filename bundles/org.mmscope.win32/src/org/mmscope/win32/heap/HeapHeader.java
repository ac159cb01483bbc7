package org.mmscope.win32.heap;

/** The HEAP structure at a heap's base, with the field offsets of Windows XP. */
final class HeapHeader {

    static final int SIGNATURE_VALUE = 0xEEFFEEFF;
    /** Length of the structure in bytes. */
    static final int LENGTH = 0x588;
    /** Most segments of a heap. */
    static final int SEGMENTS = 64;
    /** Number of free lists; list 0 has the blocks of 128 units and more, by size. */
    static final int LISTS = 128;

    private static final int SIGNATURE = 0x008;
    private static final int FLAGS = 0x00C;
    private static final int VIRTUAL_MEMORY_THRESHOLD = 0x014;
    private static final int SEGMENT_RESERVE = 0x018;
    private static final int SEGMENT_COMMIT = 0x01C;
    private static final int DECOMMIT_FREE_BLOCK_THRESHOLD = 0x020;
    private static final int DECOMMIT_TOTAL_FREE_THRESHOLD = 0x024;
    private static final int TOTAL_FREE_SIZE = 0x028;
    private static final int MAXIMUM_ALLOCATION_SIZE = 0x02C;
    private static final int UCR_SEGMENTS = 0x040;
    private static final int UNUSED_UNCOMMITTED_RANGES = 0x044;
    private static final int VIRTUAL_ALLOCD_BLOCKS = 0x050;
    private static final int SEGMENT_TABLE = 0x058;
    private static final int FREE_LISTS = 0x178;
    private static final int FRONT_END_HEAP = 0x580;

    private final UserMemory memory;
    private final int base;

    HeapHeader(UserMemory memory, int base) {
        this.memory = memory;
        this.base = base;
    }

    /** Writes a header for a new heap into zeroed memory. */
    void initialize(int flags) {
        memory.store32(base + SIGNATURE, SIGNATURE_VALUE);
        memory.store32(base + FLAGS, flags);
        memory.store32(base + VIRTUAL_MEMORY_THRESHOLD, Blocks.MAXIMUM);
        memory.store32(base + SEGMENT_RESERVE, 0x100000);
        memory.store32(base + SEGMENT_COMMIT, 2 * UserMemory.PAGE);
        memory.store32(base + DECOMMIT_FREE_BLOCK_THRESHOLD, UserMemory.PAGE / Blocks.UNIT);
        memory.store32(base + DECOMMIT_TOTAL_FREE_THRESHOLD, 0x10000 / Blocks.UNIT);
        memory.store32(base + MAXIMUM_ALLOCATION_SIZE, 0x7FFDEFFF);
        for (int list = 0; list < LISTS; list++) {
            emptyList(freeList(list));
        }
        emptyList(largeBlocks());
    }

    private void emptyList(int head) {
        memory.store32(head, head);
        memory.store32(head + 4, head);
    }

    boolean valid() {
        return memory.load32(base + SIGNATURE) == SIGNATURE_VALUE;
    }

    /** Makes it a heap no more. */
    void invalidate() {
        memory.store32(base + SIGNATURE, 0);
    }

    int base() {
        return base;
    }

    int flags() {
        return memory.load32(base + FLAGS);
    }

    /** In units: a longer block gets pages of its own. */
    int virtualMemoryThreshold() {
        return memory.load32(base + VIRTUAL_MEMORY_THRESHOLD);
    }

    /** Bytes that the next segment reserves. */
    int segmentReserve() {
        return memory.load32(base + SEGMENT_RESERVE);
    }

    void segmentReserve(int bytes) {
        memory.store32(base + SEGMENT_RESERVE, bytes);
    }

    /** Bytes that are committed at least when a segment grows. */
    int segmentCommit() {
        return memory.load32(base + SEGMENT_COMMIT);
    }

    /** In units. */
    int decommitFreeBlockThreshold() {
        return memory.load32(base + DECOMMIT_FREE_BLOCK_THRESHOLD);
    }

    /** In units. */
    int decommitTotalFreeThreshold() {
        return memory.load32(base + DECOMMIT_TOTAL_FREE_THRESHOLD);
    }

    /** Units in the free lists. */
    int totalFreeSize() {
        return memory.load32(base + TOTAL_FREE_SIZE);
    }

    void addTotalFreeSize(int units) {
        memory.store32(base + TOTAL_FREE_SIZE, totalFreeSize() + units);
    }

    /** In bytes. */
    int maximumAllocationSize() {
        return memory.load32(base + MAXIMUM_ALLOCATION_SIZE);
    }

    /** Base of the newest page of range descriptors, 0 for none beyond those of the header. */
    int rangePages() {
        return memory.load32(base + UCR_SEGMENTS);
    }

    void rangePages(int address) {
        memory.store32(base + UCR_SEGMENTS, address);
    }

    /** First unused range descriptor, 0 for none. */
    int unusedRanges() {
        return memory.load32(base + UNUSED_UNCOMMITTED_RANGES);
    }

    void unusedRanges(int address) {
        memory.store32(base + UNUSED_UNCOMMITTED_RANGES, address);
    }

    /** Head of the list of blocks with pages of their own. */
    int largeBlocks() {
        return base + VIRTUAL_ALLOCD_BLOCKS;
    }

    int freeList(int index) {
        return base + FREE_LISTS + index * 8;
    }

    /** Address of a segment, 0 for none. */
    int segment(int index) {
        return memory.load32(base + SEGMENT_TABLE + index * 4);
    }

    void segment(int index, int address) {
        memory.store32(base + SEGMENT_TABLE + index * 4, address);
    }

    /** Address of the look-aside lists, 0 for none. */
    int frontEnd() {
        return memory.load32(base + FRONT_END_HEAP);
    }

    void frontEnd(int address) {
        memory.store32(base + FRONT_END_HEAP, address);
    }
}
