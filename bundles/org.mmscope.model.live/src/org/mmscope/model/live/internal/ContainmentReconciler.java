package org.mmscope.model.live.internal;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.eclipse.emf.common.util.EList;
import org.eclipse.emf.ecore.EClass;
import org.eclipse.emf.ecore.EFactory;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;

/**
 * Makes containment lists hold one object for each record of a view, in the view's order, keeping the objects of
 * records that were there before; and finds objects by their key.
 */
final class ContainmentReconciler {

    private final ChangeLog log;
    private final EFactory factory;
    private final Map<Key, EObject> objects = new HashMap<>();
    private final Map<EObject, Key> keys = new HashMap<>();

    /** @param factory makes the objects */
    ContainmentReconciler(ChangeLog log, EFactory factory) {
        this.log = log;
        this.factory = factory;
    }

    /** The object at an address, or null. */
    <T extends EObject> T find(EClass kind, long address, Class<T> type) {
        return type.cast(objects.get(Key.of(kind, address)));
    }

    /** The object of a key, or null. */
    EObject find(Key key) {
        return objects.get(key);
    }

    /** Reconciles one list. */
    <T extends EObject, R> void reconcile(EList<T> list, List<R> records, Function<R, Key> key) {
        Set<Key> wanted = new LinkedHashSet<>();
        records.forEach(record -> wanted.add(key.apply(record)));
        for (T object : List.copyOf(list)) {
            if (!wanted.contains(keys.get(object))) {
                remove(list, object);
            }
        }
        int index = 0;
        for (Key k : wanted) {
            place(list, index++, k);
        }
    }

    @SuppressWarnings("unchecked") // a key's class is the class of the list's elements
    private <T extends EObject> void place(EList<T> list, int index, Key key) {
        T object = (T) objects.get(key);
        if (object != null && isElsewhere(list, object)) {
            removeFromOwner(object);
            object = null;
        }
        if (object == null) {
            object = (T) factory.create(key.kind());
            objects.put(key, object);
            keys.put(object, key);
            list.add(index, object);
            log.added(object);
            log.changed(object.eContainer());
        } else if (index >= list.size() || list.get(index) != object) {
            list.move(index, object);
            log.changed(object.eContainer());
        }
    }

    /** Whether what lies at the address was another owner's: its memory has been given to this one since. */
    private static boolean isElsewhere(EList<?> list, EObject object) {
        return object.eContainer() != ((EStructuralFeature.Setting) list).getEObject();
    }

    private void removeFromOwner(EObject object) {
        remove((EList<?>) object.eContainer().eGet(object.eContainmentFeature()), object);
    }

    private void remove(EList<?> list, EObject object) {
        object.eAllContents().forEachRemaining(this::forget);
        forget(object);
        log.changed(object.eContainer());
        list.remove(object);
        log.removed(object);
    }

    private void forget(EObject object) {
        Key key = keys.remove(object);
        if (key != null) {
            objects.remove(key);
        }
    }
}
