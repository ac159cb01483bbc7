package org.mmscope.win32;

import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.MemoryCounters;

/** What the system tells programs about itself. Engine thread only. */
public final class InformationCalls extends CallGroup {

    private static final int PAGE_SIZE = 4096;
    private static final int ALLOCATION_GRANULARITY = 0x10000;
    private static final int PROCESSOR_INTEL_PENTIUM = 586;
    private static final int STATUS_LENGTH = 32;
    private static final long GIGABYTE = 1L << 30;

    InformationCalls(Kernel kernel) {
        super(kernel);
    }

    /** Tells about the processor and the address space. Returns nothing. Out: fields of SYSTEM_INFO. */
    public CallResult getSystemInfo(EProcess caller) {
        enter(caller);
        return CallResult.of(0).with("PageSize", PAGE_SIZE)
                .with("MinimumApplicationAddress", KernelLayout.LOWEST_USER_ADDRESS)
                .with("MaximumApplicationAddress", kernel.layout().highestUserAddress())
                .with("ActiveProcessorMask", 1).with("NumberOfProcessors", 1)
                .with("ProcessorType", PROCESSOR_INTEL_PENTIUM)
                .with("AllocationGranularity", ALLOCATION_GRANULARITY);
    }

    /** Gives the size of a large page in bytes, 0 where programs have none. */
    public CallResult getLargePageMinimum(EProcess caller) {
        enter(caller);
        return CallResult.of(kernel.configuration().largePageMinimum());
    }

    /** Tells the totals of memory, page files (the commit limit) and addresses. Out: fields of MEMORYSTATUS. */
    public CallResult globalMemoryStatus(EProcess caller) {
        enter(caller);
        MemoryCounters counters = kernel.view().counters();
        long frames = kernel.configuration().usedMemoryBytes() / PAGE_SIZE;
        long addresses = (kernel.layout().highestUserAddress() & 0xFFFFFFFFL) + 1 - KernelLayout.LOWEST_USER_ADDRESS;
        long used = kernel.processes().memoryCounters(caller).virtualSize() & 0xFFFFFFFFL;
        return CallResult.of(0).with("Length", STATUS_LENGTH)
                .with("MemoryLoad", (int) ((frames - counters.availablePages()) * 100 / frames))
                .with("TotalPhys", physical(frames)).with("AvailPhys", physical(counters.availablePages()))
                .with("TotalPageFile", bytes(counters.commitLimit()))
                .with("AvailPageFile", bytes(counters.commitLimit() - counters.commitTotal()))
                .with("TotalVirtual", (int) addresses).with("AvailVirtual", (int) (addresses - used));
    }

    /** Programs not marked for large addresses are told of no more than 2 GB, and of an overflow from 4 GB. */
    private static int physical(long pages) {
        long bytes = pages * PAGE_SIZE;
        return bytes > 2 * GIGABYTE - 1 && bytes < 4 * GIGABYTE ? Integer.MAX_VALUE : bytes(pages);
    }

    private static int bytes(long pages) {
        return (int) Math.min(pages * PAGE_SIZE, 0xFFFFFFFFL);
    }
}
