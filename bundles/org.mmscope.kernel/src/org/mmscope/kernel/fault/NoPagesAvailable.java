package org.mmscope.kernel.fault;

import org.mmscope.kernel.BugCheck;
import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;
import org.mmscope.kernel.memory.BugChecks;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.PageLists;
import org.mmscope.kernel.pfn.PfnDatabase;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pool.Pool;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.view.PageLocation;

/** Stops a machine in which a fault waits for a page for ever: nothing could be written and nothing trimmed. */
final class NoPagesAvailable {

    private final SystemMemory system;
    private final KernelLayout layout;
    private final PageLists lists;
    private final PfnDatabase pfns;
    private final BugChecks bugChecks;

    NoPagesAvailable(SystemMemory system, KernelLayout layout, PhysicalPages pages) {
        this.system = system;
        this.layout = layout;
        lists = pages.lists();
        pfns = pages.pfns();
        bugChecks = new BugChecks(system, layout);
    }

    /** Stops the machine by NO_PAGES_AVAILABLE if there is no page; there are some when only commitment was short. */
    void stopIfNone() {
        if (lists.available() == 0) {
            int pool = layout.nonPagedPoolPages() - system.read32(
                    layout.address(KernelSymbol.NON_PAGED_POOL_DESCRIPTOR) + Pool.TOTAL_PAGES);
            throw bugChecks.raise(BugCheck.NO_PAGES_AVAILABLE, lists.total(PageLocation.MODIFIED), forPageFile(), pool,
                    0);
        }
    }

    private int forPageFile() {
        int count = 0;
        for (int pfn = lists.first(PageLocation.MODIFIED); pfn != PfnDatabase.LIST_END; pfn = pfns.u1(pfn)) {
            count += pfns.prototype(pfn) && Pte.prototype(pfns.originalPte(pfn)) ? 0 : 1;
        }
        return count;
    }
}
