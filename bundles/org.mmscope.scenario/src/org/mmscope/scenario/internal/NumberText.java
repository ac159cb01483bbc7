package org.mmscope.scenario.internal;

import org.mmscope.scenario.SourceSpan;

/** The value of an integer as it is written: decimal or {@code 0x}, with an optional KB, MB or GB. */
final class NumberText {

    /** The greatest number that is read: a size of 1024 GB. */
    private static final long MAXIMUM = 1L << 40;

    private NumberText() {
    }

    static long value(String text, SourceSpan span) throws SyntaxException {
        boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
        int shift = shift(text);
        String digits = text.substring(hexadecimal ? 2 : 0, text.length() - (shift == 0 ? 0 : 2));
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), hexadecimal ? 16 : 10);
            if (digit < 0) {
                throw new SyntaxException(span, "'" + text
                        + "' is not a number; a decimal or 0x integer with an optional KB, MB or GB was expected");
            }
            value = value * (hexadecimal ? 16 : 10) + digit;
            if (value > MAXIMUM >> shift) {
                throw new SyntaxException(span, "the number " + text + " is too large");
            }
        }
        if (digits.isEmpty()) {
            throw new SyntaxException(span, "'" + text + "' is not a number; digits were expected");
        }
        return value << shift;
    }

    private static int shift(String text) {
        if (text.endsWith("KB")) {
            return 10;
        }
        if (text.endsWith("MB")) {
            return 20;
        }
        return text.endsWith("GB") ? 30 : 0;
    }
}
