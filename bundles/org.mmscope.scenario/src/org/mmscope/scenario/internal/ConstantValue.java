package org.mmscope.scenario.internal;

import org.mmscope.scenario.Expression;
import org.mmscope.scenario.SourceSpan;

/** The value of an expression that must be known before the run. */
final class ConstantValue {

    private ConstantValue() {
    }

    /** The unsigned value. */
    static long of(Expression expression, SourceSpan where) throws SyntaxException {
        return Integer.toUnsignedLong(value(expression, where));
    }

    private static int value(Expression expression, SourceSpan where) throws SyntaxException {
        return switch (expression) {
            case Expression.Number number -> number.value();
            case Expression.Constant constant -> constant.value();
            case Expression.Minus minus -> -value(minus.operand(), where);
            case Expression.Binary binary -> Arithmetic.join(binary.operator(), value(binary.left(), where),
                    value(binary.right(), where));
            default -> throw new SyntaxException(expression.span(),
                    "a number was expected that is known before the run");
        };
    }
}
