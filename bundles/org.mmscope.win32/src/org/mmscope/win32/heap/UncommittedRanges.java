package org.mmscope.win32.heap;

/**
 * The ranges of a heap's segments that are reserved and not committed: for each a descriptor of 16 bytes (next,
 * address, size in bytes), in a list by address at its segment. Descriptors come from the heap's header and from pages
 * of their own.
 */
final class UncommittedRanges {

    /** Length of a descriptor in bytes. */
    static final int LENGTH = 16;

    private static final int NEXT = 0;
    private static final int ADDRESS = 4;
    private static final int SIZE = 8;
    private static final int RESERVE = 0x10000;

    private final UserMemory memory;
    private final HeapHeader heap;

    UncommittedRanges(UserMemory memory, HeapHeader heap) {
        this.memory = memory;
        this.heap = heap;
    }

    /** Makes unused descriptors of a piece of memory. */
    void addDescriptors(int from, int to) {
        for (int at = from; at + LENGTH <= to; at += LENGTH) {
            memory.store32(at + NEXT, heap.unusedRanges());
            heap.unusedRanges(at);
        }
    }

    /** Sees to it that there is an unused descriptor. */
    boolean ready() {
        if (heap.unusedRanges() != 0) {
            return true;
        }
        int page = memory.reserve(RESERVE);
        if (page == 0) {
            return false;
        }
        if (!memory.commit(page, UserMemory.PAGE)) {
            memory.release(page);
            return false;
        }
        memory.store32(page, heap.rangePages());
        heap.rangePages(page);
        addDescriptors(page + LENGTH, page + UserMemory.PAGE);
        return true;
    }

    /** Notes a range, joined with its neighbours. A descriptor must be {@link #ready}. */
    void insert(Segment segment, int address, int size) {
        int link = segment.rangeListHead();
        int next = memory.load32(link);
        int previous = 0;
        while (next != 0 && Integer.compareUnsigned(address(next), address) < 0) {
            previous = next;
            link = next + NEXT;
            next = memory.load32(link);
        }
        segment.addUncommitted(size, 0);
        if (previous != 0 && address(previous) + size(previous) == address) {
            memory.store32(previous + SIZE, size(previous) + size);
            joinNext(segment, previous);
            return;
        }
        int range = heap.unusedRanges();
        heap.unusedRanges(memory.load32(range + NEXT));
        memory.store32(range + NEXT, next);
        memory.store32(range + ADDRESS, address);
        memory.store32(range + SIZE, size);
        memory.store32(link, range);
        segment.addUncommitted(0, 1);
        joinNext(segment, range);
    }

    private void joinNext(Segment segment, int range) {
        int next = memory.load32(range + NEXT);
        if (next != 0 && address(range) + size(range) == address(next)) {
            memory.store32(range + SIZE, size(range) + size(next));
            memory.store32(range + NEXT, memory.load32(next + NEXT));
            discard(segment, next);
        }
    }

    private void discard(Segment segment, int range) {
        memory.store32(range + NEXT, heap.unusedRanges());
        heap.unusedRanges(range);
        segment.addUncommitted(0, -1);
    }

    /** The first range of a segment with so many bytes or more, 0 when there is none. */
    int find(Segment segment, long bytes) {
        int range = memory.load32(segment.rangeListHead());
        while (range != 0 && Integer.toUnsignedLong(size(range)) < bytes) {
            range = memory.load32(range + NEXT);
        }
        return range;
    }

    /** The range that begins at an address, 0 when there is none. */
    int at(Segment segment, int address) {
        int range = memory.load32(segment.rangeListHead());
        while (range != 0 && address(range) != address) {
            range = memory.load32(range + NEXT);
        }
        return range;
    }

    int address(int range) {
        return memory.load32(range + ADDRESS);
    }

    int size(int range) {
        return memory.load32(range + SIZE);
    }

    /** Takes bytes off the front of a range. */
    void take(Segment segment, int range, int bytes) {
        segment.addUncommitted(-bytes, 0);
        if (bytes < size(range)) {
            memory.store32(range + ADDRESS, address(range) + bytes);
            memory.store32(range + SIZE, size(range) - bytes);
            return;
        }
        int link = segment.rangeListHead();
        while (memory.load32(link) != range) {
            link = memory.load32(link) + NEXT;
        }
        memory.store32(link, memory.load32(range + NEXT));
        discard(segment, range);
    }

    /** Gives the pages of descriptors back. */
    void release() {
        int page = heap.rangePages();
        while (page != 0) {
            int older = memory.load32(page);
            memory.release(page);
            page = older;
        }
    }
}
