package org.mmscope.scenario;

/**
 * An expectation that did not hold. Prints as {@code FILE:LINE: message}.
 *
 * @param file the scenario's file name
 * @param line line of the expectation
 * @param text the line as it is written
 * @param expected what was expected
 * @param actual what there was
 */
public record ExpectationFailure(String file, int line, String text, String expected, String actual) {

    @Override
    public String toString() {
        return file + ":" + line + ": '" + text + "' does not hold: expected " + expected + ", found " + actual;
    }
}
