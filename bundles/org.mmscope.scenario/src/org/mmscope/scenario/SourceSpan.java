package org.mmscope.scenario;

/**
 * A piece of one line of a scenario.
 *
 * @param line line number from 1
 * @param column first character, from 1
 * @param length number of characters, 0 for a point
 */
public record SourceSpan(int line, int column, int length) {

    /** The piece from this one's start to another's end on the same line. */
    public SourceSpan to(SourceSpan last) {
        return new SourceSpan(line, column, last.column + last.length - column);
    }
}
