package org.mmscope.scenario.internal.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.FaultRecord;

/** What playing a trace came to. */
public final class TraceCounts {

    private final long[] faults = new long[FaultKind.values().length];
    private final List<FaultRecord> first = new ArrayList<>();
    private long hard;
    long accesses;
    long fetches;
    long loads;
    long stores;
    long exceptions;

    void add(FaultRecord fault) {
        if (faults[fault.kind().ordinal()]++ == 0) {
            first.add(fault);
        }
        if (fault.hard()) {
            hard++;
        }
    }

    /** Accesses of the trace that were played. */
    public long accesses() {
        return accesses;
    }

    /** The first fault of each kind, in order. */
    public List<FaultRecord> firstFaults() {
        return first;
    }

    /** Every count by its name; of faults only the kinds that there were. */
    public Map<String, Long> byName() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("Fetches", fetches);
        counts.put("Loads", loads);
        counts.put("Stores", stores);
        counts.put("Exceptions", exceptions);
        long all = 0;
        for (long count : faults) {
            all += count;
        }
        counts.put("Faults", all);
        counts.put("HardFaults", hard);
        for (FaultKind kind : FaultKind.values()) {
            if (faults[kind.ordinal()] > 0) {
                counts.put(kind.label(), faults[kind.ordinal()]);
            }
        }
        return counts;
    }
}
