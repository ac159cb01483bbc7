package org.mmscope.machine;

import java.util.ArrayList;
import java.util.List;

/**
 * A translation lookaside buffer of the processor, for data or for instructions. It holds translations that walks
 * found, and goes on giving them, right or stale, until they are pushed out, flushed (loading CR3; global pages stay)
 * or invalidated (INVLPG). Reading it changes nothing. Owned by the engine's thread; {@link #capture()} can be read by
 * any.
 */
public final class Tlb {

    /** Marks a place in the part for large pages. */
    private static final int LARGE = 1 << 30;

    private final TlbBank small;
    private final TlbBank large;
    /** Translations resolved for references with the same rights, kept by host array; see {@link FastPath}. */
    private final FastPath[] fastPaths;
    private long misses;
    private long dirtyWalks;
    private long flushes;
    private long invalidations;

    Tlb(TlbGeometry.Bank smallPages, TlbGeometry.Bank largePages, int largePageShift, FastPath... fastPaths) {
        small = new TlbBank(smallPages, FrameStore.FRAME_SHIFT);
        large = new TlbBank(largePages, largePageShift);
        this.fastPaths = fastPaths;
    }

    /** Where the page of an address is, counting a miss if it is nowhere: negative then, and to be given to fill. */
    int lookUp(int va) {
        int place = small.find(va);
        if (place >= 0) {
            return place;
        }
        int largePlace = large.occupied() ? large.find(va) : -1;
        if (largePlace >= 0) {
            return LARGE | largePlace;
        }
        misses++;
        return place;
    }

    /** The translation at a place, HELD. */
    long use(int place, int va) {
        return place < LARGE ? small.use(place, va) : large.use(place & ~LARGE, va);
    }

    /** Takes in what a walk found for a page that the look-up did not find. */
    void fill(int place, int va, long translation) {
        if ((translation & Translation.LARGE) != 0) {
            forget(large, large.insert(~large.find(va), va, translation));
        } else {
            forget(small, small.insert(~place, va, translation));
        }
    }

    /** Takes in what a walk found for a page that is here without the Dirty mark. */
    void refill(int va, long translation) {
        dirtyWalks++;
        drop(va);
        fill(small.find(va), va, translation);
    }

    void invalidate(int va) {
        if (drop(va)) {
            invalidations++;
        }
    }

    private boolean drop(int va) {
        return drop(small, va) | drop(large, va);
    }

    private boolean drop(TlbBank bank, int va) {
        int place = bank.find(va);
        if (place >= 0) {
            forget(bank, bank.remove(place));
        }
        return place >= 0;
    }

    /** Makes the fast paths forget the page of an entry that is gone. */
    private void forget(TlbBank bank, long entry) {
        if ((entry & Translation.HELD) != 0) {
            for (FastPath path : fastPaths) {
                path.forget(bank.address(entry), bank.addressShift());
            }
        }
    }

    void countDirtyWalk() {
        dirtyWalks++;
    }

    void flush(boolean globalToo) {
        flushes++;
        small.flush(globalToo);
        large.flush(globalToo);
        forgetFastPaths();
    }

    void forgetFastPaths() {
        small.release();
        large.release();
        for (FastPath path : fastPaths) {
            path.clear();
        }
    }

    /** What the buffer says of an address, or null. Counts nothing and changes nothing. */
    public TlbEntry entry(int va) {
        for (TlbEntry entry : entries()) {
            if (Integer.toUnsignedLong(va) - entry.va() >= 0 && Integer.toUnsignedLong(va) - entry.va() < entry.size()) {
                return entry;
            }
        }
        return null;
    }

    /** All that the buffer holds: 4 KB pages by set and way, then large pages by set and way. */
    public List<TlbEntry> entries() {
        List<TlbEntry> entries = new ArrayList<>();
        small.addEntries(entries);
        large.addEntries(entries);
        return entries;
    }

    /** References that did not find their page here. */
    public long misses() {
        return misses;
    }

    /** Writes that found their page, but not marked as written, and so walked once more. */
    public long dirtyWalks() {
        return dirtyWalks;
    }

    long walks() {
        return misses + dirtyWalks;
    }

    /** How often the buffer was flushed, global pages kept or not. */
    public long flushes() {
        return flushes;
    }

    /** Pages dropped one by one: by INVLPG and by page faults. */
    public long invalidations() {
        return invalidations;
    }

    /** The present state, to keep. */
    public TlbCapture capture() {
        return new TlbCapture(small.copy(), large.copy(), misses, dirtyWalks, flushes, invalidations);
    }

    void restore(TlbCapture capture) {
        small.restore(capture.small());
        large.restore(capture.large());
        misses = capture.misses();
        dirtyWalks = capture.dirtyWalks();
        flushes = capture.flushes();
        invalidations = capture.invalidations();
        forgetFastPaths();
    }
}
