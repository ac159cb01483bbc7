package org.mmscope.kernel.fault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.FaultRecord;

/** The faults of the current call. A long call keeps the first ones only, so that its memory is bounded. */
public final class FaultLog {

    private static final int MOST = 4096;

    private final List<FaultRecord> faults = new ArrayList<>();
    private final List<FaultRecord> view = Collections.unmodifiableList(faults);

    void add(int va, FaultKind kind, int pfn, boolean hard) {
        if (faults.size() < MOST) {
            faults.add(new FaultRecord(va, kind, pfn, hard));
        }
    }

    /** Forgets the faults: a new call begins. */
    public void clear() {
        faults.clear();
    }

    /** The faults in order; a live list. */
    public List<FaultRecord> faults() {
        return view;
    }
}
