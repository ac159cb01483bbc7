package org.mmscope.machine;

import java.util.Arrays;
import java.util.List;

/**
 * The part of a translation buffer for pages of one size: sets of ways, filled where there is room and else round
 * robin, so that a hit costs no bookkeeping.
 */
final class TlbBank {

    private static final int FREE = -1;

    private final int setMask;
    private final int ways;
    private final int pageShift;
    /** Page number (linear address without the offset) by entry, or FREE. */
    private final int[] pages;
    /** {@link Translation} of the page's first byte, by entry. */
    private final long[] translations;
    private final int[] nextVictims;
    private int used;

    TlbBank(TlbGeometry.Bank geometry, int pageShift) {
        setMask = geometry.sets() - 1;
        ways = geometry.ways();
        this.pageShift = pageShift;
        pages = new int[geometry.entries()];
        Arrays.fill(pages, FREE);
        translations = new long[geometry.entries()];
        nextVictims = new int[geometry.sets()];
    }

    private TlbBank(TlbBank from) {
        setMask = from.setMask;
        ways = from.ways;
        pageShift = from.pageShift;
        pages = from.pages.clone();
        translations = from.translations.clone();
        nextVictims = from.nextVictims.clone();
        used = from.used;
    }

    TlbBank copy() {
        return new TlbBank(this);
    }

    void restore(TlbBank from) {
        if (from.pages.length != pages.length || from.setMask != setMask || from.pageShift != pageShift) {
            throw new IllegalArgumentException("the capture is of another translation buffer");
        }
        System.arraycopy(from.pages, 0, pages, 0, pages.length);
        System.arraycopy(from.translations, 0, translations, 0, pages.length);
        System.arraycopy(from.nextVictims, 0, nextVictims, 0, nextVictims.length);
        used = from.used;
    }

    /** The entry that translates an address, or -1. */
    int find(int va) {
        if (used == 0) {
            return -1;
        }
        int page = va >>> pageShift;
        int first = (page & setMask) * ways;
        for (int i = first; i < first + ways; i++) {
            if (pages[i] == page) {
                return i;
            }
        }
        return -1;
    }

    /** What an entry says, as a translation of the 4 KB page that holds an address. */
    long translation(int entry, int va) {
        return translations[entry] | va & (1 << pageShift) - 1 & ~FrameStore.OFFSET_MASK;
    }

    void hold(int entry) {
        translations[entry] |= Translation.HELD;
    }

    /** The entry that a new translation of an address goes to, or -1 where there is no room for any. */
    int place(int va) {
        if (ways == 0) {
            return -1;
        }
        int set = va >>> pageShift & setMask;
        int first = set * ways;
        for (int i = first; used < pages.length && i < first + ways; i++) {
            if (pages[i] == FREE) {
                return i;
            }
        }
        int victim = nextVictims[set];
        nextVictims[set] = victim + 1 == ways ? 0 : victim + 1;
        return first + victim;
    }

    void put(int entry, int va, long translation) {
        if (pages[entry] == FREE) {
            used++;
        }
        pages[entry] = va >>> pageShift;
        translations[entry] = translation & ~((1L << pageShift) - 1 & ~FrameStore.OFFSET_MASK);
    }

    void drop(int entry) {
        pages[entry] = FREE;
        used--;
    }

    boolean held(int entry) {
        return pages[entry] != FREE && (translations[entry] & Translation.HELD) != 0;
    }

    int firstAddress(int entry) {
        return pages[entry] << pageShift;
    }

    int pageShift() {
        return pageShift;
    }

    void flush(boolean globalToo) {
        for (int i = 0; used > 0 && i < pages.length; i++) {
            if (pages[i] != FREE && (globalToo || (translations[i] & Translation.GLOBAL) == 0)) {
                drop(i);
            }
        }
    }

    void addEntries(List<TlbEntry> to) {
        for (int i = 0; i < pages.length; i++) {
            if (pages[i] != FREE) {
                int flags = (int) translations[i] & FrameStore.OFFSET_MASK & ~Translation.HELD & ~Translation.PRESENT;
                to.add(new TlbEntry(i / ways, i % ways, (long) pages[i] << pageShift,
                        Translation.base(translations[i]), 1 << pageShift, flags));
            }
        }
    }

    /** Forgets that the fast path may know pages. */
    void release() {
        for (int i = 0; i < translations.length; i++) {
            translations[i] &= ~Translation.HELD;
        }
    }
}
