package org.mmscope.scenario.internal;

import org.mmscope.scenario.Expression;
import org.mmscope.scenario.ScenarioLanguage;
import org.mmscope.scenario.SourceSpan;

/** Reads expressions: {@code *} binds before {@code + - |}, which go from left to right. */
final class ExpressionParser {

    /** How deep parentheses and signs may be nested. */
    static final int MAXIMUM_DEPTH = 64;

    private final TokenReader in;
    private int depth;

    ExpressionParser(TokenReader in) {
        this.in = in;
    }

    Expression expression() throws SyntaxException {
        Expression left = product();
        while (in.peek().is("+") || in.peek().is("-") || in.peek().is("|")) {
            char operator = in.take().text().charAt(0);
            left = binary(operator, left, product());
        }
        return left;
    }

    private Expression product() throws SyntaxException {
        Expression left = operand();
        while (in.peek().is("*")) {
            in.take();
            left = binary('*', left, operand());
        }
        return left;
    }

    private static Expression binary(char operator, Expression left, Expression right) {
        return new Expression.Binary(left.span().to(right.span()), operator, left, right);
    }

    private Expression operand() throws SyntaxException {
        if (++depth > MAXIMUM_DEPTH) {
            throw new SyntaxException(in.peek().span(),
                    "the expression is nested too deep; at most " + MAXIMUM_DEPTH + " levels were expected");
        }
        try {
            return simple();
        } finally {
            depth--;
        }
    }

    private Expression simple() throws SyntaxException {
        Token token = in.peek();
        if (token.is("(")) {
            in.take();
            Expression inner = expression();
            in.expect(")");
            return inner;
        }
        if (token.is("-")) {
            in.take();
            Expression operand = operand();
            return new Expression.Minus(token.span().to(operand.span()), operand);
        }
        return switch (token.kind()) {
            case NUMBER -> new Expression.Number(in.take().span(), (int) token.value());
            case COUNTER -> new Expression.Counter(in.take().span());
            case STRING -> new Expression.Text(in.take().span(), token.text());
            case WORD -> named(in.take());
            default -> throw in.unexpected("a number, a name or '('");
        };
    }

    private static Expression named(Token word) {
        SourceSpan span = word.span();
        return ScenarioLanguage.constant(word.text())
                .<Expression>map(constant -> new Expression.Constant(span, constant.name(), constant.value()))
                .orElseGet(() -> new Expression.Name(span, word.text()));
    }
}
