package org.mmscope.kernel.fault;

import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.fork.CloneBlocks;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.workingset.WorkingSetList;
import org.mmscope.machine.PhysicalMemory;

/** A store to a valid copy-on-write page: the process gets a private copy, already dirty (MiCopyOnWrite). */
final class CopyOnWriteResolver implements FaultResolver {

    private final PhysicalMemory memory;
    private final PageTables tables;
    private final PhysicalPages pages;
    private final PageSupply supply;
    private final WorkingSetList workingSets;
    private final CloneBlocks clones;
    private final Events events;

    CopyOnWriteResolver(PhysicalMemory memory, PageTables tables, PhysicalPages pages, PageSupply supply,
            WorkingSetList workingSets, CloneBlocks clones, Events events) {
        this.memory = memory;
        this.tables = tables;
        this.pages = pages;
        this.supply = supply;
        this.workingSets = workingSets;
        this.clones = clones;
        this.events = events;
    }

    @Override
    public int resolve(Fault fault) {
        int shared = tables.format().frame(fault.pte);
        // Held, so that making memory available cannot take it away meanwhile.
        pages.addReference(shared);
        int pfn = supply.any(fault.process.nextColor());
        pages.dropReference(shared);
        if (pfn == PhysicalPages.NONE) {
            return NtStatus.NO_MEMORY;
        }
        memory.copyFrame(pfn, shared);
        events.step(FaultStep.Kind.PAGE_COPIED, pages.pfns().address(shared), pfn);
        int index = workingSets.find(fault.process, fault.va, shared);
        int kept = workingSets.protection(fault.process, index);
        int code = kept != 0 ? kept : Pte.protection(pages.pfns().originalPte(shared));
        int own = Protection.withoutCopyOnWrite(code);
        pages.begin(pfn, tables.format().pteAddress(fault.va), (int) (fault.pa >>> 12),
                tables.format().demandZero(own), true, false);
        workingSets.replaced(fault.process, index, shared, pfn);
        long pte = tables.format().user(pfn, own);
        pte = (pte & Pte.WRITE) != 0 ? Pte.withDirty(pte) : pte;
        pages.pfns().caching(pfn, pte);
        tables.write(fault.process, fault.va, fault.pa, fault.pte, pte);
        fault.pte = pte;
        fault.process.add(fault.process.layout().numberOfPrivatePages, 1);
        int prototypePte = pages.pfns().pteAddress(shared);
        pages.dropShare(shared);
        clones.release(fault.process, prototypePte);
        fault.resolved(FaultKind.COPY_ON_WRITE, pfn, false);
        return NtStatus.SUCCESS;
    }
}
