package org.mmscope.kernel.fault;

import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.io.PageFiles;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.pte.Pte;

/** The first store to a clean page that allows stores: Dirty and the hardware's write permission are set. */
final class DirtyResolver implements FaultResolver {

    private final PageTables tables;
    private final PhysicalPages pages;
    private final PageFiles files;
    private final Events events;

    DirtyResolver(PageTables tables, PhysicalPages pages, PageFiles files, Events events) {
        this.tables = tables;
        this.pages = pages;
        this.files = files;
        this.events = events;
    }

    @Override
    public int resolve(Fault fault) {
        int pfn = tables.format().frame(fault.pte);
        pages.pfns().modified(pfn, true);
        files.dirtied(pfn);
        events.step(FaultStep.Kind.DIRTY_SET, pages.pfns().address(pfn), pfn);
        tables.write(fault.process, fault.va, fault.pa, fault.pte, Pte.withDirty(fault.pte));
        fault.resolved(FaultKind.DIRTY, pfn, false);
        return NtStatus.SUCCESS;
    }
}
