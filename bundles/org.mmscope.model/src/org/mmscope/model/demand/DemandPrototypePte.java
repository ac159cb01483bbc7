package org.mmscope.model.demand;

import org.eclipse.emf.common.notify.Notification;
import org.eclipse.emf.ecore.impl.ENotificationImpl;
import org.mmscope.model.ModelPackage;
import org.mmscope.model.PfnEntry;
import org.mmscope.model.internal.PrototypePteImpl;

/** A prototype PTE whose frame is found when it is asked for. */
final class DemandPrototypePte extends PrototypePteImpl {

    private final Frames frames;

    DemandPrototypePte(Frames frames) {
        this.frames = frames;
    }

    @Override
    public PfnEntry getFrame() {
        return namesFrame() ? frames.entry(getPfn()) : null;
    }

    @Override
    public boolean eIsSet(int feature) {
        return feature == ModelPackage.PROTOTYPE_PTE__FRAME ? namesFrame() : super.eIsSet(feature);
    }

    @Override
    public void setPfn(int pfn) {
        PfnEntry before = eNotificationRequired() ? getFrame() : null;
        super.setPfn(pfn);
        if (eNotificationRequired()) {
            eNotify(new ENotificationImpl(this, Notification.SET, ModelPackage.PROTOTYPE_PTE__FRAME, before, getFrame()));
        }
    }

    private boolean namesFrame() {
        return getPfn() >= 0 && getPfn() < frames.count() && frames.holds(this);
    }
}
