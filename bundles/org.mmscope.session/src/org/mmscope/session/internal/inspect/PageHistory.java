package org.mmscope.session.internal.inspect;

import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.VadView;

/** Whether a page of a process is its own, and why. */
final class PageHistory {

    /** What a page is to its process. */
    enum Verdict {
        /** No VAD holds the address. */
        FREE,
        /** Private from the beginning: allocated by the process. */
        ALLOCATED,
        /** A private copy of a page of a section. */
        COPIED,
        /** A page of a section, through its prototype PTE. */
        SHARED,
        /** A page of a view behind the end of the section, or not committed there. */
        NONE
    }

    private PageHistory() {
    }

    /** The verdict on the page at an address. */
    static Verdict of(AddressSpace space, VadView vad, long va) {
        if (vad == null) {
            return Verdict.FREE;
        }
        if (vad.controlArea() == 0) {
            return Verdict.ALLOCATED;
        }
        Entry pte = space.table(va);
        if (pte != null && isOwn(space.view().pfns(), pte)) {
            return Verdict.COPIED;
        }
        boolean shared = pte != null && pte.kind() == PteKind.VALID;
        long prototype = shared ? 0 : space.prototype(vad, va);
        return shared || prototype != 0 && space.image().pte(prototype) != 0 ? Verdict.SHARED : Verdict.NONE;
    }

    /** Whether an entry in a view holds its own page: no prototype PTE is its PFN entry's, or it has left memory. */
    private static boolean isOwn(PfnTable pfns, Entry pte) {
        return switch (pte.kind()) {
            case VALID -> pte.pfn() < pfns.frames() && !pfns.prototypePte(pte.pfn());
            case TRANSITION, PAGE_FILE, DEMAND_ZERO -> true;
            default -> false;
        };
    }
}
