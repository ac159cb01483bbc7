package org.mmscope.model.demand;

import org.eclipse.emf.common.util.EList;
import org.eclipse.emf.ecore.util.DelegatingEcoreEList;
import org.mmscope.model.ModelPackage;
import org.mmscope.model.PfnEntry;
import org.mmscope.model.internal.MachineImpl;

/** A machine whose PFN entries are made when they are asked for. */
final class DemandMachine extends MachineImpl {

    private final Frames frames;
    private final EList<PfnEntry> entries;

    DemandMachine(Frames frames) {
        this.frames = frames;
        entries = new DelegatingEcoreEList.UnmodifiableEList<>(this, ModelPackage.Literals.MACHINE__PFNS,
                new FrameList(frames, this));
    }

    @Override
    public EList<PfnEntry> getPfns() {
        return entries;
    }

    @Override
    public boolean eIsSet(int feature) {
        return feature == ModelPackage.MACHINE__PFNS ? frames.count() > 0 : super.eIsSet(feature);
    }
}
