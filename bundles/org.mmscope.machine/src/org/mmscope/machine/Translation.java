package org.mmscope.machine;

/**
 * A finished page walk in a {@code long}, so that nothing is allocated for a reference: the physical base of the 4 KB
 * page in bits 12 to 51 and what the entries say in the bits below, or, negative, the complement of a page fault's
 * error code.
 */
public final class Translation {

    static final int PRESENT = 1;
    /** All entries on the way allow writes. */
    public static final int WRITE = 1 << 1;
    /** All entries on the way allow user mode. */
    public static final int USER = 1 << 2;
    /** No entry on the way forbids instruction fetches. */
    public static final int EXECUTE = 1 << 3;
    /** Of no meaning in a translation, where it comes and goes. */
    static final int ACCESSED = 1 << 5;
    /** The page is marked as written. */
    public static final int DIRTY = 1 << 6;
    /** The page is part of a large page. */
    public static final int LARGE = 1 << 7;
    /** The page stays in the translation buffers when CR3 is loaded. */
    public static final int GLOBAL = 1 << 8;
    /** In a translation buffer only: the fast path may know the page. */
    static final int HELD = 1 << 11;

    /** What is said of every page while paging is off. */
    static final int UNPAGED = PRESENT | WRITE | USER | EXECUTE | DIRTY;

    private static final long BASE = 0xF_FFFF_FFFF_F000L;

    private Translation() {
    }

    static long fault(int errorCode) {
        return ~(long) errorCode;
    }

    /** Whether the walk ended in a page fault. */
    public static boolean isFault(long translation) {
        return translation < 0;
    }

    /** The error code of a walk that ended in a page fault, bits of {@link PageFault}. */
    public static int errorCode(long translation) {
        return (int) ~translation;
    }

    /** The physical address of the 4 KB page, in bytes. */
    public static long base(long translation) {
        return translation & BASE;
    }

    /** The frame number of the 4 KB page of a translation that is no fault. */
    public static long frame(long translation) {
        return translation >>> FrameStore.FRAME_SHIFT;
    }
}
