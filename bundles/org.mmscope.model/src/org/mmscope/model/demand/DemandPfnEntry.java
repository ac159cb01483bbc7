package org.mmscope.model.demand;

import java.util.List;

import org.eclipse.emf.common.util.EList;
import org.eclipse.emf.ecore.InternalEObject;
import org.eclipse.emf.ecore.util.DelegatingEcoreEList;
import org.mmscope.model.Machine;
import org.mmscope.model.ModelPackage;
import org.mmscope.model.PageTableEntry;
import org.mmscope.model.Pte;
import org.mmscope.model.internal.PfnEntryImpl;

/** A PFN entry whose page table entries are found when they are asked for. */
final class DemandPfnEntry extends PfnEntryImpl {

    private static final int PAGE_SHIFT = 12;

    private final Frames frames;

    DemandPfnEntry(Frames frames) {
        this.frames = frames;
    }

    void placeIn(Machine machine) {
        eBasicSetContainer((InternalEObject) machine, ModelPackage.PFN_ENTRY__MACHINE, null);
    }

    @Override
    public EList<PageTableEntry> getEntries() {
        return new DelegatingEcoreEList.UnmodifiableEList<>(this, ModelPackage.Literals.PFN_ENTRY__ENTRIES, naming());
    }

    @Override
    public PageTableEntry getPte() {
        return naming().stream().filter(this::isMine).findFirst().orElse(null);
    }

    @Override
    public boolean eIsSet(int feature) {
        return switch (feature) {
            case ModelPackage.PFN_ENTRY__ENTRIES -> !naming().isEmpty();
            case ModelPackage.PFN_ENTRY__PTE -> getPte() != null;
            default -> super.eIsSet(feature);
        };
    }

    private List<PageTableEntry> naming() {
        return getMachine() == null ? List.of() : frames.naming(getPfn());
    }

    /** PTEs of every process lie at the same addresses, but in frames of their own. */
    private boolean isMine(PageTableEntry entry) {
        return entry.getAddress() == getPteAddress() && (entry instanceof Pte pte
                ? !isPrototypePte() && pte.getPhysicalAddress() >>> PAGE_SHIFT == getPteFrame() : isPrototypePte());
    }
}
