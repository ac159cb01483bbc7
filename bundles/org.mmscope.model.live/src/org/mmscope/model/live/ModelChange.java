package org.mmscope.model.live;

import java.util.Set;

import org.eclipse.emf.ecore.EObject;
import org.mmscope.session.Moment;

/**
 * What one change scope did to a live model. The sets do not overlap and keep the order in which things happened.
 *
 * @param added objects that are in the model now and were not
 * @param removed objects that are not in the model any more
 * @param changed objects of which an attribute or a reference has another value now
 * @param moment the moment that the model shows now
 * @param newMoment whether that is another moment than before; otherwise objects were made, or given up, on demand
 */
public record ModelChange(Set<EObject> added, Set<EObject> removed, Set<EObject> changed, Moment moment,
        boolean newMoment) {

    /** Whether no object was added, removed or changed. */
    public boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
    }

    /** Whether an object was added or changed. */
    public boolean touches(EObject object) {
        return added.contains(object) || changed.contains(object);
    }
}
