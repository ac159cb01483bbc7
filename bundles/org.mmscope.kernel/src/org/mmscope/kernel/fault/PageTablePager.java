package org.mmscope.kernel.fault;

import org.mmscope.kernel.BugCheck;
import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.FaultStep.Decision;
import org.mmscope.kernel.event.FaultStep.Kind;
import org.mmscope.kernel.io.PageFiles;
import org.mmscope.kernel.memory.BugChecks;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.kernel.view.PageLocation;

/**
 * Brings page tables back that are not in memory (MiMakePdeExistAndMakeValid): a fault of its own, at the address of
 * the entry that was looked for.
 */
public final class PageTablePager implements PageTables.Pager {

    private final PteFormat format;
    private final PhysicalPages pages;
    private final PageSupply supply;
    private final PageFiles files;
    private final FaultLog log;
    private final Events events;
    private final BugChecks bugChecks;

    public PageTablePager(PteFormat format, PhysicalPages pages, PageSupply supply, PageFiles files, FaultLog log,
            Events events, BugChecks bugChecks) {
        this.format = format;
        this.pages = pages;
        this.supply = supply;
        this.files = files;
        this.log = log;
        this.events = events;
        this.bugChecks = bugChecks;
    }

    @Override
    public int bringIn(ProcessObject process, int va, int directoryFrame, long pde) {
        boolean hard = !Pte.transition(pde);
        events.step(Kind.DIRECTORY_ENTRY_READ, format.pdeAddress(va), pde,
                hard ? Decision.IN_PAGE_FILE : Decision.IN_TRANSITION);
        int pfn = hard ? read(process, va, directoryFrame, pde) : reclaim(pde);
        // What is written into a page table is not told by a Dirty bit.
        files.dirtied(pfn);
        process.add(process.layout().pageFaultCount, 1);
        process.add(process.layout().hardFaultCount, hard ? 1 : 0);
        log.add(format.pteAddress(va), hard ? FaultKind.PAGE_FILE : FaultKind.TRANSITION, pfn, hard);
        return pfn;
    }

    private int reclaim(long pde) {
        int pfn = format.frame(pde);
        pages.reclaim(pfn);
        return pfn;
    }

    private int read(ProcessObject process, int va, int directoryFrame, long pde) {
        int pfn = supply.any(process.nextColor());
        if (pfn == PhysicalPages.NONE) {
            throw bugChecks.raise(BugCheck.NO_PAGES_AVAILABLE, pages.lists().total(PageLocation.MODIFIED), 0, 0, 0);
        }
        events.step(Kind.READ_ISSUED, files.address(pde), files.byteOffset(pde));
        files.read(pde, pfn);
        events.step(Kind.READ_COMPLETED, pages.pfns().address(pfn), pfn);
        pages.begin(pfn, format.pdeAddress(va), directoryFrame, pde, true, false);
        return pfn;
    }
}
