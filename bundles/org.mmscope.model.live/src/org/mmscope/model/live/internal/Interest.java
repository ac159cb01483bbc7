package org.mmscope.model.live.internal;

import java.util.HashMap;
import java.util.Map;

import org.eclipse.emf.ecore.EObject;

/** Counts who wants the entries of which object: a process's PTEs, a working set's list, a pool's tags. */
public final class Interest {

    private final Map<EObject, Integer> counts = new HashMap<>();

    /** One more; true if it is the first for the object. */
    public boolean add(EObject object) {
        return counts.merge(object, 1, Integer::sum) == 1;
    }

    /** One less; true if it was the last for the object. */
    public boolean remove(EObject object) {
        return counts.computeIfPresent(object, (o, n) -> n == 1 ? null : n - 1) == null;
    }

    boolean wants(EObject object) {
        return counts.containsKey(object);
    }
}
