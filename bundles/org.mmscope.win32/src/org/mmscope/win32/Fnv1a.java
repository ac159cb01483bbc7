package org.mmscope.win32;

/** The 32-bit FNV-1a hash of bytes, by which transcripts tell contents. */
public final class Fnv1a {

    private static final int OFFSET_BASIS = 0x811C9DC5;
    private static final int PRIME = 0x01000193;

    private int hash = OFFSET_BASIS;

    /** Adds the low 8 bits of a value. */
    public void add(int value) {
        hash = (hash ^ value & 0xFF) * PRIME;
    }

    /** Adds the first bytes of an array. */
    public void add(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            add(bytes[i]);
        }
    }

    /** The hash of what was added so far. */
    public int value() {
        return hash;
    }
}
