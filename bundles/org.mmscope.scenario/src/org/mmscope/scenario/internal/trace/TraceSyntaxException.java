package org.mmscope.scenario.internal.trace;

/** A trace has something that is not of its format. The message begins with {@code FILE:LINE:COLUMN:}. */
public final class TraceSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    TraceSyntaxException(String file, long line, int column, String expected) {
        super(file + ":" + line + ":" + column + ": " + expected);
    }
}
