package org.mmscope.kernel.fault;

import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.kernel.section.PrototypePages;

/** The first touch of a guard page: the guard goes, and the program gets the exception. */
final class GuardResolver implements FaultResolver {

    private final PageTables tables;
    private final PhysicalPages pages;
    private final PrototypePages prototypes;
    private final Events events;

    GuardResolver(PageTables tables, PhysicalPages pages, PrototypePages prototypes, Events events) {
        this.tables = tables;
        this.pages = pages;
        this.prototypes = prototypes;
        this.events = events;
    }

    @Override
    public int resolve(Fault fault) {
        PteFormat format = tables.format();
        int code = fault.protection & ~Protection.GUARD;
        long pte;
        if (fault.prototypePte != 0) {
            code |= prototypes.caching(fault.prototypePte);
            pte = format.vadLookup(code);
        } else if (fault.pte == 0) {
            pte = format.demandZero(code);
        } else {
            pte = Pte.withProtection(fault.pte, code);
            if (Pte.transition(pte)) {
                int pfn = format.frame(pte);
                pages.pfns().originalPte(pfn, Pte.withProtection(pages.pfns().originalPte(pfn), code));
            }
        }
        tables.write(fault.process, fault.va, fault.pa, fault.pte, pte);
        events.step(FaultStep.Kind.GUARD_CLEARED, format.pteAddress(fault.va), pte);
        fault.resolved(FaultKind.GUARD, -1, false);
        return NtStatus.GUARD_PAGE_VIOLATION;
    }
}
