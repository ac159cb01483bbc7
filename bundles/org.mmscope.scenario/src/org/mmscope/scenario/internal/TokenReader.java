package org.mmscope.scenario.internal;

import java.util.List;

import org.mmscope.scenario.SourceSpan;

/** Goes through the tokens of a line. */
final class TokenReader {

    private final List<Token> tokens;
    private int at;

    TokenReader(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token take() {
        Token token = tokens.get(at);
        if (token.kind() != TokenKind.END) {
            at++;
        }
        return token;
    }

    boolean takeIf(String sign) {
        boolean is = peek().is(sign);
        if (is) {
            at++;
        }
        return is;
    }

    Token expect(String sign) throws SyntaxException {
        if (!peek().is(sign)) {
            throw unexpected("'" + sign + "'");
        }
        return take();
    }

    Token expect(TokenKind kind, String what) throws SyntaxException {
        if (peek().kind() != kind) {
            throw unexpected(what);
        }
        return take();
    }

    void expectEnd() throws SyntaxException {
        if (peek().kind() != TokenKind.END) {
            throw unexpected("the end of the line");
        }
    }

    /** A word that may have hyphens in it, such as {@code zero-page}. */
    Token hyphenated(String what) throws SyntaxException {
        Token first = expect(TokenKind.WORD, what);
        StringBuilder text = new StringBuilder(first.text());
        SourceSpan span = first.span();
        while (peek().is("-") && !peek().spaced() && peek(1).kind() == TokenKind.WORD && !peek(1).spaced()) {
            take();
            Token part = take();
            text.append('-').append(part.text());
            span = span.to(part.span());
        }
        return new Token(TokenKind.WORD, span, text.toString(), 0, first.spaced());
    }

    SyntaxException unexpected(String expected) {
        return new SyntaxException(peek().span(), expected + " was expected, not " + peek().described());
    }
}
