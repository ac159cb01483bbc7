package org.mmscope.machine;

/**
 * The sizes of the translation buffers: one for instructions and one for data, each with entries for 4 KB pages and
 * others for large pages.
 */
public record TlbGeometry(Bank data, Bank largeData, Bank instructions, Bank largeInstructions) {

    /**
     * A set-associative part of a buffer.
     *
     * @param sets
     *            a power of two
     * @param ways
     *            entries in each set; 0 for none at all
     */
    public record Bank(int sets, int ways) {
        public Bank {
            if (Integer.bitCount(sets) != 1 || ways < 0 || sets > 1 << 16 || ways > 1 << 10) {
                throw new IllegalArgumentException("not a translation buffer: " + sets + " sets of " + ways);
            }
        }

        int entries() {
            return sets * ways;
        }
    }

    /**
     * P6 family (Pentium Pro to Pentium III): data 64 entries 4-way, large 8 4-way; instructions 32 entries 4-way,
     * large 2 fully associative. Source: Intel Software Developer's Manual, volume 2A, CPUID leaf 2, descriptors
     * 01, 02, 03, 04.
     */
    public static final TlbGeometry P6 = new TlbGeometry(new Bank(16, 4), new Bank(2, 4), new Bank(8, 4),
            new Bank(1, 2));

    /** No translation buffers: every reference walks the tables. */
    public static final TlbGeometry NONE = new TlbGeometry(new Bank(1, 0), new Bank(1, 0), new Bank(1, 0),
            new Bank(1, 0));
}
