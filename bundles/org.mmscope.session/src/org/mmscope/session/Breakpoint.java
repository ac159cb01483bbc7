package org.mmscope.session;

import java.util.Optional;

/**
 * Where a run stops: before the statement of a line.
 *
 * @param line line from 1
 * @param condition what must hold there; always when there is none
 */
public record Breakpoint(int line, Optional<Condition> condition) {

    /** Checks the line. */
    public Breakpoint {
        if (line < 1) {
            throw new IllegalArgumentException("lines begin with 1");
        }
    }

    /** A breakpoint without a condition. */
    public static Breakpoint at(int line) {
        return new Breakpoint(line, Optional.empty());
    }

    /**
     * A breakpoint with a condition in the words of {@link Conditions#parse}.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    public static Breakpoint at(int line, String condition) {
        return new Breakpoint(line, Optional.of(Conditions.parse(condition)));
    }

    boolean stopsAt(Condition.Place place) {
        return place.line() == line && condition.map(c -> c.holds(place)).orElse(true);
    }
}
