package org.mmscope.session;

import java.util.List;
import java.util.OptionalInt;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.scenario.TranscriptRow;

/**
 * Something that holds or does not hold between two statements of a run. Asked on the session's engine thread after
 * every statement while one runs to it, so it should be quick; it must depend on nothing but what it is given. What it
 * throws makes the session fail. See {@link Conditions} for the usual ones.
 */
@FunctionalInterface
public interface Condition {

    /** Whether it holds here. */
    boolean holds(Place place);

    /** Both hold. */
    default Condition and(Condition other) {
        return place -> holds(place) && other.holds(place);
    }

    /** At least one holds. */
    default Condition or(Condition other) {
        return place -> holds(place) || other.holds(place);
    }

    /** It does not hold. */
    default Condition not() {
        return place -> !holds(place);
    }

    /** A place between two statements. To be used while a condition is asked and not to be kept. */
    interface Place {

        /** Statements run since the start. */
        long statement();

        /** Line of the next statement, from 1; 0 at the end. */
        int line();

        /** Virtual time since boot, in 100 ns. */
        long time();

        /** Transcript rows of the statement just run. */
        List<TranscriptRow> rows();

        /**
         * The 32 bits of a variable of the scenario or, where there is none of that name, of a counter; see
         * {@link Conditions#parse}; {@code $i} is the count of the innermost repeat around the next statement.
         */
        OptionalInt value(String name);

        /** The machine; decoding parts of it takes its time. */
        MachineView view();
    }
}
