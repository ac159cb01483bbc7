package org.mmscope.machine;

/**
 * Bits of the processor's control registers that have to do with paging. Source: Intel 64 and IA-32 Architectures
 * Software Developer's Manual, volume 3A, section 2.5.
 */
public final class ControlRegisters {

    /** CR0: protection enable; always set here. */
    public static final int CR0_PE = 1;
    /** CR0: write protect; a supervisor write to a read-only page faults too. */
    public static final int CR0_WP = 1 << 16;
    /** CR0: paging. While clear, linear addresses are physical ones. */
    public static final int CR0_PG = 1 << 31;

    /** CR4: page size extensions; 4 MB pages in 32-bit paging. */
    public static final int CR4_PSE = 1 << 4;
    /** CR4: physical address extension; fixed by the {@link PagingMode} of the processor. */
    public static final int CR4_PAE = 1 << 5;
    /** CR4: global pages, which stay in the translation buffers when CR3 is loaded. */
    public static final int CR4_PGE = 1 << 7;

    /** EFER: no-execute enable; bit 63 of a PAE entry forbids instruction fetches. */
    public static final int EFER_NXE = 1 << 11;

    private ControlRegisters() {
    }
}
