package org.mmscope.win32;

import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ProcessMemoryCounters;
import org.mmscope.kernel.WorkingSetLimits;
import org.mmscope.kernel.process.EProcess;

/**
 * Bounds and counters of the calling process's working set, for a caller that has SE_INC_BASE_PRIORITY_NAME. Sizes in
 * bytes. Engine thread only.
 */
public final class WorkingSetCalls extends CallGroup {

    private static final int PAGE_SHIFT = 12;

    WorkingSetCalls(Kernel kernel) {
        super(kernel);
    }

    /** Sets both bounds, or empties the working set when both are -1. */
    public CallResult setProcessWorkingSetSize(EProcess caller, int minimum, int maximum) {
        enter(caller);
        if (minimum == 0 || maximum == 0) {
            return CallResult.failedWith(NtStatus.INVALID_PARAMETER);
        }
        boolean empty = minimum == -1 && maximum == -1;
        WorkingSetLimits limits = empty ? new WorkingSetLimits(WorkingSetLimits.EMPTY, WorkingSetLimits.EMPTY)
                : new WorkingSetLimits(minimum >>> PAGE_SHIFT, maximum >>> PAGE_SHIFT);
        int status = kernel.processes().adjustWorkingSet(caller, limits);
        return NtStatus.success(status) ? CallResult.succeeded() : CallResult.failedWith(status);
    }

    /** Gives both bounds. Out: MinimumWorkingSetSize, MaximumWorkingSetSize. */
    public CallResult getProcessWorkingSetSize(EProcess caller) {
        enter(caller);
        WorkingSetLimits limits = kernel.processes().workingSetLimits(caller);
        return CallResult.succeeded().with("MinimumWorkingSetSize", limits.minimum << PAGE_SHIFT)
                .with("MaximumWorkingSetSize", limits.maximum << PAGE_SHIFT);
    }

    /** Takes every page that is not locked out of the working set. */
    public CallResult emptyWorkingSet(EProcess caller) {
        enter(caller);
        kernel.processes().emptyWorkingSet(caller);
        return CallResult.succeeded();
    }

    /** Gives the memory counters. Out: fields of PROCESS_MEMORY_COUNTERS, without those of pool quotas. */
    public CallResult getProcessMemoryInfo(EProcess caller) {
        enter(caller);
        ProcessMemoryCounters counters = kernel.processes().memoryCounters(caller);
        return CallResult.succeeded().with("PageFaultCount", counters.pageFaults())
                .with("PeakWorkingSetSize", counters.peakWorkingSetSize() << PAGE_SHIFT)
                .with("WorkingSetSize", counters.workingSetSize() << PAGE_SHIFT)
                .with("PagefileUsage", counters.commitCharge() << PAGE_SHIFT)
                .with("PeakPagefileUsage", counters.peakCommitCharge() << PAGE_SHIFT);
    }
}
