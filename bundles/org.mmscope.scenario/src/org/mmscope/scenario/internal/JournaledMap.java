package org.mmscope.scenario.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A map that can go back to how it was, at the cost of what changed since. */
final class JournaledMap<V> {

    /** What a key had before a change. */
    private record Change<V>(String key, V before) {
    }

    private final Map<String, V> values = new HashMap<>();
    private final List<Change<V>> journal = new ArrayList<>();

    /** The value of a key, null when it has none. */
    V get(String key) {
        return values.get(key);
    }

    /** Sets the value of a key, or takes it away with null. */
    void put(String key, V value) {
        journal.add(new Change<>(key, value == null ? values.remove(key) : values.put(key, value)));
    }

    /** A name for how it is now. */
    int mark() {
        return journal.size();
    }

    /** Makes it as it was at a mark. */
    void rollBack(int mark) {
        while (journal.size() > mark) {
            Change<V> change = journal.removeLast();
            if (change.before() == null) {
                values.remove(change.key());
            } else {
                values.put(change.key(), change.before());
            }
        }
    }

    /** The keys that were changed since a mark, each with the value that it had then, which may be null. */
    Map<String, V> changedSince(int mark) {
        Map<String, V> changed = new LinkedHashMap<>();
        for (Change<V> change : journal.subList(mark, journal.size())) {
            if (!changed.containsKey(change.key())) {
                changed.put(change.key(), change.before());
            }
        }
        return changed;
    }
}
