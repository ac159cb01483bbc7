package org.mmscope.scenario;

/** An expression of a scenario. Values are 32 bits and wrap as addresses do. Immutable. */
public sealed interface Expression {

    /** Where it stands. */
    SourceSpan span();

    /** An integer. */
    record Number(SourceSpan span, int value) implements Expression {
    }

    /** A Win32 constant by its name. */
    record Constant(SourceSpan span, String name, int value) implements Expression {
    }

    /** A variable, or the name of a process where a call wants one. */
    record Name(SourceSpan span, String name) implements Expression {
    }

    /** The count of the innermost repeat, {@code $i}. */
    record Counter(SourceSpan span) implements Expression {
    }

    /** A string, where a call wants one. */
    record Text(SourceSpan span, String value) implements Expression {
    }

    /** Minus something. */
    record Minus(SourceSpan span, Expression operand) implements Expression {
    }

    /** Two values joined by an operator. */
    record Binary(SourceSpan span, char operator, Expression left, Expression right) implements Expression {
    }
}
