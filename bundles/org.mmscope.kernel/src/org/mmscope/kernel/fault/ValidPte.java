package org.mmscope.kernel.fault;

import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.workingset.WorkingSetList;

/**
 * Makes a process's PTE valid for a page that is in memory, and adds the page to the working set
 * (MiAddValidPageToWorkingSet).
 */
final class ValidPte {

    private final PageTables tables;
    private final PhysicalPages pages;
    private final WorkingSetList workingSets;
    private final Events events;

    ValidPte(PageTables tables, PhysicalPages pages, WorkingSetList workingSets, Events events) {
        this.tables = tables;
        this.pages = pages;
        this.workingSets = workingSets;
        this.events = events;
    }

    /**
     * Maps the page of a fault.
     *
     * @param dirty whether the PTE is dirty from the beginning, where it allows stores at all
     * @param kept protection code that the working-set entry keeps, 0 for none
     */
    int map(Fault fault, int pfn, boolean dirty, int kept) {
        long pte = tables.format().user(pfn, fault.protection);
        if (dirty && (pte & Pte.WRITE) != 0) {
            pte = Pte.withDirty(pte);
            pages.pfns().modified(pfn, true);
        }
        pages.pfns().caching(pfn, pte);
        tables.write(fault.process, fault.va, fault.pa, fault.pte, pte);
        fault.pte = pte;
        int index = workingSets.add(fault.process, fault.va, pfn, kept);
        if (events.wanted()) {
            events.step(FaultStep.Kind.WORKING_SET_ENTRY_ADDED, workingSets.virtualAddress(fault.process, index),
                    workingSets.entry(fault.process, index) & 0xFFFFFFFFL);
        }
        return NtStatus.SUCCESS;
    }
}
