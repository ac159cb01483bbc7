package org.mmscope.kernel.pte;

/**
 * The low 12 bits of page table entries, the same in both formats: MMPTE_HARDWARE, MMPTE_SOFTWARE, MMPTE_TRANSITION,
 * MMPTE_PROTOTYPE and MMPTE_SUBSECTION.
 */
public final class Pte {

    public static final long VALID = 1;
    /** Hardware write permission, set with Dirty at the first store. */
    public static final long WRITABLE = 1 << 1;
    public static final long OWNER = 1 << 2;
    public static final long WRITE_THROUGH = 1 << 3;
    public static final long CACHE_DISABLE = 1 << 4;
    public static final long ACCESSED = 1 << 5;
    public static final long DIRTY = 1 << 6;
    public static final long LARGE_PAGE = 1 << 7;
    public static final long GLOBAL = 1 << 8;
    public static final long COPY_ON_WRITE = 1 << 9;
    public static final long PROTOTYPE = 1 << 10;
    /** The software's note that stores are allowed; bit 11 means transition when not valid. */
    public static final long WRITE = 1 << 11;
    public static final long TRANSITION = 1 << 11;
    /** The hardware allows no instruction fetch; only 64-bit entries have it. */
    public static final long NO_EXECUTE = 1L << 63;

    private static final int PROTECTION_SHIFT = 5;
    private static final int PROTECTION_MASK = 0x1F;

    private Pte() {
    }

    public static boolean valid(long pte) {
        return (pte & VALID) != 0;
    }

    /** Not valid, and pointing at a prototype PTE or (in a segment) at a subsection. */
    public static boolean prototype(long pte) {
        return (pte & (VALID | PROTOTYPE)) == PROTOTYPE;
    }

    public static boolean transition(long pte) {
        return (pte & (VALID | PROTOTYPE | TRANSITION)) == TRANSITION;
    }

    /** Not valid, not transition, not prototype, not empty: a page-file or demand-zero entry. */
    public static boolean software(long pte) {
        return pte != 0 && (pte & (VALID | PROTOTYPE | TRANSITION)) == 0;
    }

    /** A valid directory entry that maps a large page; the bit is clear in every entry of a page table. */
    public static boolean large(long pde) {
        return (pde & (VALID | LARGE_PAGE)) == (VALID | LARGE_PAGE);
    }

    public static boolean dirty(long pte) {
        return (pte & DIRTY) != 0;
    }

    public static boolean copyOnWrite(long pte) {
        return (pte & COPY_ON_WRITE) != 0;
    }

    /** The protection code of an entry that is not valid, transition and page-file kinds. */
    public static int protection(long pte) {
        return (int) (pte >>> PROTECTION_SHIFT) & PROTECTION_MASK;
    }

    /** The bits of a protection code in an entry that is not valid. */
    public static long protectionBits(int code) {
        return (long) code << PROTECTION_SHIFT;
    }

    /** An entry with another protection code. */
    public static long withProtection(long pte, int code) {
        return pte & ~protectionBits(PROTECTION_MASK) | protectionBits(code);
    }

    /** A valid entry after its first store. */
    public static long withDirty(long pte) {
        return pte | DIRTY | WRITABLE;
    }

    /** A valid entry as before its first store. */
    public static long withoutDirty(long pte) {
        return pte & ~(DIRTY | WRITABLE);
    }
}
