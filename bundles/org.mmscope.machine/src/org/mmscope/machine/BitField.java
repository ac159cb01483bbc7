package org.mmscope.machine;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** A fixed number of bits, all clear at first. Ranges begin and end at multiples of 64. */
final class BitField {

    private final long[] words;

    BitField(int bits) {
        words = new long[(bits - 1 >>> 6) + 1];
    }

    boolean get(int bit) {
        return (words[bit >>> 6] & 1L << bit) != 0;
    }

    void set(int bit) {
        words[bit >>> 6] |= 1L << bit;
    }

    void clear(int bit) {
        words[bit >>> 6] &= ~(1L << bit);
    }

    void clear(int first, int count) {
        Arrays.fill(words, first >>> 6, first + count >>> 6, 0);
    }

    void clear() {
        Arrays.fill(words, 0);
    }

    boolean isEmpty() {
        for (long word : words) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    /** Calls for each bit that is set, in order. */
    void forEach(IntConsumer action) {
        forEachWord(0, words.length, action);
    }

    void forEach(int first, int count, IntConsumer action) {
        forEachWord(first >>> 6, first + count >>> 6, action);
    }

    private void forEachWord(int from, int to, IntConsumer action) {
        for (int i = from; i < to; i++) {
            for (long rest = words[i]; rest != 0; rest &= rest - 1) {
                action.accept((i << 6) + Long.numberOfTrailingZeros(rest));
            }
        }
    }
}
