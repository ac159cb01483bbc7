package org.mmscope.model.live.internal;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EReference;
import org.eclipse.emf.ecore.EStructuralFeature;

/** Changes the model, only where it differs, and remembers what it changed. */
public final class ChangeLog {

    private Set<EObject> added = new LinkedHashSet<>();
    private Set<EObject> removed = new LinkedHashSet<>();
    private Set<EObject> changed = new LinkedHashSet<>();
    private boolean momentTaken;

    /** What was remembered since it was last taken. */
    public record Entry(Set<EObject> added, Set<EObject> removed, Set<EObject> changed, boolean momentTaken) {
    }

    /**
     * Gives a feature a value if it has another; both ends of a reference with an opposite count as changed.
     *
     * @return whether it had another
     */
    public boolean set(EObject object, EStructuralFeature feature, Object value) {
        Object before = object.eGet(feature);
        if (Objects.equals(before, value)) {
            return false;
        }
        object.eSet(feature, value);
        changed(object);
        if (feature instanceof EReference reference && reference.getEOpposite() != null) {
            changedIfAny(before);
            changedIfAny(value);
        }
        return true;
    }

    /** An object came into the model. */
    public void added(EObject object) {
        added.add(object);
    }

    /** An object's values, or the objects it refers to, are others. */
    public void changed(EObject object) {
        if (!added.contains(object)) {
            changed.add(object);
        }
    }

    private void changedIfAny(Object object) {
        if (object instanceof EObject end) {
            changed(end);
        }
    }

    /** An object, with what it contains, left the model; its references to others are taken back. */
    public void removed(EObject object) {
        object.eAllContents().forEachRemaining(this::detach);
        detach(object);
    }

    /** The model shows another moment: worth telling even if nothing of the model is different. */
    public void momentTaken() {
        momentTaken = true;
    }

    /** Whether anything has happened since the log was last taken. */
    public boolean worthTelling() {
        return momentTaken || !added.isEmpty() || !removed.isEmpty() || !changed.isEmpty();
    }

    /** Hands out what was remembered and forgets it. */
    public Entry take() {
        Entry entry = new Entry(Collections.unmodifiableSet(added), Collections.unmodifiableSet(removed),
                Collections.unmodifiableSet(changed), momentTaken);
        added = new LinkedHashSet<>();
        removed = new LinkedHashSet<>();
        changed = new LinkedHashSet<>();
        momentTaken = false;
        return entry;
    }

    private void detach(EObject object) {
        if (!added.remove(object)) {
            removed.add(object);
        }
        changed.remove(object);
        for (EReference reference : object.eClass().getEAllReferences()) {
            if (!reference.isContainment() && !reference.isContainer() && object.eIsSet(reference)) {
                unset(object, reference);
            }
        }
    }

    private void unset(EObject object, EReference reference) {
        if (reference.getEOpposite() != null) {
            Object ends = object.eGet(reference);
            List<?> list = ends instanceof List<?> many ? List.copyOf(many) : List.of(ends);
            list.forEach(this::changedIfAny);
        }
        object.eUnset(reference);
    }
}
