package org.mmscope.session.snapshot;

/**
 * Brings the first bytes of all words together, then the second ones, and so on: tables of numbers that count up, as
 * page tables and the PFN database are, repeat then. Bytes after the last whole word stay behind the others.
 */
final class Shuffle {

    private static final int WORD = 4;

    private Shuffle() {
    }

    static byte[] shuffle(byte[] from) {
        byte[] to = new byte[from.length];
        int words = from.length / WORD;
        for (int i = 0, at = 0; i < words; i++, at += WORD) {
            to[i] = from[at];
            to[words + i] = from[at + 1];
            to[2 * words + i] = from[at + 2];
            to[3 * words + i] = from[at + 3];
        }
        System.arraycopy(from, words * WORD, to, words * WORD, from.length - words * WORD);
        return to;
    }

    static byte[] unshuffle(byte[] from) {
        byte[] to = new byte[from.length];
        int words = from.length / WORD;
        for (int i = 0, at = 0; i < words; i++, at += WORD) {
            to[at] = from[i];
            to[at + 1] = from[words + i];
            to[at + 2] = from[2 * words + i];
            to[at + 3] = from[3 * words + i];
        }
        System.arraycopy(from, words * WORD, to, words * WORD, from.length - words * WORD);
        return to;
    }
}
