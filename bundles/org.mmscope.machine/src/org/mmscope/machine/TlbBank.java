package org.mmscope.machine;

import java.util.Arrays;
import java.util.List;

/**
 * The part of a translation buffer for pages of one size: sets of ways, the newest first. A new entry pushes the oldest
 * of its set out, so that a hit costs no bookkeeping. An entry is one {@code long}: the page number from bit 36 on, and
 * below a {@link Translation} of the page's first byte, which has no more bits than that in a machine of 64 GB.
 */
final class TlbBank {

    /** No entry: a page number that does not exist. Free places lie behind the entries of a set. */
    static final long FREE = -1L << PagingControls.MACHINE_ADDRESS_BITS;

    private static final int INTERNAL = Translation.PRESENT | Translation.ACCESSED | Translation.HELD;
    private static final int FOUR = 4;
    private static final int PAGE_SHIFT = PagingControls.MACHINE_ADDRESS_BITS;
    private static final long TRANSLATION = (1L << PAGE_SHIFT) - 1;

    private final int setMask;
    private final int ways;
    private final int addressShift;
    /** The bits of an address that choose a 4 KB page within a page of this bank. */
    private final long offsetMask;
    private final long[] entries;
    /** False only while there is no entry. */
    private boolean occupied;

    TlbBank(TlbGeometry.Bank geometry, int addressShift) {
        setMask = geometry.sets() - 1;
        ways = geometry.ways();
        this.addressShift = addressShift;
        offsetMask = (1L << addressShift) - 1 & ~FrameStore.OFFSET_MASK;
        entries = new long[geometry.entries()];
        Arrays.fill(entries, FREE);
    }

    private TlbBank(TlbBank from) {
        setMask = from.setMask;
        ways = from.ways;
        addressShift = from.addressShift;
        offsetMask = from.offsetMask;
        entries = from.entries.clone();
        occupied = from.occupied;
    }

    TlbBank copy() {
        return new TlbBank(this);
    }

    void restore(TlbBank from) {
        if (from.setMask != setMask || from.ways != ways || from.addressShift != addressShift) {
            throw new IllegalArgumentException("the capture is of another translation buffer");
        }
        System.arraycopy(from.entries, 0, entries, 0, entries.length);
        occupied = from.occupied;
    }

    boolean occupied() {
        return occupied;
    }

    /** The place of the entry that translates an address; if there is none, the complement of its set's first place. */
    int find(int va) {
        int page = va >>> addressShift;
        return ways == FOUR ? findInFour(page, (page & setMask) * FOUR) : findInSet(page, (page & setMask) * ways);
    }

    /** {@link #findInSet} for the usual size, without the cost of a loop. */
    private int findInFour(int page, int first) {
        if (entries[first] >>> PAGE_SHIFT == page) {
            return first;
        }
        if (entries[first + 3] >>> PAGE_SHIFT == page) {
            return first + 3;
        }
        if (entries[first + 1] >>> PAGE_SHIFT == page) {
            return first + 1;
        }
        return entries[first + 2] >>> PAGE_SHIFT == page ? first + 2 : ~first;
    }

    private int findInSet(int page, int first) {
        for (int i = first; i < first + ways; i++) {
            if (entries[i] >>> PAGE_SHIFT == page) {
                return i;
            }
        }
        return ~first;
    }

    /** What the entry at a place says of the 4 KB page that holds an address; the fast path may know the page now. */
    long use(int place, int va) {
        entries[place] |= Translation.HELD;
        return entries[place] & TRANSLATION | va & offsetMask;
    }

    /** Puts an entry in front of the set with a first place, and gives the one that has to go, or FREE. */
    long insert(int first, int va, long translation) {
        long entry = (long) (va >>> addressShift) << PAGE_SHIFT | translation & ~offsetMask;
        occupied = true;
        return ways == FOUR ? insertInFour(first, entry) : insertInSet(first, entry);
    }

    /** {@link #insertInSet} for the usual size. */
    private long insertInFour(int first, long entry) {
        long second = entries[first];
        long oldest = entries[first + 3];
        entries[first + 3] = entries[first + 2];
        entries[first + 2] = entries[first + 1];
        entries[first + 1] = second;
        entries[first] = entry;
        return oldest;
    }

    private long insertInSet(int first, long entry) {
        if (ways == 0) {
            return FREE;
        }
        long oldest = entries[first + ways - 1];
        System.arraycopy(entries, first, entries, first + 1, ways - 1);
        entries[first] = entry;
        return oldest;
    }

    /** Takes an entry out, and gives it. */
    long remove(int place) {
        long removed = entries[place];
        int last = (place / ways + 1) * ways - 1;
        System.arraycopy(entries, place + 1, entries, place, last - place);
        entries[last] = FREE;
        return removed;
    }

    /** The first address of the page of an entry. */
    int address(long entry) {
        return (int) (entry >>> PAGE_SHIFT) << addressShift;
    }

    int addressShift() {
        return addressShift;
    }

    void flush(boolean globalToo) {
        if (occupied) {
            occupied = false;
            for (int first = 0; first < entries.length; first += ways) {
                flushSet(first, globalToo);
            }
        }
    }

    private void flushSet(int first, boolean globalToo) {
        int kept = first;
        for (int i = first; i < first + ways; i++) {
            long entry = entries[i];
            entries[i] = FREE;
            if (!globalToo && (entry & Translation.GLOBAL) != 0) {
                entries[kept++] = entry;
                occupied = true;
            }
        }
    }

    void addEntries(List<TlbEntry> to) {
        for (int i = 0; i < entries.length; i++) {
            if (entries[i] != FREE) {
                int flags = (int) entries[i] & FrameStore.OFFSET_MASK & ~INTERNAL;
                to.add(new TlbEntry(i / ways, i % ways, Integer.toUnsignedLong(address(entries[i])),
                        Translation.base(entries[i] & TRANSLATION), 1 << addressShift, flags));
            }
        }
    }

    /** Forgets that the fast path may know pages. */
    void release() {
        for (int i = 0; i < entries.length; i++) {
            entries[i] &= ~Translation.HELD;
        }
    }
}
