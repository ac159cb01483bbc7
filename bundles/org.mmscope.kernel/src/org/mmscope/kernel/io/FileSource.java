package org.mmscope.kernel.io;

import java.util.Arrays;

/** Where the bytes of a file come from until they are written. Immutable in what it gives. */
@FunctionalInterface
public interface FileSource {

    /** A file of zeroes. */
    FileSource ZERO = (offset, to, at, length) -> { };

    /** The pattern of scenarios: the byte at offset i is {@code (i + (i >> 12)) & 0xFF}. */
    FileSource PATTERN = (offset, to, at, length) -> {
        for (int i = 0; i < length; i++) {
            long position = offset + i;
            to[at + i] = (byte) (position + (position >> 12));
        }
    };

    /** A file of one byte. */
    static FileSource of(int fill) {
        return (offset, to, at, length) -> Arrays.fill(to, at, at + length, (byte) fill);
    }

    /**
     * Gives bytes; what lies behind the end of the source stays as it is.
     *
     * @param offset offset in the file in bytes
     * @param to where they go; zero before
     * @param at index of the first
     * @param length how many
     */
    void read(long offset, byte[] to, int at, int length);
}
