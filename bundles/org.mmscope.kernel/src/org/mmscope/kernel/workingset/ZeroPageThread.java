package org.mmscope.kernel.workingset;

import org.mmscope.kernel.SystemThread;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.SystemThreadStep.Step;
import org.mmscope.kernel.pfn.PhysicalPages;

/** The zero page thread (MmZeroPageThread): a free page a step becomes a zeroed one. */
final class ZeroPageThread extends SteppedThread {

    private final PhysicalPages pages;

    ZeroPageThread(PhysicalPages pages, Events events) {
        super(SystemThread.ZERO_PAGE, events);
        this.pages = pages;
    }

    @Override
    int step() {
        int pfn = pages.zeroOne();
        if (pfn == PhysicalPages.NONE) {
            return 0;
        }
        tell(Step.PAGE_ZEROED, pfn, 1);
        return 1;
    }
}
