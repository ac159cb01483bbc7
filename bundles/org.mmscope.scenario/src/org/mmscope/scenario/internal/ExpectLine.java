package org.mmscope.scenario.internal;

import java.util.Map;

import org.mmscope.scenario.Comparison;
import org.mmscope.scenario.Expression;
import org.mmscope.scenario.ScenarioLanguage;
import org.mmscope.scenario.SourceSpan;
import org.mmscope.scenario.Statement;

/** Reads the rest of an {@code expect} line. */
final class ExpectLine {

    private static final String ERRORS = "Last-error codes";
    private static final String EXCEPTIONS = "Exception codes";
    private static final Map<String, String> ALIASES = Map.of("access-violation", "EXCEPTION_ACCESS_VIOLATION",
            "guard-page", "EXCEPTION_GUARD_PAGE", "in-page-error", "EXCEPTION_IN_PAGE_ERROR");

    private final TokenReader in;
    private final SourceSpan span;
    private final String text;

    ExpectLine(TokenReader in, SourceSpan span, String text) {
        this.in = in;
        this.span = span;
        this.text = text;
    }

    Statement read() throws SyntaxException {
        TokenKind second = in.peek(1).kind();
        if (second == TokenKind.WORD || second == TokenKind.NUMBER) {
            if (in.peek().isWord("error")) {
                return outcome(ERRORS, "the name or number of a last-error code");
            }
            if (in.peek().isWord("exception")) {
                return outcome(EXCEPTIONS, "the name of an exception");
            }
            if (in.peek().isWord("fault")) {
                return fault();
            }
        }
        return value();
    }

    private Statement value() throws SyntaxException {
        Expression left = new ExpressionParser(in).expression();
        Comparison comparison = comparison();
        Expression right = new ExpressionParser(in).expression();
        return new Statement.ExpectValue(span, text, left, comparison, right);
    }

    private Comparison comparison() throws SyntaxException {
        for (Comparison comparison : Comparison.values()) {
            if (in.takeIf(comparison.sign())) {
                return comparison;
            }
        }
        if (in.takeIf("=")) {
            return Comparison.EQUAL;
        }
        throw in.unexpected("==, !=, <, <=, > or >=");
    }

    private Statement outcome(String group, String what) throws SyntaxException {
        String kind = in.take().text();
        Token name = in.peek().kind() == TokenKind.NUMBER ? in.take() : in.hyphenated(what);
        return new Statement.ExpectOutcome(span, text, kind, name.span(), name.text(), code(group, what, name));
    }

    private static int code(String group, String what, Token name) throws SyntaxException {
        if (name.kind() == TokenKind.NUMBER) {
            return (int) name.value();
        }
        if (name.text().equals("none")) {
            return 0;
        }
        return ScenarioLanguage.constant(ALIASES.getOrDefault(name.text(), name.text()))
                .filter(constant -> constant.group().equals(group)).map(ScenarioLanguage.Constant::value)
                .orElseThrow(() -> new SyntaxException(name.span(),
                        "'" + name.text() + "' is unknown; " + what + " was expected"));
    }

    private Statement fault() throws SyntaxException {
        in.take();
        Token kind = in.hyphenated("a kind of fault");
        if (!kind.text().equals("none") && !ScenarioLanguage.FAULT_KINDS.contains(kind.text())) {
            throw new SyntaxException(kind.span(), "'" + kind.text() + "' is no kind of fault; one of "
                    + String.join(", ", ScenarioLanguage.FAULT_KINDS) + " or none was expected");
        }
        return new Statement.ExpectOutcome(span, text, "fault", kind.span(), kind.text(), 0);
    }
}
