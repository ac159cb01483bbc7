package org.mmscope.scenario;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One call of a run and what it gave. Immutable.
 *
 * @param line line of the call in the scenario
 * @param process name of the calling process
 * @param call name of the call
 * @param result the returned value, unsigned; 0 for a store, a fill or an access that raised
 * @param error the last-error code of a call that failed, else 0
 * @param out out parameters by their documented names, unsigned, in documented order
 * @param exception the exception that was raised, null when there was none
 * @param faults the page faults that were taken, in order
 * @param reason why an image was refused, in words; empty when there is no more to say than the error
 */
public record TranscriptRow(int line, String process, String call, long result, int error, Map<String, Long> out,
        ExceptionRow exception, List<FaultRow> faults, String reason) {

    public TranscriptRow {
        out = Collections.unmodifiableMap(new LinkedHashMap<>(out));
        faults = List.copyOf(faults);
    }

    /** A row with nothing to say beyond its numbers. */
    public TranscriptRow(int line, String process, String call, long result, int error, Map<String, Long> out,
            ExceptionRow exception, List<FaultRow> faults) {
        this(line, process, call, result, error, out, exception, faults, "");
    }

    /**
     * An exception.
     *
     * @param code the exception code, unsigned
     * @param operation 0 read, 1 write, 8 execute
     * @param address the address referred to, unsigned
     */
    public record ExceptionRow(long code, int operation, long address) {
    }

    /**
     * A page fault.
     *
     * @param va the address that faulted, unsigned
     * @param kind one of {@link ScenarioLanguage#FAULT_KINDS}
     * @param pfn the frame that the page has now, -1 when it got none
     * @param hard whether it cost a transfer from disk
     */
    public record FaultRow(long va, String kind, int pfn, boolean hard) {
    }
}
