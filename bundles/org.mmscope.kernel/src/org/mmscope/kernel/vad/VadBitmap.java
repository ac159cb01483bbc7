package org.mmscope.kernel.vad;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.workingset.WorkingSetList;
import org.mmscope.machine.PhysicalMemory;

/**
 * The bitmap of a process's reservations: a bit for each 64 KB of user space, in hyperspace, with the hint of the MMWSL
 * below which nothing is free. It finds free ranges without walking the tree, as XP does.
 */
public final class VadBitmap {

    /** Allocation granularity in bytes. */
    public static final int GRANULE = 0x10000;
    /** No free range. */
    public static final int NONE = 0;

    private static final int PAGE = 4096;
    private static final int SHIFT = 16;
    private static final int WORD = 32;
    private static final int BITS_IN_PAGE = PAGE * 8;

    private final KernelLayout layout;
    private final PhysicalMemory memory;
    private final WorkingSetList lists;
    private final VadTree tree;
    private final int hint;

    public VadBitmap(KernelLayout layout, PhysicalMemory memory, WorkingSetList lists, VadTree tree) {
        this.layout = layout;
        this.memory = memory;
        this.lists = lists;
        this.tree = tree;
        hint = lists.layout().vadBitMapHint;
    }

    private int bytes() {
        return (layout.highestVadAddress() >>> SHIFT) / 8 + 1;
    }

    /** Makes an empty bitmap, the lowest 64 KB apart; false without memory. */
    public boolean create(ProcessObject process) {
        for (int offset = 0; offset < bytes(); offset += PAGE) {
            if (!lists.mapPage(process, layout.vadBitmap() + offset)) {
                delete(process);
                return false;
            }
        }
        lists.field(process, hint, 1);
        set(process, 0, true);
        return true;
    }

    public void delete(ProcessObject process) {
        for (int offset = 0; offset < bytes(); offset += PAGE) {
            if (lists.isMapped(process, layout.vadBitmap() + offset)) {
                lists.unmapPage(process, layout.vadBitmap() + offset);
            }
        }
    }

    /** Marks a range that a VAD takes. */
    public void reserve(ProcessObject process, int start, int end) {
        int first = start >>> SHIFT;
        int last = end >>> SHIFT;
        for (int bit = first; bit <= last; bit++) {
            set(process, bit, true);
        }
        if (first <= lists.field(process, hint)) {
            lists.field(process, hint, nextFree(process, lists.field(process, hint)));
        }
    }

    /** The lowest free bit from one on, or the limit. */
    private int nextFree(ProcessObject process, int from) {
        return scan(process, from, limit(), -1);
    }

    /** The lowest taken bit from one on, or the limit. */
    private int nextTaken(ProcessObject process, int from, int limit) {
        return scan(process, from, limit, 0);
    }

    /** The lowest bit that is not as in a word of like bits; such words are passed over at once. */
    private int scan(ProcessObject process, int from, int limit, int like) {
        int bit = from;
        while (bit < limit) {
            long page = address(process, bit & -BITS_IN_PAGE);
            int end = Math.min(limit, (bit | BITS_IN_PAGE - 1) + 1);
            while (bit < end) {
                int other = (memory.read32(page + (bit & BITS_IN_PAGE - 1) / WORD * 4) ^ like) >>> bit;
                if (other != 0) {
                    return Math.min(limit, bit + Integer.numberOfTrailingZeros(other));
                }
                bit = (bit | WORD - 1) + 1;
            }
        }
        return limit;
    }

    /** Marks a range free that no VAD has any more, but for the 64 KB that a neighbour has a part of. */
    public void release(ProcessObject process, int start, int end) {
        int first = start >>> SHIFT;
        int last = end >>> SHIFT;
        if ((start & GRANULE - 1) != 0 && isShared(process, first)) {
            first++;
        }
        if ((end & GRANULE - 1) != GRANULE - 1 && first <= last && isShared(process, last)) {
            last--;
        }
        for (int bit = first; bit <= last; bit++) {
            set(process, bit, false);
        }
        if (first <= last && first < lists.field(process, hint)) {
            lists.field(process, hint, first);
        }
    }

    private boolean isShared(ProcessObject process, int bit) {
        return tree.findOverlap(process, bit << 4, bit << 4 | 15) != Vads.NONE;
    }

    /** The lowest free range of a size at a multiple of an alignment, or {@link #NONE}. */
    public int findLowest(ProcessObject process, long size, int alignment) {
        int wanted = granules(size);
        int unit = alignment >>> SHIFT;
        int limit = limit();
        int bit = up(nextFree(process, lists.field(process, hint)), unit);
        while (bit + wanted <= limit) {
            int end = nextTaken(process, bit, bit + wanted);
            if (end == bit + wanted) {
                return bit << SHIFT;
            }
            bit = up(nextFree(process, end), unit);
        }
        return NONE;
    }

    private static int up(int bit, int unit) {
        return bit + unit - 1 & -unit;
    }

    /** The highest free range of a size at a multiple of an alignment, or {@link #NONE}. */
    public int findHighest(ProcessObject process, long size, int alignment) {
        int wanted = granules(size);
        int unit = alignment >>> SHIFT;
        int bit = scanDown(process, limit() - 1, 0, -1);
        while (bit >= wanted) {
            bit = (bit + 1 - wanted & -unit) + wanted - 1;
            int end = scanDown(process, bit, bit - wanted, 0);
            if (end == bit - wanted) {
                return end + 1 << SHIFT;
            }
            bit = scanDown(process, end, 0, -1);
        }
        return NONE;
    }

    /** The highest bit from one down that is not as in a word of like bits, or the bit at which to stop. */
    private int scanDown(ProcessObject process, int from, int stop, int like) {
        int bit = from;
        while (bit > stop) {
            int other = (word(process, bit) ^ like) << WORD - 1 - (bit & WORD - 1);
            if (other != 0) {
                return Math.max(stop, bit - Integer.numberOfLeadingZeros(other));
            }
            bit = (bit & -WORD) - 1;
        }
        return stop;
    }

    private int limit() {
        return (layout.highestVadAddress() >>> SHIFT) + 1;
    }

    private static int granules(long size) {
        return (int) (size + GRANULE - 1 >>> SHIFT);
    }

    private long address(ProcessObject process, int bit) {
        return lists.listAddress(process, layout.vadBitmap() + bit / WORD * 4);
    }

    private int word(ProcessObject process, int bit) {
        return memory.read32(address(process, bit));
    }

    private void set(ProcessObject process, int bit, boolean value) {
        long address = address(process, bit);
        int word = memory.read32(address);
        memory.write32(address, value ? word | 1 << bit : word & ~(1 << bit));
    }
}
