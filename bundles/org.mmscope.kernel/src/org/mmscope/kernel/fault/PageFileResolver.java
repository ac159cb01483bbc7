package org.mmscope.kernel.fault;

import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.io.PageFiles;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.pte.Pte;

/**
 * A private page that was written to a page file (MiResolvePageFileFault). The slot stays the page's own until it is
 * stored to.
 */
final class PageFileResolver implements FaultResolver {

    private final PageTables tables;
    private final PhysicalPages pages;
    private final PageSupply supply;
    private final PageFiles files;
    private final ValidPte valid;
    private final Events events;

    PageFileResolver(PageTables tables, PhysicalPages pages, PageSupply supply, PageFiles files, ValidPte valid,
            Events events) {
        this.tables = tables;
        this.pages = pages;
        this.supply = supply;
        this.files = files;
        this.valid = valid;
        this.events = events;
    }

    @Override
    public int resolve(Fault fault) {
        int pfn = supply.any(fault.process.nextColor());
        if (pfn == PhysicalPages.NONE) {
            return NtStatus.NO_MEMORY;
        }
        events.step(FaultStep.Kind.READ_ISSUED, files.address(fault.pte), files.byteOffset(fault.pte));
        files.read(fault.pte, pfn);
        events.step(FaultStep.Kind.READ_COMPLETED, pages.pfns().address(pfn), pfn);
        pages.begin(pfn, tables.format().pteAddress(fault.va), (int) (fault.pa >>> 12),
                Pte.withProtection(fault.pte, fault.protection), false, false);
        fault.resolved(FaultKind.PAGE_FILE, pfn, true);
        if (fault.write()) {
            files.dirtied(pfn);
        }
        return valid.map(fault, pfn, fault.write(), 0);
    }
}
