package org.mmscope.kernel.fault;

import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.pte.Protection;

/** The shared user data page, read-only in every process through the prototype PTE MmSharedUserDataPte. */
final class SharedDataResolver implements FaultResolver {

    private final SystemMemory system;
    private final KernelLayout layout;
    private final PageTables tables;
    private final PhysicalPages pages;
    private final ValidPte valid;
    private final Events events;

    SharedDataResolver(SystemMemory system, KernelLayout layout, PageTables tables, PhysicalPages pages,
            ValidPte valid, Events events) {
        this.system = system;
        this.layout = layout;
        this.tables = tables;
        this.pages = pages;
        this.valid = valid;
        this.events = events;
    }

    @Override
    public int resolve(Fault fault) {
        int prototype = system.read32(layout.address(KernelSymbol.MM_SHARED_USER_DATA_PTE));
        long pte = system.readPte(prototype);
        events.step(FaultStep.Kind.PROTOTYPE_PTE_READ, prototype, pte, FaultStep.Decision.VALID);
        int pfn = tables.format().frame(pte);
        pages.addShare(pfn);
        fault.protection = Protection.READONLY;
        fault.resolved(FaultKind.PROTOTYPE_VALID, pfn, false);
        return valid.map(fault, pfn, false, Protection.READONLY);
    }
}
