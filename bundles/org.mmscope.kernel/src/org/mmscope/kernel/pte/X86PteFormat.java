package org.mmscope.kernel.pte;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.machine.PhysicalMemory;
import org.mmscope.machine.PhysicalReader;

/** 32-bit entries of two-level paging, as MMPTE of a kernel without PAE. */
final class X86PteFormat extends PteFormat {

    private static final int FRAME_SHIFT = 12;
    private static final long HIGH = 0xFFFFF000L;
    private static final int SUBSECTION_WINDOW = 128 << 20;
    private static final long FIRST_POOL = 0x80000000L;

    X86PteFormat(KernelLayout layout) {
        super(layout);
    }

    @Override
    public int size() {
        return 4;
    }

    @Override
    public int directoryShift() {
        return 22;
    }

    @Override
    public int directoryBase() {
        return KernelLayout.PDE_BASE;
    }

    @Override
    public long directoryEntry(PhysicalReader memory, long directoryTableBase, int va) {
        return (directoryTableBase & HIGH) + (va >>> 22) * 4;
    }

    @Override
    public long read(PhysicalReader memory, long pa) {
        return memory.read32(pa) & 0xFFFFFFFFL;
    }

    @Override
    public void write(PhysicalMemory memory, long pa, long pte) {
        memory.write32(pa, (int) pte);
    }

    @Override
    public int frame(long pte) {
        return (int) (pte >>> FRAME_SHIFT);
    }

    @Override
    public long frameBits(int pfn) {
        return (long) pfn << FRAME_SHIFT;
    }

    @Override
    public long pageFile(int number, long offset, int protection) {
        return offset << FRAME_SHIFT | Pte.protectionBits(protection) | (long) number << 1;
    }

    @Override
    public long pageFileOffset(long pte) {
        return pte >>> FRAME_SHIFT;
    }

    /** The address less the base, its bits 2 to 8 in bits 1 to 7 and its bits 9 to 29 in bits 11 to 31. */
    @Override
    public long prototype(int prototypePte, int protection) {
        long offset = prototypePte - prototypeBase & 0xFFFFFFFFL;
        return (offset >>> 9 << 11 | (offset & 0x1FC) >>> 1 | Pte.PROTOTYPE
                | (Protection.writable(protection) ? 0 : 1 << 8)) & 0xFFFFFFFFL;
    }

    @Override
    public int prototypeAddress(long pte) {
        return (int) ((pte >>> 11 << 9) + ((pte & 0xFE) << 1)) + prototypeBase;
    }

    @Override
    public long vadLookup(int protection) {
        return HIGH | Pte.PROTOTYPE | Pte.protectionBits(protection);
    }

    @Override
    public boolean isVadLookup(long pte) {
        return (pte & HIGH) == HIGH;
    }

    /**
     * Eight-byte units from a border of nonpaged pool: bits 3 to 6 in bits 1 to 4, the rest in bits 11 to 30; bit 31
     * says that the border is the start.
     */
    @Override
    public long subsection(int subsection, int protection) {
        boolean first = subsection - poolStart < SUBSECTION_WINDOW;
        long offset = first ? subsection - poolStart : poolEnd - subsection;
        return (offset >>> 7 << 11 | (offset & 0x78) >>> 2 | Pte.PROTOTYPE | Pte.protectionBits(protection)
                | (first ? FIRST_POOL : 0)) & 0xFFFFFFFFL;
    }

    @Override
    public int subsectionAddress(long pte) {
        int offset = (int) ((pte & 0x7FFFF800L) >>> 4 | (pte & 0x1E) << 2);
        return (pte & FIRST_POOL) != 0 ? poolStart + offset : poolEnd - offset;
    }
}
