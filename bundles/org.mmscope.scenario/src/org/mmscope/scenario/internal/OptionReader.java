package org.mmscope.scenario.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the {@code key=value} pairs of a line. */
final class OptionReader {

    private final TokenReader in;
    private final String keyword;
    private final List<String> known;
    private final Set<String> repeatable;
    private final Set<String> seen = new HashSet<>();
    private Token key;

    OptionReader(TokenReader in, String keyword, List<String> known, Set<String> repeatable) {
        this.in = in;
        this.keyword = keyword;
        this.known = known;
        this.repeatable = repeatable;
    }

    /** Goes to the next pair. False at the end of the line. */
    boolean next() throws SyntaxException {
        if (in.peek().kind() == TokenKind.END) {
            return false;
        }
        key = in.expect(TokenKind.WORD, "one of " + String.join("=, ", known) + "=");
        if (!known.contains(key.text())) {
            throw new SyntaxException(key.span(), "'" + key.text() + "' is no option of '" + keyword + "'; "
                    + String.join("=, ", known) + "= were expected");
        }
        if (!seen.add(key.text()) && !repeatable.contains(key.text())) {
            throw new SyntaxException(key.span(), "'" + key.text() + "=' is there twice");
        }
        in.expect("=");
        return true;
    }

    String key() {
        return key.text();
    }

    Token keyToken() {
        return key;
    }

    boolean has(String name) {
        return seen.contains(name);
    }

    /** Takes a sign if it is next. */
    boolean takeIf(String sign) {
        return in.takeIf(sign);
    }

    /** A number from a least to a greatest value. */
    Token number(String what, long least, long greatest) throws SyntaxException {
        Token token = in.expect(TokenKind.NUMBER, what);
        if (token.value() < least || token.value() > greatest) {
            throw new SyntaxException(token.span(), key.text() + "=" + token.text() + " is out of range; "
                    + least + " to " + greatest + " was expected");
        }
        return token;
    }

    /** One of some words. */
    Token choice(String... words) throws SyntaxException {
        Token token = in.peek();
        if ((token.kind() == TokenKind.WORD || token.kind() == TokenKind.NUMBER)
                && List.of(words).contains(token.text())) {
            return in.take();
        }
        throw in.unexpected(String.join(", ", words));
    }

    Token word(String what) throws SyntaxException {
        return in.hyphenated(what);
    }

    Token string() throws SyntaxException {
        return in.expect(TokenKind.STRING, "a string in double quotes");
    }
}
