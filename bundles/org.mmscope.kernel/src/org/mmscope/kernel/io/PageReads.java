package org.mmscope.kernel.io;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pool.Pool;
import org.mmscope.machine.VirtualClock;

/**
 * The reads of pages that are under way. A page under a read is in transition, with ReadInProgress set and u1 pointing
 * at the event of the read's MMINPAGE_SUPPORT, until the clock has passed the end of the transfer. The fault that began
 * the read waits for its own page only; the rest of its cluster arrives behind it. The fields of an MMINPAGE_SUPPORT
 * behind its event are ours: no public symbols list it.
 */
public final class PageReads extends PageTransfers {

    private static final int LINKS = 0x10;
    private static final int DONE = 0x18;

    private final PhysicalPages pages;

    public PageReads(SystemMemory system, KernelLayout layout, Pool nonPaged, PhysicalPages pages,
            VirtualClock clock) {
        super(system, nonPaged, clock, "MmIn", LINKS, DONE,
                layout.address(KernelSymbol.MM_IN_PAGE_SUPPORT_LIST_HEAD));
        this.pages = pages;
    }

    @Override
    void begun(int block, int pfn) {
        pages.pfns().u1(pfn, block);
    }

    @Override
    void arrived(int pfn) {
        pages.pfns().readInProgress(pfn, false);
        pages.pfns().u1(pfn, 0);
        pages.dropReference(pfn);
    }

    /** When a page that is under a read will be there, in 100 ns units. */
    public long arrival(int pfn) {
        return done(pages.pfns().u1(pfn));
    }

    /** Waits for a page that is under a read (MiWaitForInPageComplete). */
    public void waitFor(int pfn) {
        await(arrival(pfn));
    }
}
