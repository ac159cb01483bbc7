package org.mmscope.ui.editors.internal.scenario;

/** Breaks long lines of help between words. */
final class Wrapping {

    private static final int COLUMNS = 76;

    private Wrapping() {
    }

    /** The text with no line longer than fits a hover, unless it has a word that is. */
    static String wrapped(String text) {
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (String word : text.split("(?<=\\s)")) {
            if (column > 0 && column + word.stripTrailing().length() > COLUMNS) {
                out.append('\n');
                column = 0;
            }
            out.append(word);
            column = word.endsWith("\n") ? 0 : column + word.length();
        }
        return out.toString();
    }
}
