package org.mmscope.machine;

/**
 * Lists all pages that an address space maps, by reading each table once, in the order of linear addresses. Any bytes
 * will do for tables: there are at most a million pages, tables that map themselves are pages like others, entries with
 * reserved bits and tables that would lie outside memory map nothing, as for the {@link PageWalker}. Changes nothing.
 */
public final class PageLister {

    private static final long TABLE_X86 = 0xFFFF_F000L;
    private static final long TABLE_PAE = 0xF_FFFF_FFFF_F000L;

    private final PhysicalReader memory;
    private final PagingControls controls;
    private final boolean pae;
    private final int entrySize;
    private final int largeSize;
    private final long reserved;
    private final byte[] directory = new byte[PhysicalReader.FRAME_SIZE];
    private final byte[] table = new byte[PhysicalReader.FRAME_SIZE];

    /** A lister for the address spaces of a memory, capture or image. Not for several threads. */
    public PageLister(PhysicalReader memory, PagingControls controls) {
        this.memory = memory;
        this.controls = controls;
        pae = controls.mode() == PagingMode.PAE;
        entrySize = pae ? 8 : 4;
        largeSize = 1 << controls.largePageShift();
        reserved = pae ? controls.reservedInPae() : 0;
    }

    /**
     * Lists the pages of the address space whose page directory, or in PAE page directory pointer table, is at a
     * physical address.
     *
     * @return whether the end was reached, and not stopped by the visitor
     */
    public boolean list(long cr3, MappedPageVisitor visitor) {
        if (!pae) {
            return !load(cr3 & TABLE_X86, directory) || listDirectory(0, visitor);
        }
        PageWalker walker = PageWalker.observing(memory, controls, cr3);
        for (int i = 0; i < 4; i++) {
            long pointer = walker.usablePointer(i);
            if (pointer != 0 && load(pointer & TABLE_PAE, directory) && !listDirectory((long) i << 30, visitor)) {
                return false;
            }
        }
        return true;
    }

    private boolean listDirectory(long first, MappedPageVisitor visitor) {
        for (int offset = 0; offset < directory.length; offset += entrySize) {
            long entry = entry(directory, offset);
            if (usable(entry) && !listEntry(first + (long) offset / entrySize * largeSize, entry, visitor)) {
                return false;
            }
        }
        return true;
    }

    private boolean listEntry(long va, long entry, MappedPageVisitor visitor) {
        if ((entry & PageEntry.LARGE) != 0 && (pae || controls.pse())) {
            boolean allowed = (entry & controls.reservedInLarge()) == 0;
            return !allowed || visitor.page(va, controls.largeBase(entry), largeSize, entry);
        }
        return !load(entry & (pae ? TABLE_PAE : TABLE_X86), table) || listTable(va, visitor);
    }

    private boolean listTable(long first, MappedPageVisitor visitor) {
        for (int offset = 0; offset < table.length; offset += entrySize) {
            long entry = entry(table, offset);
            long va = first + (long) offset / entrySize * PhysicalReader.FRAME_SIZE;
            if (usable(entry) && !visitor.page(va, entry & (pae ? TABLE_PAE : TABLE_X86), PhysicalReader.FRAME_SIZE,
                    entry)) {
                return false;
            }
        }
        return true;
    }

    private boolean usable(long entry) {
        return (entry & PageEntry.PRESENT) != 0 && (entry & reserved) == 0;
    }

    private boolean load(long address, byte[] to) {
        boolean inside = address <= memory.size() - to.length;
        if (inside) {
            memory.read(address, to, 0, to.length);
        }
        return inside;
    }

    private long entry(byte[] from, int offset) {
        return pae ? (long) Bytes.LONG.get(from, offset) : (int) Bytes.INT.get(from, offset) & 0xFFFF_FFFFL;
    }
}
