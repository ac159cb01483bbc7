package org.mmscope.cli.internal;

import java.util.EnumMap;
import java.util.Map;

import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PfnTable;

/** How many pages went from which list to which. */
final class PageMoves {

    private final Map<PageLocation, Map<PageLocation, Integer>> counts = new EnumMap<>(PageLocation.class);

    private PageMoves() {
    }

    /** Takes one kind of move. */
    interface Visitor<E extends Exception> {

        /** So many pages went from one list to another. */
        void move(PageLocation from, PageLocation to, int pages) throws E;
    }

    /** The moves of the frames that both tables have. */
    static PageMoves between(PfnTable before, PfnTable after) {
        PageMoves moves = new PageMoves();
        for (int pfn = 0; pfn < Math.min(before.frames(), after.frames()); pfn++) {
            if (before.location(pfn) != after.location(pfn)) {
                moves.counts.computeIfAbsent(before.location(pfn), from -> new EnumMap<>(PageLocation.class))
                        .merge(after.location(pfn), 1, Integer::sum);
            }
        }
        return moves;
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    /** Tells each kind of move, in the order of the lists. */
    <E extends Exception> void forEach(Visitor<E> visitor) throws E {
        for (var from : counts.entrySet()) {
            for (var to : from.getValue().entrySet()) {
                visitor.move(from.getKey(), to.getKey(), to.getValue());
            }
        }
    }
}
