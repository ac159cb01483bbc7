package org.mmscope.scenario;

import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.mmscope.kernel.replacement.ReplacementPolicies;
import org.mmscope.scenario.internal.Diagnostics;
import org.mmscope.scenario.internal.Evaluator;
import org.mmscope.scenario.internal.Outcome;
import org.mmscope.scenario.internal.Parser;

/**
 * A condition in the words that may follow {@code expect}: a comparison of two expressions, or {@code error NAME},
 * {@code exception NAME} or {@code fault KIND} for what a call gave. Immutable, any thread.
 */
public final class ConditionText {

    private static final String EXPECT = "expect ";

    private final String text;
    private final Statement statement;

    private ConditionText(String text, Statement statement) {
        this.text = text;
        this.statement = statement;
    }

    /**
     * Reads a condition. Names in it are not looked up.
     *
     * @throws IllegalArgumentException with the column and what was expected there
     */
    public static ConditionText parse(String text) {
        Diagnostics diagnostics = new Diagnostics("");
        SourceText line = new SourceText("condition", EXPECT + text.replace('\n', ' ').replace('\r', ' '));
        List<Statement> read = new Parser(line, diagnostics, new ReplacementPolicies()).parse();
        if (!diagnostics.list().isEmpty()) {
            Diagnostic first = diagnostics.list().getFirst();
            throw new IllegalArgumentException(
                    "column " + Math.max(1, first.column() - EXPECT.length()) + ": " + first.message());
        }
        if (read.getFirst() instanceof Statement.ExpectValue comparison
                && (hasText(comparison.left()) || hasText(comparison.right()))) {
            throw new IllegalArgumentException("column 1: a number was expected, not a string");
        }
        return new ConditionText(text.strip(), read.getFirst());
    }

    private static boolean hasText(Expression expression) {
        return switch (expression) {
            case Expression.Text text -> true;
            case Expression.Minus minus -> hasText(minus.operand());
            case Expression.Binary binary -> hasText(binary.left()) || hasText(binary.right());
            default -> false;
        };
    }

    /** The condition as it was written. */
    public String text() {
        return text;
    }

    /** Whether it is about what a call gave, not about values. */
    public boolean ofCall() {
        return statement instanceof Statement.ExpectOutcome;
    }

    /**
     * Whether a comparison holds.
     *
     * @param values gives the value of a name, null for none; without it the comparison does not hold
     * @param counter value of {@code $i}
     * @throws IllegalStateException if it is about what a call gave
     */
    public boolean holds(Function<String, Integer> values, int counter) {
        if (!(statement instanceof Statement.ExpectValue comparison)) {
            throw new IllegalStateException(text + " is about what a call gave");
        }
        try {
            Evaluator evaluator = new Evaluator(new Names(values));
            return comparison.comparison().holds(evaluator.value(comparison.left(), counter),
                    evaluator.value(comparison.right(), counter));
        } catch (NoValueException e) {
            return false;
        }
    }

    /**
     * Whether it holds of a call.
     *
     * @throws IllegalStateException if it is a comparison
     */
    public boolean holds(TranscriptRow row) {
        if (!(statement instanceof Statement.ExpectOutcome outcome)) {
            throw new IllegalStateException(text + " is not about a call");
        }
        return Outcome.of(outcome, row).holds();
    }

    /** A name has no value. */
    private static final class NoValueException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoValueException() {
            super(null, null, false, false);
        }
    }

    /** Looks names up when they are asked for. */
    private static final class Names extends AbstractMap<String, Integer> {
        private final Function<String, Integer> values;

        Names(Function<String, Integer> values) {
            this.values = values;
        }

        @Override
        public Integer get(Object name) {
            Integer value = values.apply((String) name);
            if (value == null) {
                throw new NoValueException();
            }
            return value;
        }

        @Override
        public Set<Map.Entry<String, Integer>> entrySet() {
            return Set.of();
        }
    }
}
