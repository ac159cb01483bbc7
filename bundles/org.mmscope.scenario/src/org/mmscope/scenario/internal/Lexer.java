package org.mmscope.scenario.internal;

import java.util.ArrayList;
import java.util.List;

import org.mmscope.scenario.SourceSpan;

/**
 * Cuts a line into tokens. A backslash in a string is a plain character; a {@code #} outside a string
 * ends the line.
 */
final class Lexer {

    /** The longest line that is read, in characters. */
    static final int MAXIMUM_LINE = 4096;

    private static final List<String> SIGNS = List.of("==", "!=", "<=", ">=", "<", ">", "(", ")", ",", ":", "=", "+",
            "-", "*", "|");

    private final String line;
    private final int number;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String line, int number) {
        this.line = line;
        this.number = number;
    }

    /** The tokens of a line, the last of kind END. */
    static List<Token> tokens(String line, int number) throws SyntaxException {
        if (line.length() > MAXIMUM_LINE) {
            throw new SyntaxException(new SourceSpan(number, MAXIMUM_LINE + 1, 0),
                    "the line is too long; at most " + MAXIMUM_LINE + " characters were expected");
        }
        return new Lexer(line, number).run();
    }

    private List<Token> run() throws SyntaxException {
        boolean spaced = true;
        while (at < line.length() && line.charAt(at) != '#') {
            char c = line.charAt(at);
            if (c == ' ' || c == '\t') {
                at++;
                spaced = true;
            } else {
                tokens.add(next(c, spaced));
                spaced = false;
            }
        }
        tokens.add(new Token(TokenKind.END, new SourceSpan(number, endColumn(), 0), "", 0, true));
        return tokens;
    }

    private int endColumn() {
        if (tokens.isEmpty()) {
            return at + 1;
        }
        SourceSpan last = tokens.getLast().span();
        return last.column() + last.length();
    }

    private Token next(char c, boolean spaced) throws SyntaxException {
        int start = at;
        if (isLetter(c)) {
            return word(start, spaced);
        }
        if (isDigit(c)) {
            return number(start, spaced);
        }
        if (c == '"') {
            return string(start, spaced);
        }
        if (c == '$') {
            return counter(start, spaced);
        }
        for (String sign : SIGNS) {
            if (line.startsWith(sign, at)) {
                at += sign.length();
                return new Token(TokenKind.SIGN, span(start), sign, 0, spaced);
            }
        }
        throw new SyntaxException(new SourceSpan(number, start + 1, 1), "the character '" + printable(c)
                + "' has no meaning here");
    }

    private Token word(int start, boolean spaced) {
        skipWord();
        return new Token(TokenKind.WORD, span(start), line.substring(start, at), 0, spaced);
    }

    private void skipWord() {
        while (at < line.length() && (isLetter(line.charAt(at)) || isDigit(line.charAt(at)))) {
            at++;
        }
    }

    private Token number(int start, boolean spaced) throws SyntaxException {
        skipWord();
        String text = line.substring(start, at);
        return new Token(TokenKind.NUMBER, span(start), text, NumberText.value(text, span(start)), spaced);
    }

    private Token string(int start, boolean spaced) throws SyntaxException {
        int end = line.indexOf('"', start + 1);
        if (end < 0) {
            throw new SyntaxException(new SourceSpan(number, start + 1, line.length() - start),
                    "the string has no end; '\"' was expected");
        }
        at = end + 1;
        return new Token(TokenKind.STRING, span(start), line.substring(start + 1, end), 0, spaced);
    }

    private Token counter(int start, boolean spaced) throws SyntaxException {
        at++;
        skipWord();
        if (!line.substring(start, at).equals("$i")) {
            throw new SyntaxException(span(start), "the only '$' name is $i, the count of a repeat");
        }
        return new Token(TokenKind.COUNTER, span(start), "$i", 0, spaced);
    }

    private SourceSpan span(int start) {
        return new SourceSpan(number, start + 1, at - start);
    }

    private static String printable(char c) {
        return c < ' ' || c == 0x7F || Character.isSurrogate(c) ? String.format("\\u%04X", (int) c) : String.valueOf(c);
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
