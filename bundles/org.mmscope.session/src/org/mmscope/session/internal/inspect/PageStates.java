package org.mmscope.session.internal.inspect;

import java.util.Map;

import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.PteDecoder;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.VadView;

/** Whether pages are committed and how protected, from VAD, PTE and prototype PTE together (MiQueryAddressState). */
final class PageStates {

    /** The state of a page that is reserved only; that of a committed page is its protection code. */
    static final int RESERVED = -1;

    private final AddressSpace space;
    private final PfnTable pfns;
    private Map<Long, Integer> kept;

    PageStates(AddressSpace space) {
        this.space = space;
        pfns = space.view().pfns();
    }

    /** The state of the page at an address in a VAD. */
    int of(VadView vad, long va) {
        Entry pte = space.table(va);
        return of(vad, va, pte == null ? 0 : pte.raw());
    }

    /** The state of a page whose PTE is known. */
    int of(VadView vad, long va, long raw) {
        PteDecoder format = space.format();
        PteKind kind = format.kind(raw);
        if (vad.largePages()) {
            return space.protection(vad);
        }
        if (vad.kind() == VadView.Kind.PHYSICAL) {
            return kind == PteKind.VALID ? space.protection(vad) : RESERVED;
        }
        if (kind == PteKind.VALID) {
            return ofValid(vad, va, format.frame(raw));
        }
        if (kind != PteKind.EMPTY && kind != PteKind.PROTOTYPE) {
            return kind == PteKind.DECOMMITTED ? RESERVED : format.protection(raw);
        }
        if (vad.controlArea() == 0) {
            return space.isCommitted(vad) ? space.protection(vad) : RESERVED;
        }
        long prototype = space.prototype(vad, va);
        if (prototype == 0 || space.image().pte(prototype) == 0) {
            return RESERVED;
        }
        return kind == PteKind.PROTOTYPE && format.lookedUpInVad(raw) ? format.protection(raw)
                : space.protection(vad);
    }

    private int ofValid(VadView vad, long va, int pfn) {
        if (pfn >= pfns.frames()) {
            return space.protection(vad);
        }
        if (pfns.prototypePte(pfn)) {
            Integer own = kept().get(va & -AddressSpace.PAGE);
            if (own != null) {
                return own;
            }
        }
        return space.format().protection(pfns.originalPte(pfn));
    }

    private Map<Long, Integer> kept() {
        if (kept == null) {
            kept = new WorkingSetEntries(space).keptProtections();
        }
        return kept;
    }
}
