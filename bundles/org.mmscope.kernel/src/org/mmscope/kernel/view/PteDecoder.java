package org.mmscope.kernel.view;

import org.mmscope.machine.PagingMode;

/**
 * The bits of page table entries and prototype PTEs (MMPTE_HARDWARE, MMPTE_SOFTWARE, MMPTE_TRANSITION, MMPTE_PROTOTYPE
 * of the public symbols), of 32 or, under PAE, 64 bits.
 */
public enum PteDecoder {
    /** Entries of 32 bits. */
    X86(4, 12, 20, 12, 20),
    /** Entries of 64 bits. */
    PAE(8, 12, 24, 32, 32);

    /** Protection of a page that is committed and may not be touched. */
    public static final int NO_ACCESS = 0x18;
    /** Protection of a page that was committed once and is not any more. */
    public static final int DECOMMITTED = 0x10;

    private static final int VALID = 1;
    private static final int PROTOTYPE = 1 << 10;
    private static final int TRANSITION = 1 << 11;

    private final int bytes;
    private final int frameShift;
    private final long frameMask;
    private final int highShift;
    private final long highMask;

    PteDecoder(int bytes, int frameShift, int frameBits, int highShift, int highBits) {
        this.bytes = bytes;
        this.frameShift = frameShift;
        this.frameMask = (1L << frameBits) - 1;
        this.highShift = highShift;
        this.highMask = (1L << highBits) - 1;
    }

    /** The format of a paging mode. */
    public static PteDecoder of(PagingMode mode) {
        return mode == PagingMode.PAE ? PAE : X86;
    }

    /** Bytes of an entry. */
    public int bytes() {
        return bytes;
    }

    /** What an entry of a page table means. */
    public PteKind kind(long raw) {
        if (raw == 0) {
            return PteKind.EMPTY;
        }
        if ((raw & VALID) != 0) {
            return PteKind.VALID;
        }
        if ((raw & PROTOTYPE) != 0) {
            return PteKind.PROTOTYPE;
        }
        return (raw & TRANSITION) != 0 ? PteKind.TRANSITION : softwareKind(raw);
    }

    /** What a prototype PTE means; an empty one is a page that is reserved only, to which there is no access. */
    public PteKind prototypeKind(long raw) {
        return switch (kind(raw)) {
            case EMPTY, DECOMMITTED -> PteKind.NO_ACCESS;
            case PROTOTYPE -> PteKind.SUBSECTION;
            case PteKind kind -> kind;
        };
    }

    /** The frame named by an entry that is valid or in transition. */
    public int frame(long raw) {
        return (int) (raw >>> frameShift & frameMask);
    }

    /** The frame of an entry of a kind, -1 if entries of that kind name none. */
    public int frame(long raw, PteKind kind) {
        return kind == PteKind.VALID || kind == PteKind.TRANSITION ? frame(raw) : -1;
    }

    /** Protection code of an entry that is not valid and not of a process's prototype kind. */
    public int protection(long raw) {
        return (int) (raw >>> 5 & 0x1F);
    }

    /** Number of the page file of an entry of kind page file. */
    public int pageFile(long raw) {
        return (int) (raw >>> 1 & 0xF);
    }

    /** Page within the page file of an entry of kind page file. */
    public long pageFileOffset(long raw) {
        return raw >>> highShift & highMask;
    }

    /** Whether an entry of a process's prototype kind holds no address: the VAD tells the prototype PTE. */
    public boolean lookedUpInVad(long raw) {
        return pageFileOffset(raw) == highMask;
    }

    /**
     * The virtual address of the prototype PTE that a process's entry names.
     *
     * @param base lowest address of prototype PTEs, to which 32-bit entries are relative
     */
    public long prototypeAddress(long raw, long base) {
        if (this == PAE) {
            return raw >>> 32;
        }
        return base + ((raw >>> 11 & 0x1F_FFFF) << 9 | (raw & 0xFE) << 1) & 0xFFFF_FFFFL;
    }

    private PteKind softwareKind(long raw) {
        if (pageFile(raw) != 0 || pageFileOffset(raw) != 0) {
            return PteKind.PAGE_FILE;
        }
        return switch (protection(raw)) {
            case NO_ACCESS -> PteKind.NO_ACCESS;
            case DECOMMITTED -> PteKind.DECOMMITTED;
            default -> PteKind.DEMAND_ZERO;
        };
    }
}
