package org.mmscope.session.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

class Lz4Test {

    private static byte[] compressed(byte[] bytes) {
        byte[] to = new byte[Lz4.maximumLength(bytes.length)];
        return Arrays.copyOf(to, Lz4.compress(bytes, to));
    }

    private static void roundTrip(byte[] bytes) {
        byte[] back = new byte[bytes.length];
        assertEquals(-1, Lz4.decompress(compressed(bytes), back));
        assertArrayEquals(bytes, back);
        assertArrayEquals(bytes, Shuffle.unshuffle(Shuffle.shuffle(bytes)));
    }

    /** Bytes that repeat more or less. */
    private static byte[] some(Random random, int length) {
        byte[] bytes = new byte[length];
        int letters = 1 + random.nextInt(256);
        for (int at = 0; at < length; at++) {
            bytes[at] = (byte) random.nextInt(letters);
            int back = 1 + random.nextInt(100);
            for (int run = random.nextInt(40); at >= back && run > 0 && at < length - 1; run--) {
                at++;
                bytes[at] = bytes[at - back];
            }
        }
        return bytes;
    }

    @Test
    void whatIsCompressedComesBack() {
        Random random = new Random(4);
        for (int length = 0; length < 300; length++) {
            roundTrip(some(random, length));
        }
        for (int i = 0; i < 60; i++) {
            roundTrip(some(random, random.nextInt(200_000)));
        }
        roundTrip(new byte[1 << 20]);
    }

    @Test
    void whatRepeatsGetsShortAndWhatDoesNotHardlyGrows() {
        assertTrue(compressed(new byte[1 << 20]).length < 5_000);
        byte[] noise = new byte[1 << 20];
        new Random(1).nextBytes(noise);
        assertTrue(compressed(noise).length < noise.length + 5_000);
        byte[] counting = new byte[1 << 20];
        for (int i = 0; i < counting.length; i += 4) {
            counting[i] = (byte) (i >> 2);
            counting[i + 1] = (byte) (i >> 10);
            counting[i + 2] = (byte) (i >> 18);
        }
        assertTrue(compressed(counting).length > counting.length / 4);
        assertTrue(compressed(Shuffle.shuffle(counting)).length < counting.length / 50);
    }

    @Test
    void theFormatIsThatOfOthers() {
        // Literals "abcd", a match of 4 + 15 + 1 bytes 4 back, then 5 literals.
        byte[] block = {0x4F, 'a', 'b', 'c', 'd', 4, 0, 1, 0x50, 'a', 'b', 'c', 'd', 'e'};
        byte[] text = "abcdabcdabcdabcdabcdabcdabcde".getBytes();
        byte[] read = new byte[text.length];
        assertEquals(-1, Lz4.decompress(block, read));
        assertArrayEquals(text, read);
    }

    @Test
    void damageIsToldAndNeverReachesOutside() {
        Random random = new Random(8);
        byte[] bytes = some(random, 5_000);
        byte[] packed = compressed(bytes);
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = i < packed.length ? Arrays.copyOf(packed, i) : packed.clone();
            for (int n = random.nextInt(3); n >= 0 && damaged.length > 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            int at = Lz4.decompress(damaged, new byte[bytes.length - random.nextInt(2)]);
            assertTrue(at >= -1 && at <= damaged.length);
            refused += at >= 0 ? 1 : 0;
        }
        assertTrue(refused > 2_000, "only " + refused + " refused");
    }
}
