package org.mmscope.machine;

import java.util.ArrayList;
import java.util.List;

/** The contents and counters of a {@link Tlb} at one moment. Immutable, any thread. */
public final class TlbCapture {

    private final TlbBank small;
    private final TlbBank large;
    private final long misses;
    private final long dirtyWalks;
    private final long flushes;
    private final long invalidations;

    TlbCapture(TlbBank small, TlbBank large, long misses, long dirtyWalks, long flushes, long invalidations) {
        this.small = small;
        this.large = large;
        this.misses = misses;
        this.dirtyWalks = dirtyWalks;
        this.flushes = flushes;
        this.invalidations = invalidations;
    }

    TlbBank small() {
        return small;
    }

    TlbBank large() {
        return large;
    }

    /** As {@link Tlb#entries()}. */
    public List<TlbEntry> entries() {
        List<TlbEntry> entries = new ArrayList<>();
        small.addEntries(entries);
        large.addEntries(entries);
        return entries;
    }

    /** As {@link Tlb#misses()}. */
    public long misses() {
        return misses;
    }

    /** As {@link Tlb#dirtyWalks()}. */
    public long dirtyWalks() {
        return dirtyWalks;
    }

    /** As {@link Tlb#flushes()}. */
    public long flushes() {
        return flushes;
    }

    /** As {@link Tlb#invalidations()}. */
    public long invalidations() {
        return invalidations;
    }
}
