package org.mmscope.machine;

/**
 * Bits of the error code of a page fault (#PF). Source: Intel 64 and IA-32 Architectures Software Developer's Manual,
 * volume 3A, section 4.7.
 */
public final class PageFault {

    /** The page was present: the fault is about rights or reserved bits. */
    public static final int PRESENT = 1;
    /** The reference was a write. */
    public static final int WRITE = 2;
    /** The reference was made in user mode. */
    public static final int USER = 4;
    /** A reserved bit was set in an entry. */
    public static final int RESERVED = 8;
    /** The reference was an instruction fetch; only reported while no-execute is enabled. */
    public static final int INSTRUCTION = 16;

    private PageFault() {
    }
}
