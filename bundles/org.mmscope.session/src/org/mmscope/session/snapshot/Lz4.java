package org.mmscope.session.snapshot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The LZ4 block format: sequences of a token, literals, and a match of at least 4 bytes at most 65535 bytes back. Ten
 * times as fast as deflate on the memory of a machine, and several gigabytes a second where nothing repeats.
 */
final class Lz4 {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int TABLE_BITS = 13;
    private static final int MINIMUM_MATCH = 4;
    private static final int MAXIMUM_OFFSET = 0xFFFF;
    /** The format ends in at least 5 literals, and its last match begins at least 12 bytes before the end. */
    private static final int LAST_LITERALS = 5;
    private static final int MATCH_LIMIT = 12;
    /** Steps get longer by one after each so many bytes in which nothing repeated. */
    private static final int SKIP_SHIFT = 6;
    private static final int LONG = 15;
    private static final int MORE = 255;

    private final byte[] from;
    private final byte[] to;
    private int out;

    private Lz4(byte[] from, byte[] to) {
        this.from = from;
        this.to = to;
    }

    /** The most bytes that some bytes become. */
    static int maximumLength(int length) {
        return length + length / MORE + 16;
    }

    /** Compresses all of {@code from} and gives the number of bytes in {@code to}, which has the maximum length. */
    static int compress(byte[] from, byte[] to) {
        return new Lz4(from, to).compress();
    }

    private int compress() {
        int[] table = new int[1 << TABLE_BITS];
        Arrays.fill(table, -1);
        int limit = from.length - MATCH_LIMIT;
        int anchor = 0;
        int missed = 0;
        for (int at = 0; at < limit;) {
            int word = (int) INT.get(from, at);
            int slot = word * 0x9E3779B1 >>> 32 - TABLE_BITS;
            int candidate = table[slot];
            table[slot] = at;
            if (candidate >= 0 && at - candidate <= MAXIMUM_OFFSET && (int) INT.get(from, candidate) == word) {
                int end = matchEnd(candidate + MINIMUM_MATCH, at + MINIMUM_MATCH);
                sequence(anchor, at, at - candidate, end - at);
                at = end;
                anchor = end;
                missed = 0;
            } else {
                at += 1 + (missed++ >> SKIP_SHIFT);
            }
        }
        literals(anchor, from.length, out++);
        return out;
    }

    private int matchEnd(int earlier, int at) {
        int limit = from.length - LAST_LITERALS;
        int equal = Arrays.mismatch(from, at, limit, from, earlier, earlier + limit - at);
        return equal < 0 ? limit : at + equal;
    }

    private void sequence(int anchor, int at, int offset, int length) {
        int token = out++;
        literals(anchor, at, token);
        to[out++] = (byte) offset;
        to[out++] = (byte) (offset >> 8);
        int rest = length - MINIMUM_MATCH;
        to[token] |= (byte) Math.min(rest, LONG);
        more(rest);
    }

    private void literals(int begin, int end, int token) {
        int count = end - begin;
        to[token] = (byte) (Math.min(count, LONG) << 4);
        more(count);
        System.arraycopy(from, begin, to, out, count);
        out += count;
    }

    /** What of a length does not fit in the token. */
    private void more(int length) {
        if (length >= LONG) {
            int rest = length - LONG;
            for (; rest >= MORE; rest -= MORE) {
                to[out++] = (byte) MORE;
            }
            to[out++] = (byte) rest;
        }
    }

    /**
     * Decompresses {@code from}, filling all of {@code to}.
     *
     * @return -1, or where in {@code from} it is damaged
     */
    static int decompress(byte[] from, byte[] to) {
        return new Decoder(from, to).decode();
    }

    /** Reads sequences; nothing in them makes it read or write outside. */
    private static final class Decoder {
        private final byte[] from;
        private final byte[] to;
        private int in;
        private int out;

        Decoder(byte[] from, byte[] to) {
            this.from = from;
            this.to = to;
        }

        int decode() {
            while (in < from.length) {
                int begin = in;
                int token = from[in++] & 0xFF;
                if (!literals(length(token >> 4)) || in < from.length && !match(token & LONG)) {
                    return begin;
                }
            }
            return out == to.length ? -1 : from.length;
        }

        /** A length, or -1 if it runs over the end. */
        private int length(int short4) {
            int length = short4;
            int part = MORE;
            while (short4 == LONG && part == MORE && length >= 0) {
                part = in < from.length ? from[in++] & 0xFF : -1;
                length = part < 0 || length > to.length ? -1 : length + part;
            }
            return length;
        }

        private boolean literals(int count) {
            if (count < 0 || count > from.length - in || count > to.length - out) {
                return false;
            }
            System.arraycopy(from, in, to, out, count);
            in += count;
            out += count;
            return true;
        }

        private boolean match(int short4) {
            if (from.length - in < 2) {
                return false;
            }
            int offset = from[in] & 0xFF | (from[in + 1] & 0xFF) << 8;
            in += 2;
            int length = length(short4);
            if (offset == 0 || offset > out || length < 0 || length + MINIMUM_MATCH > to.length - out) {
                return false;
            }
            copy(offset, length + MINIMUM_MATCH);
            return true;
        }

        /** A match may reach into what it writes: it repeats then. */
        private void copy(int offset, int length) {
            int source = out - offset;
            int done = 0;
            while (done < length) {
                int count = Math.min(length - done, offset + done);
                System.arraycopy(to, source, to, out + done, count);
                done += count;
            }
            out += length;
        }
    }
}
