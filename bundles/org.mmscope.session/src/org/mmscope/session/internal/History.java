package org.mmscope.session.internal;

import java.util.Map;
import java.util.TreeMap;

import org.mmscope.session.SessionOptions.HistoryLimits;

/**
 * Checkpoints of a run, spread evenly over the work that the engine did, so that replaying from the nearest one takes
 * about the same time wherever it is. When there are too many, or they take too much memory, the one that is least
 * missed goes: that with its neighbours closest together. The start always stays. Engine thread only.
 */
public final class History {

    private final HistoryLimits limits;
    private final TreeMap<Long, Kept> kept = new TreeMap<>();
    private long bytes;

    /** A kept checkpoint with the memory that it takes beyond the one before it. */
    private record Kept(Checkpoint checkpoint, long bytes) {
    }

    /** An empty history. */
    public History(HistoryLimits limits) {
        this.limits = limits;
    }

    /** Work between two checkpoints at this point of the run, in ns. */
    public long interval(long work) {
        return Math.max(limits.intervalNanos(), work / limits.checkpoints() * 2);
    }

    /** Keeps a checkpoint, and lets others go if the limits ask for it. */
    public void add(Checkpoint checkpoint) {
        put(checkpoint);
        recount(kept.higherEntry(checkpoint.statement()));
        while (overLimits()) {
            drop(leastMissed());
        }
    }

    private boolean overLimits() {
        return kept.size() > 1 && (kept.size() > limits.checkpoints() || bytes > limits.bytes());
    }

    private void put(Checkpoint checkpoint) {
        var before = kept.lowerEntry(checkpoint.statement());
        long cost = before == null ? 0 : checkpoint.state().bytesBeyond(before.getValue().checkpoint().state());
        Kept old = kept.put(checkpoint.statement(), new Kept(checkpoint, cost));
        bytes += cost - (old == null ? 0 : old.bytes());
    }

    private void recount(Map.Entry<Long, Kept> entry) {
        if (entry != null) {
            put(entry.getValue().checkpoint());
        }
    }

    private void drop(long statement) {
        bytes -= kept.remove(statement).bytes();
        recount(kept.higherEntry(statement));
    }

    /** The checkpoint between the closest neighbours, neither the first nor, where another will do, the last. */
    private long leastMissed() {
        long found = kept.lastKey();
        long smallest = Long.MAX_VALUE;
        Checkpoint[] all = kept.values().stream().map(Kept::checkpoint).toArray(Checkpoint[]::new);
        for (int i = 1; i < all.length - 1; i++) {
            long gap = all[i + 1].work() - all[i - 1].work();
            if (gap < smallest) {
                smallest = gap;
                found = all[i].statement();
            }
        }
        return found;
    }

    /** The last checkpoint not after a statement count. */
    public Checkpoint atOrBefore(long statement) {
        return kept.floorEntry(statement).getValue().checkpoint();
    }

    /** Number of checkpoints. */
    public int size() {
        return kept.size();
    }

    /** Host memory that the checkpoints take beyond the first, in bytes, roughly. */
    public long bytes() {
        return bytes;
    }
}
