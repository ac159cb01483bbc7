package org.mmscope.scenario;

/** How an expectation compares two unsigned 32-bit values. */
public enum Comparison {
    EQUAL("=="), NOT_EQUAL("!="), LESS("<"), LESS_OR_EQUAL("<="), GREATER(">"), GREATER_OR_EQUAL(">=");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    /** The operator as it is written. */
    public String sign() {
        return sign;
    }

    /** Whether it holds of two unsigned values. */
    public boolean holds(int left, int right) {
        int order = Integer.compareUnsigned(left, right);
        return switch (this) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }
}
