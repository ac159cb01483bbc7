package org.mmscope.kernel.fault;

import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.io.PageFiles;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.process.PageTables;

/** A private page that is still in memory, on the standby or modified list (MiResolveTransitionFault). */
final class TransitionResolver implements FaultResolver {

    private final PageTables tables;
    private final PhysicalPages pages;
    private final PageFiles files;
    private final ValidPte valid;

    TransitionResolver(PageTables tables, PhysicalPages pages, PageFiles files, ValidPte valid) {
        this.tables = tables;
        this.pages = pages;
        this.files = files;
        this.valid = valid;
    }

    @Override
    public int resolve(Fault fault) {
        int pfn = tables.format().frame(fault.pte);
        pages.reclaim(pfn);
        if (fault.write()) {
            files.dirtied(pfn);
        }
        fault.resolved(FaultKind.TRANSITION, pfn, false);
        return valid.map(fault, pfn, pages.pfns().modified(pfn), 0);
    }
}
