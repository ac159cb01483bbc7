package org.mmscope.kernel.workingset;

import java.util.List;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.WorkingSetLimits;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.PageLists;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.process.ProcessObject;

/** Changes the bounds of working sets. Figures of XP, documented with SetProcessWorkingSetSize. */
public final class WorkingSetBounds {

    /** Bounds of a process that asks for none, in pages. */
    public static final int DEFAULT_MINIMUM = 50;
    public static final int DEFAULT_MAXIMUM = 345;

    /** MmMinimumWorkingSetSize: a lower minimum becomes this. */
    private static final int LEAST = 20;
    /** MM_FLUID_WORKING_SET: pages that can always come and go. */
    private static final int FLUID = 8;
    /** Pages that no working set can have: the system's maximum is the pages available at the boot without these. */
    private static final int RESERVED = 512;
    /** Pages that promises leave. */
    private static final int UNPROMISED = 100;

    private final SystemMemory system;
    private final int systemMaximum;
    private final int windowedPages;
    private final WorkingSetList lists;
    private final WorkingSets workingSets;
    private final PageLists pageLists;

    public WorkingSetBounds(SystemMemory system, KernelLayout layout, WorkingSetList lists, WorkingSets workingSets,
            PageLists pageLists) {
        this.system = system;
        systemMaximum = layout.address(KernelSymbol.MM_MAXIMUM_WORKING_SET_SIZE);
        windowedPages = layout.address(KernelSymbol.MM_VAD_PHYSICAL_PAGES);
        this.lists = lists;
        this.workingSets = workingSets;
        this.pageLists = pageLists;
    }

    /** Notes the system's maximum; for the boot. */
    public void boot() {
        system.write32(systemMaximum, Math.max(DEFAULT_MAXIMUM, pageLists.available() - RESERVED));
    }

    /** Sets the bounds of a process, of which the others' minimums are promised too; gives an NTSTATUS. */
    public int adjust(ProcessObject process, WorkingSetLimits limits, List<EProcess> all) {
        if (limits.minimum == WorkingSetLimits.EMPTY && limits.maximum == WorkingSetLimits.EMPTY) {
            workingSets.empty(process);
            return NtStatus.SUCCESS;
        }
        if (Integer.compareUnsigned(limits.minimum, limits.maximum) > 0) {
            return NtStatus.BAD_WORKING_SET_LIMIT;
        }
        int maximum = inRange(limits.maximum, 0);
        int minimum = inRange(limits.minimum, LEAST);
        if (lists.firstDynamic(process) + FLUID >= maximum) {
            return NtStatus.BAD_WORKING_SET_LIMIT;
        }
        maximum = Math.max(minimum, maximum);
        int increase = minimum - process.minimumWorkingSet();
        if (increase > 0 && increase > unpromised(all)) {
            return NtStatus.INSUFFICIENT_RESOURCES;
        }
        process.workingSetBounds(minimum, maximum);
        trim(process, maximum);
        return minimum == limits.minimum && maximum == limits.maximum ? NtStatus.SUCCESS
                : NtStatus.WORKING_SET_LIMIT_RANGE;
    }

    private int inRange(int pages, int least) {
        int most = system.read32(systemMaximum);
        return Integer.compareUnsigned(pages, most) > 0 ? most : Math.max(least, pages);
    }

    /** Pages of the system's maximum that are neither the minimum of a process nor a program's own yet. */
    public int unpromised(List<EProcess> all) {
        int left = system.read32(systemMaximum) - UNPROMISED - system.read32(windowedPages);
        for (EProcess each : all) {
            left -= ((ProcessObject) each).minimumWorkingSet();
        }
        return left;
    }

    private void trim(ProcessObject process, int maximum) {
        while (process.workingSetSize() > maximum && workingSets.replace(process)) {
            // The loop's condition does the work: a page goes each time.
        }
    }
}
