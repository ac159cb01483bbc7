package org.mmscope.session.inspect;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.machine.PagingMode;
import org.mmscope.machine.PhysicalReader;

/** A page walk by the processor manual's figures alone, to hold inspections against. */
final class PlainWalk {

    static final long NONE = -1;

    private final PhysicalReader memory;
    private final boolean pae;
    private final long root;

    PlainWalk(MachineView view, long root) {
        memory = view.memory();
        pae = view.machine().paging() == PagingMode.PAE;
        this.root = root;
    }

    /** The directory entry. */
    long directory(long va) {
        if (!pae) {
            return memory.read32(root + (va >>> 22) * 4) & 0xFFFFFFFFL;
        }
        long pointer = memory.read64(root + (va >>> 30) * 8);
        return memory.read64((pointer & 0xFFFFFF000L) + (va >>> 21 & 0x1FF) * 8);
    }

    /** The page table entry, {@link #NONE} if there is no valid page table. */
    long entry(long va) {
        long directory = directory(va);
        if ((directory & 1) == 0) {
            return NONE;
        }
        return pae ? memory.read64((directory & 0xFFFFFF000L) + (va >>> 12 & 0x1FF) * 8)
                : memory.read32((directory & 0xFFFFF000L) + (va >>> 12 & 0x3FF) * 4) & 0xFFFFFFFFL;
    }

    /** The physical address, {@link #NONE} if it is not mapped. */
    long physical(long va) {
        long directory = directory(va);
        if ((directory & 0x81) == 0x81) {
            long span = pae ? 1 << 21 : 1 << 22;
            return (directory & 0xFFFFFFFFFL & -span) + va % span;
        }
        long entry = entry(va);
        return entry == NONE || (entry & 1) == 0 ? NONE : (entry & 0xFFFFFF000L) + va % 4096;
    }
}
