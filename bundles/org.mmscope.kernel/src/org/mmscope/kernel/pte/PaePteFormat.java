package org.mmscope.kernel.pte;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.machine.PhysicalMemory;
import org.mmscope.machine.PhysicalReader;

/** 64-bit entries of PAE: the same low fields, addresses and page-file offsets in the high half. */
final class PaePteFormat extends PteFormat {

    private static final int DIRECTORY_BASE = 0xC0600000;
    private static final int FRAME_SHIFT = 12;
    private static final long FRAMES = (1L << 24) - 1;
    private static final int HIGH_SHIFT = 32;
    private static final int PROTOTYPE_PROTECTION_SHIFT = 11;
    private static final long LOOKUP = 0xFFFFFFFFL;

    PaePteFormat(KernelLayout layout) {
        super(layout);
    }

    @Override
    public int size() {
        return 8;
    }

    @Override
    public int directoryShift() {
        return 21;
    }

    @Override
    public int directoryBase() {
        return DIRECTORY_BASE;
    }

    /** The page-directory-pointer table has four entries, one for each GB, each naming a directory page. */
    @Override
    public long directoryEntry(PhysicalReader memory, long directoryTableBase, int va) {
        long pointer = memory.read64((directoryTableBase & 0xFFFFFFE0L) + (va >>> 30) * 8);
        return ((long) frame(pointer) << FRAME_SHIFT) + (va >>> 21 & 511) * 8;
    }

    @Override
    public long read(PhysicalReader memory, long pa) {
        return memory.read64(pa);
    }

    @Override
    public void write(PhysicalMemory memory, long pa, long pte) {
        memory.write64(pa, pte);
    }

    @Override
    public int frame(long pte) {
        return (int) (pte >>> FRAME_SHIFT & FRAMES);
    }

    @Override
    public long frameBits(int pfn) {
        return (long) pfn << FRAME_SHIFT;
    }

    @Override
    public long pageFile(int number, long offset, int protection) {
        return offset << HIGH_SHIFT | Pte.protectionBits(protection) | (long) number << 1;
    }

    @Override
    public long pageFileOffset(long pte) {
        return pte >>> HIGH_SHIFT;
    }

    @Override
    public long prototype(int prototypePte, int protection) {
        return (prototypePte & 0xFFFFFFFFL) << HIGH_SHIFT | Pte.PROTOTYPE
                | (long) protection << PROTOTYPE_PROTECTION_SHIFT | (Protection.writable(protection) ? 0 : 1 << 8);
    }

    @Override
    public int prototypeAddress(long pte) {
        return (int) (pte >>> HIGH_SHIFT);
    }

    @Override
    public long vadLookup(int protection) {
        return LOOKUP << HIGH_SHIFT | Pte.PROTOTYPE | Pte.protectionBits(protection);
    }

    @Override
    public boolean isVadLookup(long pte) {
        return pte >>> HIGH_SHIFT == LOOKUP;
    }

    @Override
    public long subsection(int subsection, int protection) {
        return (subsection & 0xFFFFFFFFL) << HIGH_SHIFT | Pte.PROTOTYPE | Pte.protectionBits(protection);
    }

    @Override
    public int subsectionAddress(long pte) {
        return (int) (pte >>> HIGH_SHIFT);
    }
}
