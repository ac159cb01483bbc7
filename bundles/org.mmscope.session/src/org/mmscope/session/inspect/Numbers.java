package org.mmscope.session.inspect;

/** Numbers in queries: decimal, or hexadecimal with {@code 0x}. */
final class Numbers {

    /** What stands for a text that is no number. */
    static final long NONE = -1;
    /** What stands for a number of more than 63 bits. */
    static final long TOO_LARGE = -2;

    private static final int MOST_HEX_DIGITS = 15;
    private static final int MOST_DIGITS = 18;

    private Numbers() {
    }

    /** The number, {@link #NONE} or {@link #TOO_LARGE}. */
    static long parse(String text) {
        boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
        String digits = hexadecimal ? text.substring(2) : text;
        if (!digits.matches(hexadecimal ? "[0-9A-Fa-f]+" : "[0-9]+")) {
            return NONE;
        }
        String significant = digits.replaceFirst("^0+(?=.)", "");
        if (significant.length() > (hexadecimal ? MOST_HEX_DIGITS : MOST_DIGITS)) {
            return TOO_LARGE;
        }
        return Long.parseLong(significant, hexadecimal ? 16 : 10);
    }
}
