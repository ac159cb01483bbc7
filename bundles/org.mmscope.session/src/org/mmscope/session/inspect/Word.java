package org.mmscope.session.inspect;

import java.util.ArrayList;
import java.util.List;

/**
 * A word of a query.
 *
 * @param text the word, without quotation marks
 * @param position its column, from 1
 * @param quoted whether it stood in quotation marks
 */
record Word(String text, int position, boolean quoted) {

    /**
     * Splits a query at blanks; a word with blanks stands in quotation marks.
     *
     * @throws QueryException if a quotation mark is missing
     */
    static List<Word> split(String query) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < query.length()) {
            if (isBlank(query.charAt(at))) {
                at++;
            } else if (query.charAt(at) == '"') {
                int end = query.indexOf('"', at + 1);
                if (end < 0) {
                    throw new QueryException(at + 1, "a quotation mark without its partner",
                            "another one behind the word", null);
                }
                words.add(new Word(query.substring(at + 1, end), at + 1, true));
                at = end + 1;
            } else {
                int end = at;
                while (end < query.length() && !isBlank(query.charAt(end)) && query.charAt(end) != '"') {
                    end++;
                }
                words.add(new Word(query.substring(at, end), at + 1, false));
                at = end;
            }
        }
        return words;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    /** The word as messages show it: shortened, on one line, in quotation marks. */
    String shown() {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return '"' + (printable.length() > 40 ? printable.substring(0, 40) + "…" : printable) + '"';
    }
}
