package org.mmscope.win32.heap;

/** The segments of a heap: committing more of them, giving pages back, adding new ones. */
final class Segments {

    private static final int GRANULARITY = 0x10000;
    private static final int GREATEST_RESERVE = 64 << 20;

    private final UserMemory memory;
    private final HeapHeader heap;
    private final Blocks blocks;
    private final FreeLists lists;
    private final UncommittedRanges ranges;

    Segments(UserMemory memory, HeapHeader heap, Blocks blocks, FreeLists lists, UncommittedRanges ranges) {
        this.memory = memory;
        this.heap = heap;
        this.blocks = blocks;
        this.lists = lists;
        this.ranges = ranges;
    }

    /** The segment of an index, null when there is none. */
    Segment get(int index) {
        int address = index < HeapHeader.SEGMENTS ? heap.segment(index) : 0;
        return address == 0 ? null : new Segment(memory, address);
    }

    /**
     * Makes a segment of a reservation.
     *
     * @param address where its structure lies
     * @param base first byte of the reservation
     * @param reserved bytes
     * @param committed bytes from the base on that are committed already
     */
    void initialize(int index, int address, int base, long reserved, long committed) {
        Segment segment = new Segment(memory, address);
        segment.initialize(heap.base(), base, reserved);
        heap.segment(index, address);
        makeFree(segment.firstBlock(), base + (int) committed, 0, index, true);
        if (committed < reserved) {
            ranges.insert(segment, base + (int) committed, (int) (reserved - committed));
        }
    }

    /** Makes free blocks of a piece of committed memory, and joins the first one with what is before it. */
    private void makeFree(int from, int to, int previousSize, int index, boolean last) {
        int at = from;
        int before = previousSize;
        while (at != to) {
            int left = (to - at) / Blocks.UNIT;
            int units = Math.min(left, Blocks.MAXIMUM);
            units -= left - units == 1 ? 1 : 0;
            boolean end = units == left;
            blocks.write(at, units, before, end && last ? Blocks.LAST : 0, index);
            int next = at + units * Blocks.UNIT;
            if (!end) {
                blocks.write(next, left - units, units, Blocks.BUSY, index);
            }
            lists.insert(join(at));
            before = end ? 0 : blocks.previousSize(next);
            at = next;
        }
    }

    /** Joins a free block, which is in no list, with free neighbours. Gives the block that it became. */
    int join(int block) {
        int joined = block;
        if (blocks.previousSize(block) != 0) {
            int previous = blocks.previous(block);
            if (canJoin(previous, block)) {
                lists.remove(previous);
                merge(previous, block);
                joined = previous;
            }
        }
        if (!blocks.is(joined, Blocks.LAST)) {
            int next = blocks.next(joined);
            if (canJoin(joined, next) && !blocks.is(next, Blocks.BUSY)) {
                lists.remove(next);
                merge(joined, next);
            }
        }
        blocks.tellNext(joined);
        return joined;
    }

    private boolean canJoin(int first, int second) {
        return !blocks.is(first, Blocks.BUSY) && blocks.size(first) + blocks.size(second) <= Blocks.MAXIMUM;
    }

    private void merge(int first, int second) {
        int last = blocks.flags(second) & Blocks.LAST;
        blocks.size(first, blocks.size(first) + blocks.size(second));
        blocks.flags(first, blocks.flags(first) | last);
    }

    /** Commits pages for a block of so many units, in a segment or in a new one. */
    boolean extend(int units) {
        long bytes = roundUp((long) units * Blocks.UNIT, UserMemory.PAGE);
        for (int index = 0; index < HeapHeader.SEGMENTS; index++) {
            Segment segment = get(index);
            int range = segment == null ? 0 : ranges.find(segment, bytes);
            if (range != 0) {
                return grow(segment, index, range, bytes);
            }
        }
        return (heap.flags() & UserHeap.GROWABLE) != 0 && add(units);
    }

    private boolean grow(Segment segment, int index, int range, long bytes) {
        int size = ranges.size(range);
        long commit = Math.min(Math.max(bytes, heap.segmentCommit()), Integer.toUnsignedLong(size));
        int from = ranges.address(range);
        if (!memory.commit(from, commit)) {
            return false;
        }
        int before = lastBefore(segment, from);
        ranges.take(segment, range, (int) commit);
        int to = from + (int) commit;
        boolean last = commit < Integer.toUnsignedLong(size) || to == segment.end();
        blocks.flags(before, blocks.flags(before) & ~Blocks.LAST);
        makeFree(from, to, blocks.size(before), index, last);
        return true;
    }

    /** The block that ends where a range that is not committed begins. */
    private int lastBefore(Segment segment, int address) {
        int block = segment.firstBlock();
        int end = blocks.next(block);
        while (end != address) {
            if (blocks.is(block, Blocks.LAST)) {
                int range = ranges.at(segment, end);
                end += ranges.size(range);
            }
            block = end;
            end = blocks.next(block);
        }
        return block;
    }

    private boolean add(int units) {
        int index = freeIndex();
        long commit = roundUp((long) units * Blocks.UNIT + Segment.LENGTH, UserMemory.PAGE);
        if (index < 0 || !ranges.ready()) {
            return false;
        }
        long reserve = roundUp(Math.max(heap.segmentReserve(), commit), GRANULARITY);
        int base = memory.reserve(reserve);
        if (base == 0) {
            reserve = roundUp(commit, GRANULARITY);
            base = memory.reserve(reserve);
        }
        if (base == 0) {
            return false;
        }
        if (!memory.commit(base, commit)) {
            memory.release(base);
            return false;
        }
        heap.segmentReserve(Math.min(2 * heap.segmentReserve(), GREATEST_RESERVE));
        initialize(index, base, base, reserve, commit);
        return true;
    }

    private int freeIndex() {
        for (int index = 0; index < HeapHeader.SEGMENTS; index++) {
            if (heap.segment(index) == 0) {
                return index;
            }
        }
        return -1;
    }

    /**
     * Gives the whole pages in a free block back, which is in no list. False, and nothing is done, when
     * it has none.
     */
    boolean decommit(int block) {
        int end = blocks.next(block);
        int from = (int) roundUp(Integer.toUnsignedLong(block), UserMemory.PAGE);
        from += from - block == Blocks.UNIT ? UserMemory.PAGE : 0;
        int to = end & -UserMemory.PAGE;
        to -= end - to == Blocks.UNIT ? UserMemory.PAGE : 0;
        if (Integer.compareUnsigned(from, to) >= 0 || !ranges.ready()) {
            return false;
        }
        int index = blocks.segment(block);
        boolean last = blocks.is(block, Blocks.LAST);
        int previous = blocks.previousSize(block) == 0 ? 0 : blocks.previous(block);
        if (!memory.decommit(from, to - from)) {
            return false;
        }
        keepFront(block, from, previous);
        keepBack(to, end, index, last);
        ranges.insert(get(index), from, to - from);
        return true;
    }

    private void keepFront(int block, int to, int previous) {
        if (block != to) {
            blocks.size(block, (to - block) / Blocks.UNIT);
            blocks.flags(block, Blocks.LAST);
            lists.insert(block);
        } else if (previous != 0) {
            blocks.flags(previous, blocks.flags(previous) | Blocks.LAST);
        }
    }

    private void keepBack(int from, int end, int index, boolean last) {
        if (from != end) {
            blocks.write(from, (end - from) / Blocks.UNIT, 0, last ? Blocks.LAST : 0, index);
            blocks.tellNext(from);
            lists.insert(from);
        } else if (!last) {
            blocks.previousSize(end, 0);
        }
    }

    /** Gives every segment but the first back. */
    void release() {
        for (int index = HeapHeader.SEGMENTS - 1; index > 0; index--) {
            Segment segment = get(index);
            if (segment != null) {
                memory.release(segment.base());
            }
        }
    }

    static long roundUp(long value, int unit) {
        return value + unit - 1 & -unit;
    }
}
