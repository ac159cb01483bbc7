package org.mmscope.win32;

import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.process.EProcess;

/** What the system tells programs about itself. Engine thread only. */
public final class InformationCalls extends CallGroup {

    private static final int PAGE_SIZE = 4096;
    private static final int ALLOCATION_GRANULARITY = 0x10000;
    private static final int PROCESSOR_INTEL_PENTIUM = 586;

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
}
