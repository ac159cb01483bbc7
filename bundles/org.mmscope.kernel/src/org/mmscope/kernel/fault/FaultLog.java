package org.mmscope.kernel.fault;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.FaultRecord;

/**
 * The faults of the current call. A long call keeps the first ones only, so that its memory is bounded. Taking a fault
 * down allocates nothing: a record is made when somebody looks.
 */
public final class FaultLog {

    private static final int MOST = 4096;

    private final int[] addresses = new int[MOST];
    private final FaultKind[] kinds = new FaultKind[MOST];
    private final int[] frames = new int[MOST];
    private final boolean[] hards = new boolean[MOST];
    private final List<FaultRecord> view = new Records();
    private int count;

    void add(int va, FaultKind kind, int pfn, boolean hard) {
        if (count < MOST) {
            addresses[count] = va;
            kinds[count] = kind;
            frames[count] = pfn;
            hards[count] = hard;
            count++;
        }
    }

    /** Forgets the faults: a new call begins. */
    public void clear() {
        count = 0;
    }

    /** The faults in order; a live list. */
    public List<FaultRecord> faults() {
        return view;
    }

    private final class Records extends AbstractList<FaultRecord> implements RandomAccess {

        @Override
        public FaultRecord get(int index) {
            Objects.checkIndex(index, count);
            return new FaultRecord(addresses[index], kinds[index], frames[index], hards[index]);
        }

        @Override
        public int size() {
            return count;
        }
    }
}
