package org.mmscope.ui.editors.internal.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * Folds a long array of entries, most of them alike, into few rows. Short arrays are shown entry by entry. In longer
 * ones neighbours that are equal become one run; when that is still too much neighbours of one class do, and last the
 * tail becomes one run whatever is in it.
 */
final class Runs {

    /**
     * Neighbouring entries shown as one row.
     *
     * @param first index of the first
     * @param count how many
     * @param sample the first of them, null for an entry that is not there
     * @param mixed whether there are others in it than the sample's like
     */
    record Run<T>(long first, long count, T sample, boolean mixed) {

        boolean single() {
            return count == 1;
        }
    }

    private Runs() {
    }

    /**
     * Folds.
     *
     * @param total entries in all
     * @param present those that are there, by index
     * @param most rows wanted at most
     * @param same entries are folded first when this gives the same, never when it gives null
     * @param like entries are folded next when this gives the same
     */
    static <T> List<Run<T>> fold(long total, SortedMap<Long, T> present, int most, Function<T, ?> same,
            Function<T, ?> like) {
        if (total <= most) {
            return single(total, present);
        }
        List<Run<T>> runs = merge(total, present, same);
        if (runs.size() > most) {
            runs = merge(total, present, like);
        }
        if (runs.size() > most) {
            Run<T> tail = runs.get(most - 1);
            List<Run<T>> kept = new ArrayList<>(runs.subList(0, most - 1));
            kept.add(new Run<>(tail.first(), total - tail.first(), tail.sample(), true));
            return kept;
        }
        return runs;
    }

    private static <T> List<Run<T>> single(long total, SortedMap<Long, T> present) {
        List<Run<T>> runs = new ArrayList<>();
        for (long i = 0; i < total; i++) {
            runs.add(new Run<>(i, 1, present.get(i), false));
        }
        return runs;
    }

    private static <T> List<Run<T>> merge(long total, SortedMap<Long, T> present, Function<T, ?> by) {
        List<Run<T>> runs = new ArrayList<>();
        long next = 0;
        for (Map.Entry<Long, T> entry : present.entrySet()) {
            long index = entry.getKey();
            if (index > next) {
                runs.add(new Run<>(next, index - next, null, false));
            }
            Run<T> last = runs.isEmpty() ? null : runs.getLast();
            if (last != null && last.sample() != null && by.apply(entry.getValue()) != null
                    && Objects.equals(by.apply(last.sample()), by.apply(entry.getValue()))) {
                runs.set(runs.size() - 1, new Run<>(last.first(), last.count() + 1, last.sample(), false));
            } else {
                runs.add(new Run<>(index, 1, entry.getValue(), false));
            }
            next = index + 1;
        }
        if (next < total) {
            runs.add(new Run<>(next, total - next, null, false));
        }
        return runs;
    }
}
