package org.mmscope.kernel.io;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;
import org.mmscope.kernel.layout.StructureLayout;
import org.mmscope.kernel.layout.StructureLayouts;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pool.Pool;
import org.mmscope.machine.VirtualClock;

/**
 * The writes of modified pages that are under way. A page under a write has WriteInProgress and a reference, and is in
 * transition unless a fault has taken it back meanwhile; afterwards it is standby, or modified again if it was stored
 * to. Each write has an MMMOD_WRITER_MDL_ENTRY; when it is done, and its pages, lie behind.
 */
public final class PageWrites extends PageTransfers {

    /** Writes that may be under way at once; who has another waits for the first of them. */
    private static final int MOST = 16;

    private final PhysicalPages pages;

    public PageWrites(SystemMemory system, KernelLayout layout, StructureLayouts layouts, Pool nonPaged,
            PhysicalPages pages, VirtualClock clock) {
        this(system, layout, layouts.structure("MMMOD_WRITER_MDL_ENTRY"), nonPaged, pages, clock);
    }

    private PageWrites(SystemMemory system, KernelLayout layout, StructureLayout entry, Pool nonPaged,
            PhysicalPages pages, VirtualClock clock) {
        super(system, nonPaged, clock, "MmMw", entry.offset("Links"), entry.size(),
                layout.address(KernelSymbol.MM_MOD_WRITER_LIST_HEAD));
        this.pages = pages;
    }

    @Override
    public void leave(long end, int[] frames, int count) {
        if (underWay() == MOST) {
            awaitFirst();
        }
        super.leave(end, frames, count);
    }

    @Override
    void begun(int block, int pfn) {
    }

    @Override
    void arrived(int pfn) {
        pages.endWrite(pfn);
    }

    /** Waits until a page is no longer under a write. */
    public void waitFor(int pfn) {
        while (pages.pfns().writeInProgress(pfn)) {
            awaitFirst();
        }
    }
}
