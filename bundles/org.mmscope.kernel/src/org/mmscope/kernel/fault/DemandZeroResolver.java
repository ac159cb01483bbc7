package org.mmscope.kernel.fault;

import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.pte.Protection;

/** A private page that is to be zero (MiResolveDemandZeroFault). It is modified from the beginning. */
final class DemandZeroResolver implements FaultResolver {

    private final PageTables tables;
    private final PhysicalPages pages;
    private final PageSupply supply;
    private final ValidPte valid;

    DemandZeroResolver(PageTables tables, PhysicalPages pages, PageSupply supply, ValidPte valid) {
        this.tables = tables;
        this.pages = pages;
        this.supply = supply;
        this.valid = valid;
    }

    @Override
    public int resolve(Fault fault) {
        int pfn = supply.zeroed(fault.process);
        if (pfn == PhysicalPages.NONE) {
            return NtStatus.NO_MEMORY;
        }
        fault.protection = Protection.withoutCopyOnWrite(fault.protection);
        pages.begin(pfn, tables.format().pteAddress(fault.va), (int) (fault.pa >>> 12),
                tables.format().demandZero(fault.protection), true, false);
        fault.process.add(fault.process.layout().numberOfPrivatePages, 1);
        fault.resolved(FaultKind.DEMAND_ZERO, pfn, false);
        return valid.map(fault, pfn, true, 0);
    }
}
