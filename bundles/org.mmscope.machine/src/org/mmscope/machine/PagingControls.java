package org.mmscope.machine;

/**
 * Everything besides CR3 that decides how a page walk goes.
 *
 * @param mode
 *            the format of the tables
 * @param pse
 *            CR4.PSE: 4 MB pages in 32-bit paging; PAE has large pages always
 * @param pge
 *            CR4.PGE: the global bit counts
 * @param wp
 *            CR0.WP: supervisor writes respect read-only pages
 * @param nxe
 *            EFER.NXE: the no-execute bit counts; while it does not, the bit is reserved
 * @param physicalAddressBits
 *            width of physical addresses, 32 to 52; bits of a PAE entry from there on are reserved, and 4 MB pages lie
 *            above 4 GB (PSE-36) as far as it goes
 * @param acceptedPointers
 *            the low reserved bits of PAE page directory pointers do not count: a machine ran with these pointers, and
 *            emulators mark them as accessed, which the processor's manual does not foresee
 */
public record PagingControls(PagingMode mode, boolean pse, boolean pge, boolean wp, boolean nxe,
        int physicalAddressBits, boolean acceptedPointers) {

    /** Width of physical addresses of the simulated machine: 64 GB. */
    public static final int MACHINE_ADDRESS_BITS = 36;
    /** The greatest width there is, for images of unknown machines. */
    public static final int GREATEST_ADDRESS_BITS = 52;

    public PagingControls {
        if (physicalAddressBits < 32 || physicalAddressBits > GREATEST_ADDRESS_BITS) {
            throw new IllegalArgumentException("not a width of addresses: " + physicalAddressBits);
        }
        nxe &= mode == PagingMode.PAE;
    }

    /** Everything on, with the given width of physical addresses. */
    public static PagingControls all(PagingMode mode, int physicalAddressBits) {
        return new PagingControls(mode, true, true, true, true, physicalAddressBits, false);
    }

    /**
     * For images of machines of which only the paging mode is known: everything on, widest addresses, pointers as they
     * are.
     */
    public static PagingControls ofImage(PagingMode mode) {
        return new PagingControls(mode, true, true, true, true, GREATEST_ADDRESS_BITS, true);
    }

    static PagingControls of(PagingMode mode, int cr0, int cr4, int efer) {
        return new PagingControls(mode, (cr4 & ControlRegisters.CR4_PSE) != 0, (cr4 & ControlRegisters.CR4_PGE) != 0,
                (cr0 & ControlRegisters.CR0_WP) != 0, (efer & ControlRegisters.EFER_NXE) != 0, MACHINE_ADDRESS_BITS,
                false);
    }

    /** log2 of the size of a large page: 22 in 32-bit paging, 21 in PAE. */
    public int largePageShift() {
        return mode == PagingMode.PAE ? 21 : 22;
    }

    /** The bits that are reserved in every present entry of PAE tables. */
    long reservedInPae() {
        long aboveAddress = ~PageEntry.NO_EXECUTE & -1L << physicalAddressBits;
        return nxe ? aboveAddress : aboveAddress | PageEntry.NO_EXECUTE;
    }

    /** The bits that are reserved in a present PAE page directory pointer, besides those of every entry. */
    long reservedInPointer() {
        return -1L << physicalAddressBits | (acceptedPointers ? 0 : 0x1E6);
    }

    /** The bits that are reserved in a directory entry that maps a large page, besides those of every PAE entry. */
    long reservedInLarge() {
        return mode == PagingMode.PAE ? 0x1FE000 : 0x3FE000 & -1L << 13 + highLargeBits();
    }

    /** The physical address in a directory entry that maps a large page. */
    long largeBase(long entry) {
        if (mode == PagingMode.PAE) {
            return entry & 0xF_FFFF_FFE0_0000L;
        }
        return entry & 0xFFC0_0000L | (entry >>> 13 & (1 << highLargeBits()) - 1) << 32;
    }

    /** How many address bits above 32 a 4 MB page's entry holds from bit 13 (PSE-36 and its extension to 40). */
    private int highLargeBits() {
        return Math.min(physicalAddressBits, 40) - 32;
    }
}
