package org.mmscope.scenario.internal;

import org.mmscope.scenario.SourceSpan;

/**
 * A token of a line.
 *
 * @param text the word, the sign, or a string's content
 * @param value a number's value with its unit
 * @param spaced whether a space or the line's start comes before it
 */
record Token(TokenKind kind, SourceSpan span, String text, long value, boolean spaced) {

    boolean is(String sign) {
        return kind == TokenKind.SIGN && text.equals(sign);
    }

    boolean isWord(String word) {
        return kind == TokenKind.WORD && text.equals(word);
    }

    /** How a diagnostic calls it. */
    String described() {
        return switch (kind) {
            case END -> "the end of the line";
            case STRING -> "a string";
            case COUNTER -> "$i";
            default -> "'" + text + "'";
        };
    }
}
