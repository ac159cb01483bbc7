package org.mmscope.kernel.fault;

import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.event.FaultStep.Decision;
import org.mmscope.kernel.io.PageFiles;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.section.PrototypePages;

/** A shared page: its prototype PTE is resolved first, then the PTE made from it (MiResolveProtoPteFault). */
final class PrototypeResolver implements FaultResolver {

    private final PrototypePages prototypes;
    private final PhysicalPages pages;
    private final PageFiles files;
    private final ValidPte valid;

    PrototypeResolver(PrototypePages prototypes, PhysicalPages pages, PageFiles files, ValidPte valid) {
        this.prototypes = prototypes;
        this.pages = pages;
        this.files = files;
        this.valid = valid;
    }

    @Override
    public int resolve(Fault fault) {
        FaultKind kind = prototypes.kind(fault.prototypePte);
        int pfn = prototypes.share(fault.prototypePte);
        if (pfn == PhysicalPages.NONE) {
            return NtStatus.NO_MEMORY;
        }
        if (pfn == PrototypePages.FAILED) {
            fault.resolved(kind, -1, true);
            fault.cause = Decision.READ_ERROR;
            return NtStatus.IN_PAGE_ERROR;
        }
        fault.resolved(kind, pfn, kind == FaultKind.MAPPED_FILE || kind == FaultKind.IMAGE
                || kind == FaultKind.PAGE_FILE);
        boolean store = fault.write() && !Protection.copyOnWrite(fault.protection);
        if (store) {
            files.dirtied(pfn);
        }
        boolean own = fault.lookedUp || fault.protection != Pte.protection(pages.pfns().originalPte(pfn));
        return valid.map(fault, pfn, store, own ? fault.protection : 0);
    }
}
