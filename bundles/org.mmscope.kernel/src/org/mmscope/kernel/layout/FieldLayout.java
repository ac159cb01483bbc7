package org.mmscope.kernel.layout;

/**
 * A field of a structure. A field of bits lies in the 32-bit word at {@link #offset}.
 *
 * @param name its name, for a nested field the path with dots
 * @param offset offset in bytes from the beginning of the structure
 * @param firstBit first bit in the word at the offset, 0 for a field of whole bytes
 * @param bits number of bits, 0 for a field of whole bytes
 * @param type type as the symbols name it: {@code *T} for a pointer, {@code T[n]} for an array
 */
public record FieldLayout(String name, int offset, int firstBit, int bits, String type) {

    /** The bits of this field in a word, from bit 0 on; the word itself for a field of whole bytes. */
    public int in(int word) {
        return bits == 0 ? word : word >>> firstBit & mask();
    }

    /** The word with this field set to a value. */
    public int put(int word, int value) {
        return bits == 0 ? value : word & ~(mask() << firstBit) | (value & mask()) << firstBit;
    }

    private int mask() {
        return bits == 32 ? -1 : (1 << bits) - 1;
    }
}
