package org.mmscope.win32.heap;

/**
 * A heap of a process: blocks from free lists in segments, small ones through look-aside lists, very long ones with
 * pages of their own, as ntdll's heap manager of Windows XP has it. Everything that it knows lies at its base address
 * in the process. Addresses are those of the bytes that the program gets; sizes are in bytes.
 */
public final class UserHeap {

    static final int GROWABLE = 0x2;
    private static final int NO_SERIALIZE = 0x1;

    /** Where things lie in the first segment: descriptors of ranges, its segment structure. */
    private static final int FIRST_SEGMENT = 0x640;

    private final UserMemory memory;
    private final HeapHeader heap;
    private final Blocks blocks;
    private final FreeLists lists;
    private final UncommittedRanges ranges;
    private final Segments segments;
    private final Lookaside lookaside;
    private final LargeBlocks large;

    private UserHeap(UserMemory memory, int base) {
        this.memory = memory;
        this.heap = new HeapHeader(memory, base);
        this.blocks = new Blocks(memory);
        this.lists = new FreeLists(memory, heap, blocks);
        this.ranges = new UncommittedRanges(memory, heap);
        this.segments = new Segments(memory, heap, blocks, lists, ranges);
        this.lookaside = new Lookaside(memory, heap, blocks);
        this.large = new LargeBlocks(memory, heap, blocks);
    }

    /** The heap at an address, null when there is none. */
    public static UserHeap at(UserMemory memory, int base) {
        UserHeap heap = new UserHeap(memory, base);
        return heap.heap.valid() ? heap : null;
    }

    /**
     * Makes a heap (RtlCreateHeap).
     *
     * @param flags HEAP_ flags
     * @param commit bytes committed at once, whole pages
     * @param reserve bytes reserved, whole pages, not less
     * @return its address, 0 when there is no memory
     */
    public static int create(UserMemory memory, int flags, long commit, long reserve) {
        int base = memory.reserve(reserve);
        if (base == 0) {
            return 0;
        }
        if (!memory.commit(base, commit)) {
            memory.release(base);
            return 0;
        }
        UserHeap heap = new UserHeap(memory, base);
        heap.heap.initialize(flags);
        heap.ranges.addDescriptors(base + HeapHeader.LENGTH, base + FIRST_SEGMENT);
        heap.segments.initialize(0, base + FIRST_SEGMENT, base, reserve, commit);
        heap.addLookaside();
        return base;
    }

    private void addLookaside() {
        if ((heap.flags() & (GROWABLE | NO_SERIALIZE)) == GROWABLE) {
            int heads = allocate(Lookaside.LENGTH);
            if (heads != 0) {
                memory.zero(heads, Lookaside.LENGTH);
                lookaside.initialize(heads);
            }
        }
    }

    /** Flags given at its creation. */
    public int flags() {
        return heap.flags();
    }

    /** Takes a block, whose contents are anything. Gives its address, 0 when there is no memory. */
    public int allocate(int size) {
        long bytes = Integer.toUnsignedLong(size);
        if (bytes > Integer.toUnsignedLong(heap.maximumAllocationSize())) {
            return 0;
        }
        long units = units(bytes);
        if (units > heap.virtualMemoryThreshold()) {
            return (heap.flags() & GROWABLE) == 0 ? 0 : large.allocate(bytes);
        }
        int block = lookaside.pop((int) units);
        if (block == 0) {
            block = take((int) units);
        }
        if (block == 0) {
            return 0;
        }
        blocks.unused(block, blocks.size(block) * Blocks.UNIT - size);
        return block + Blocks.UNIT;
    }

    private static long units(long bytes) {
        return Math.max(Blocks.MINIMUM, (Math.max(bytes, 1) + 2 * Blocks.UNIT - 1) / Blocks.UNIT);
    }

    private int take(int units) {
        int block = lists.find(units);
        if (block == 0 && segments.extend(units)) {
            block = lists.find(units);
        }
        if (block != 0) {
            lists.remove(block);
            split(block, units);
        }
        return block;
    }

    /** Makes a block, which is in no list, busy with so many units, and frees the rest. */
    private void split(int block, int units) {
        int rest = blocks.size(block) - units;
        int last = blocks.flags(block) & Blocks.LAST;
        if (rest < Blocks.MINIMUM) {
            blocks.flags(block, Blocks.BUSY | last);
            return;
        }
        blocks.size(block, units);
        blocks.flags(block, Blocks.BUSY);
        int tail = blocks.next(block);
        blocks.write(tail, rest, units, last, blocks.segment(block));
        blocks.tellNext(tail);
        lists.insert(segments.join(tail));
    }

    /**
     * Whether an address is that of a block of this heap that is in use. One in a look-aside list is not, though it is
     * marked as busy and ntdll of Windows XP, which has no documented answer there, takes it for one.
     */
    public boolean owns(int address) {
        if (address == 0 || (address & Blocks.UNIT - 1) != 0) {
            return false;
        }
        int block = address - Blocks.UNIT;
        if (blocks.is(block, Blocks.VIRTUAL_ALLOC)) {
            return large.contains(address);
        }
        Segment segment = segments.get(blocks.segment(block));
        return blocks.is(block, Blocks.BUSY) && segment != null && segment.contains(block)
                && !lookaside.contains(block);
    }

    /** Gives a block back that this heap {@link #owns}. */
    public void free(int address) {
        int block = address - Blocks.UNIT;
        if (blocks.is(block, Blocks.VIRTUAL_ALLOC)) {
            large.free(address);
        } else if (!lookaside.push(block)) {
            release(block);
        }
    }

    private void release(int block) {
        blocks.flags(block, blocks.flags(block) & Blocks.LAST);
        blocks.unused(block, 0);
        int joined = segments.join(block);
        int units = blocks.size(joined);
        boolean big = units >= heap.decommitFreeBlockThreshold()
                && heap.totalFreeSize() + units >= heap.decommitTotalFreeThreshold();
        if (!big || !segments.decommit(joined)) {
            lists.insert(joined);
        }
    }

    /** Bytes that were asked for, of a block that this heap {@link #owns}. */
    public int size(int address) {
        int block = address - Blocks.UNIT;
        return blocks.is(block, Blocks.VIRTUAL_ALLOC) ? (int) large.size(address)
                : blocks.size(block) * Blocks.UNIT - blocks.unused(block);
    }

    /** Changes a block's size where it is, as every smaller one can be; false when there is no room. */
    public boolean resize(int address, int size) {
        int block = address - Blocks.UNIT;
        long bytes = Integer.toUnsignedLong(size);
        long units = units(bytes);
        boolean wantsPages = units > heap.virtualMemoryThreshold();
        if (blocks.is(block, Blocks.VIRTUAL_ALLOC)) {
            return large.resize(address, bytes);
        }
        if (wantsPages || units > blocks.size(block) && !takeNext(block, (int) units)) {
            return false;
        }
        split(block, (int) units);
        blocks.unused(block, blocks.size(block) * Blocks.UNIT - size);
        return true;
    }

    /** Joins a busy block with the free one behind it, if that makes so many units. */
    private boolean takeNext(int block, int units) {
        if (blocks.is(block, Blocks.LAST)) {
            return false;
        }
        int next = blocks.next(block);
        int together = blocks.size(block) + blocks.size(next);
        if (blocks.is(next, Blocks.BUSY) || together < units || together > Blocks.MAXIMUM) {
            return false;
        }
        lists.remove(next);
        blocks.flags(block, blocks.flags(block) | blocks.flags(next) & Blocks.LAST);
        blocks.size(block, together);
        blocks.tellNext(block);
        return true;
    }

    /** Whether the whole heap is sound. */
    public boolean validate() {
        return new HeapValidator(memory, heap, blocks, segments, ranges).sound();
    }

    /** Whether a block is in use and its neighbour agrees about its size. */
    public boolean validate(int address) {
        if (!owns(address)) {
            return false;
        }
        int block = address - Blocks.UNIT;
        return blocks.is(block, Blocks.VIRTUAL_ALLOC) || blocks.size(block) >= Blocks.MINIMUM
                && (blocks.is(block, Blocks.LAST) || blocks.previousSize(blocks.next(block)) == blocks.size(block));
    }

    /** Empties the look-aside lists. Gives the bytes of the largest free block. */
    public int compact() {
        for (int block = lookaside.drain(); block != 0; block = lookaside.drain()) {
            release(block);
        }
        return lists.largest() * Blocks.UNIT;
    }

    /** Gives the heap and all its blocks back. */
    public void destroy() {
        heap.invalidate();
        large.release();
        segments.release();
        ranges.release();
        memory.release(heap.base());
    }
}
