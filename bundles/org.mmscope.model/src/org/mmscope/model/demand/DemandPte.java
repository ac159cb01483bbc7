package org.mmscope.model.demand;

import org.eclipse.emf.common.notify.Notification;
import org.eclipse.emf.ecore.impl.ENotificationImpl;
import org.mmscope.model.ModelPackage;
import org.mmscope.model.PfnEntry;
import org.mmscope.model.internal.PteImpl;

/** A page table entry whose frame is found when it is asked for. */
final class DemandPte extends PteImpl {

    private final Frames frames;

    DemandPte(Frames frames) {
        this.frames = frames;
    }

    @Override
    public PfnEntry getFrame() {
        return namesFrame() ? frames.entry(getPfn()) : null;
    }

    @Override
    public boolean eIsSet(int feature) {
        return feature == ModelPackage.PTE__FRAME ? namesFrame() : super.eIsSet(feature);
    }

    @Override
    public void setPfn(int pfn) {
        PfnEntry before = eNotificationRequired() ? getFrame() : null;
        super.setPfn(pfn);
        if (eNotificationRequired()) {
            eNotify(new ENotificationImpl(this, Notification.SET, ModelPackage.PTE__FRAME, before, getFrame()));
        }
    }

    private boolean namesFrame() {
        return getPfn() >= 0 && getPfn() < frames.count() && frames.holds(this);
    }
}
