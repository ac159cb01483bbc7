package org.mmscope.scenario;

/**
 * Why a scenario is refused, at one place. Prints as {@code FILE:LINE:COLUMN: message}.
 *
 * @param file the scenario's file name as it was given
 * @param line line number from 1
 * @param column column from 1
 * @param length number of characters that are meant, 0 for a point
 * @param message what is wrong and what was expected
 */
public record Diagnostic(String file, int line, int column, int length, String message) {

    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
