package org.mmscope.kernel.fault;

import org.mmscope.kernel.BugCheck;
import org.mmscope.kernel.ExceptionRecord;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.FaultStep.Decision;
import org.mmscope.kernel.event.FaultStep.Kind;
import org.mmscope.kernel.io.PageFiles;
import org.mmscope.kernel.io.PageReads;
import org.mmscope.kernel.memory.BugChecks;
import org.mmscope.kernel.memory.Irql;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.memory.SystemPageTables;
import org.mmscope.kernel.pfn.PfnDatabase;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.workingset.SystemWorkingSet;

/**
 * Pages paged pool: a page that leaves the working set of the system is modified and in transition, and a reference of
 * the kernel brings it back (MmAccessFault for a system address). A page that holds prototype PTEs of pages in memory
 * has their shares, and stays. What is written into a page of pool is not told by a Dirty bit: one that comes back is
 * modified again, and its slot in the page file is given back.
 */
public final class SystemPager implements SystemMemory.Pager, SystemWorkingSet.PageOwner {

    private final SystemPageTables tables;
    private final PteFormat format;
    private final SystemWorkingSet workingSet;
    private final PhysicalPages pages;
    private final PfnDatabase pfns;
    private final PageSupply supply;
    private final PageFiles files;
    private final PageReads reads;
    private final SystemFaults faults;
    private final Irql irql;
    private final BugChecks bugChecks;
    private final Events events;

    /**
     * A pager of the pages that are mapped in the system's page tables.
     *
     * @param workingSet the system's, which pages enter that come back
     * @param supply where frames for them come from
     * @param irql above APC_LEVEL a page that is not in memory stops the machine
     */
    public SystemPager(SystemPageTables tables, PteFormat format, SystemWorkingSet workingSet, PhysicalPages pages,
            PageSupply supply, PageFiles files, PageReads reads, SystemFaults faults, Irql irql, BugChecks bugChecks,
            Events events) {
        this.tables = tables;
        this.format = format;
        this.workingSet = workingSet;
        this.pages = pages;
        pfns = pages.pfns();
        this.supply = supply;
        this.files = files;
        this.reads = reads;
        this.faults = faults;
        this.irql = irql;
        this.bugChecks = bugChecks;
        this.events = events;
    }

    @Override
    public boolean mayLeave(int va) {
        return pfns.u2(format.frame(tables.get(va))) == 1;
    }

    @Override
    public void evict(int va) {
        int pfn = format.frame(tables.get(va));
        pfns.modified(pfn, true);
        tables.set(va, format.transition(pfn, Protection.READWRITE));
        pages.dropShare(pfn);
    }

    @Override
    public boolean bringIn(int va) {
        long pte = tables.find(va);
        if (!Pte.transition(pte) && (!Pte.software(pte) || format.isDemandZero(pte))) {
            return false;
        }
        if (!irql.allowsFaults()) {
            throw bugChecks.raise(BugCheck.IRQL_NOT_LESS_OR_EQUAL, va, Irql.DISPATCH_LEVEL, ExceptionRecord.READ, 0);
        }
        boolean hard = !Pte.transition(pte);
        boolean own = faults.begin(workingSet.owner(), va, hard);
        events.step(Kind.SYSTEM_PTE_READ, format.pteAddress(va), pte,
                hard ? Decision.IN_PAGE_FILE : Decision.IN_TRANSITION);
        irql.raise();
        try {
            int pfn = resolve(va);
            faults.end(own, pfns.address(pfn), pfn);
        } finally {
            irql.lower();
        }
        return true;
    }

    private int resolve(int va) {
        if (!workingSet.makeRoom()) {
            throw noPages();
        }
        // Read only now: making room may have had the page written and its frame reused.
        long pte = tables.get(va);
        int pfn = Pte.transition(pte) ? reclaim(va, pte) : read(va, pte);
        files.dirtied(pfn);
        tables.set(va, format.valid(pfn, Protection.READWRITE, Pte.GLOBAL | Pte.DIRTY | Pte.WRITABLE));
        workingSet.enter(va);
        return pfn;
    }

    private RuntimeException noPages() {
        return bugChecks.raise(BugCheck.NO_PAGES_AVAILABLE, pages.lists().total(PageLocation.MODIFIED), 0, 0, 0);
    }

    private int reclaim(int va, long pte) {
        int pfn = format.frame(pte);
        if (pfns.inPageError(pfn)) {
            throw unreadable(va, pte, NtStatus.PARITY_ERROR);
        }
        pages.reclaim(pfn);
        return pfn;
    }

    private int read(int va, long slot) {
        int pfn = supply.any(va >>> 12);
        if (pfn == PhysicalPages.NONE) {
            throw noPages();
        }
        pages.beginTransition(pfn, format.pteAddress(va), tables.tableFrame(va), slot, false);
        events.step(Kind.READ_ISSUED, files.address(slot), files.byteOffset(slot));
        reads.await(files.beginRead(slot, 1));
        if (files.fails(slot, 1)) {
            pfns.originalPte(pfn, 0);
            pages.readFailed(pfn);
            throw unreadable(va, slot, NtStatus.DEVICE_DATA_ERROR);
        }
        files.copy(slot, pfn);
        events.step(Kind.READ_COMPLETED, pfns.address(pfn), pfn);
        pages.activate(pfn);
        return pfn;
    }

    private RuntimeException unreadable(int va, long pte, int status) {
        return bugChecks.raise(BugCheck.KERNEL_DATA_INPAGE_ERROR, format.pteAddress(va), status, (int) pte, va);
    }
}
