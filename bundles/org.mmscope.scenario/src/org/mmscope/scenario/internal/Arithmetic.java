package org.mmscope.scenario.internal;

/** The operators of the language on 32-bit values that wrap. */
final class Arithmetic {

    private Arithmetic() {
    }

    static int join(char operator, int left, int right) {
        return switch (operator) {
            case '+' -> left + right;
            case '-' -> left - right;
            case '*' -> left * right;
            default -> left | right;
        };
    }
}
