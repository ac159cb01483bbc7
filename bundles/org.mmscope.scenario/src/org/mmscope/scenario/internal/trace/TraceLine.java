package org.mmscope.scenario.internal.trace;

/** The bytes of one line of a trace and a place in them. One object serves all lines; reading allocates nothing. */
final class TraceLine {

    /** Bytes of a line that are kept; a longer one is no access. */
    static final int MAXIMUM = 256;

    /** Stands for a zero byte, which would look like the end. */
    private static final int NUL = 1;
    private static final String DIGITS = "a number was expected";

    private final byte[] bytes = new byte[MAXIMUM];
    private int length;
    private int at;
    private String wrong;
    private int wrongAt;

    void clear() {
        length = 0;
        at = 0;
        wrong = null;
    }

    void add(int value) {
        if (length < MAXIMUM) {
            bytes[length] = (byte) (value == 0 ? NUL : value);
        }
        length++;
    }

    boolean tooLong() {
        return length > MAXIMUM;
    }

    /** Column, from 1, of what is wrong. */
    int column() {
        return wrongAt + 1;
    }

    /** What was expected instead of the first thing that is wrong, null if all is well. */
    String wrong() {
        return wrong;
    }

    /** What stands at the place is wrong. */
    void fail(String expected) {
        fail(expected, at);
    }

    /** What stands at the beginning of the line is wrong. */
    void failAtStart(String expected) {
        fail(expected, 0);
    }

    private void fail(String expected, int place) {
        if (wrong == null) {
            wrong = expected;
            wrongAt = place;
        }
    }

    /** The next byte, 0 at the end; the place stays. */
    int peek() {
        return at < Math.min(length, MAXIMUM) ? bytes[at] : 0;
    }

    /** The next byte, 0 at the end. */
    int next() {
        int value = peek();
        if (value != 0) {
            at++;
        }
        return value;
    }

    boolean atEnd() {
        return peek() == 0;
    }

    boolean startsWith(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (i >= Math.min(length, MAXIMUM) || bytes[i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    void skipBlanks() {
        while (peek() == ' ' || peek() == '\t') {
            at++;
        }
    }

    boolean takeIf(char sign) {
        boolean is = peek() == sign;
        if (is) {
            at++;
        }
        return is;
    }

    /** Takes a word if it stands here, in letters of any size. */
    boolean takeWord(String word) {
        for (int i = 0; i < word.length(); i++) {
            int place = at + i;
            if (place >= Math.min(length, MAXIMUM) || Character.toLowerCase(bytes[place]) != word.charAt(i)) {
                return false;
            }
        }
        at += word.length();
        return true;
    }

    /** An unsigned number of up to 64 bits in hexadecimal digits. */
    long hexadecimal() {
        return number(16);
    }

    /** An unsigned number of up to 63 bits in decimal digits. */
    long decimal() {
        return number(10);
    }

    private long number(int radix) {
        int start = at;
        long value = 0;
        for (int digit = Character.digit(peek(), radix); digit >= 0; digit = Character.digit(peek(), radix)) {
            if (radix == 16 ? value >>> 60 != 0 : value > (Long.MAX_VALUE - digit) / 10) {
                fail("a number of at most 64 bits was expected");
                return 0;
            }
            value = value * radix + digit;
            at++;
        }
        if (at == start) {
            fail(DIGITS);
        }
        return value;
    }
}
