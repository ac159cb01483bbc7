package org.mmscope.model.live.internal;

import java.util.HashMap;
import java.util.Map;

import org.mmscope.model.Process;

/** Counts who wants the PTEs of which process. */
public final class PteInterest {

    private final Map<Process, Integer> counts = new HashMap<>();

    /** One more; true if it is the first for the process. */
    public boolean add(Process process) {
        return counts.merge(process, 1, Integer::sum) == 1;
    }

    /** One less; true if it was the last for the process. */
    public boolean remove(Process process) {
        return counts.computeIfPresent(process, (p, n) -> n == 1 ? null : n - 1) == null;
    }

    boolean wants(Process process) {
        return counts.containsKey(process);
    }
}
