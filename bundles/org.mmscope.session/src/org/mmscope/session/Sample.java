package org.mmscope.session;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a timeline shows of one place of a run. Immutable. Faults a second are the difference of two samples' faults by
 * that of their times.
 *
 * @param statement statements run since the start
 * @param time virtual time since boot, in 100 ns
 * @param available pages that are zeroed, free or on standby
 * @param standby pages on the standby list
 * @param modified pages on the modified list
 * @param commit pages charged against the commit limit
 * @param faults page faults that calls took since the start
 * @param hardFaults how many of them needed a transfer
 * @param workingSets pages in the working set of each process, by name, in the order of creation
 */
public record Sample(long statement, long time, int available, int standby, int modified, int commit, long faults,
        long hardFaults, Map<String, Integer> workingSets) {

    /** Makes the map one that does not change. */
    public Sample {
        workingSets = Collections.unmodifiableMap(new LinkedHashMap<>(workingSets));
    }
}
