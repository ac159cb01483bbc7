package org.mmscope.session.inspect;

import java.util.Optional;

/** A query cannot be understood, or asks for something that the machine does not have. */
public final class QueryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int position;
    private final String expected;
    private final String nearest;

    /**
     * @param position column in the query, from 1
     * @param message what is wrong there
     * @param expected what was expected instead
     * @param nearest what was perhaps meant, or null
     */
    public QueryException(int position, String message, String expected, String nearest) {
        super("column " + position + ": " + message + "; expected " + expected
                + (nearest == null ? "" : "; did you mean " + nearest + "?"));
        this.position = position;
        this.expected = expected;
        this.nearest = nearest;
    }

    /** Column in the query, from 1. */
    public int position() {
        return position;
    }

    /** What was expected there. */
    public String expected() {
        return expected;
    }

    /** What was perhaps meant. */
    public Optional<String> nearest() {
        return Optional.ofNullable(nearest);
    }
}
