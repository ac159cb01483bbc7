package org.mmscope.scenario.internal;

import java.util.Map;

import org.mmscope.scenario.Expression;

/** Values of expressions during a run. */
public final class Evaluator {

    private final Map<String, Integer> variables;

    /** An evaluator that sees later changes of the variables. */
    public Evaluator(Map<String, Integer> variables) {
        this.variables = variables;
    }

    /**
     * The value of an expression.
     *
     * @param counter value of {@code $i}
     */
    public int value(Expression expression, int counter) {
        return switch (expression) {
            case Expression.Number number -> number.value();
            case Expression.Constant constant -> constant.value();
            case Expression.Name name -> variables.get(name.name());
            case Expression.Counter count -> counter;
            case Expression.Minus minus -> -value(minus.operand(), counter);
            case Expression.Binary binary -> Arithmetic.join(binary.operator(), value(binary.left(), counter),
                    value(binary.right(), counter));
            case Expression.Text text -> throw new IllegalStateException("a string has no value: " + text);
        };
    }
}
