package org.mmscope.cli.internal;

/** Numbers on the command line: decimal, or hexadecimal with 0x. */
final class Numbers {

    private Numbers() {
    }

    /**
     * Reads a number.
     *
     * @param name what it is, for the message
     * @param limit the number is below this
     * @throws RefusedException if it is none, or too large
     */
    static long parse(String text, String name, long limit) {
        long value;
        try {
            boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
            value = hexadecimal ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new RefusedException(name + " \"" + text + "\" is not a number: expected digits, or 0x and"
                    + " hexadecimal digits");
        }
        if (Long.compareUnsigned(value, limit) >= 0) {
            throw new RefusedException(name + " " + text + " is too large: expected less than 0x"
                    + Long.toHexString(limit).toUpperCase(java.util.Locale.ROOT));
        }
        return value;
    }
}
