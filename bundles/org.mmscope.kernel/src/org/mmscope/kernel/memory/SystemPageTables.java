package org.mmscope.kernel.memory;

import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.machine.PhysicalMemory;

/**
 * The page tables of the system half, shared by all processes. A page table that is made later is entered in every
 * directory at once.
 */
public final class SystemPageTables {

    private static final long TABLE_BITS = Pte.VALID | Pte.WRITABLE | Pte.ACCESSED | Pte.DIRTY;

    private final PhysicalMemory memory;
    private final PteFormat format;
    private final SystemMemory system;
    private final PhysicalPages pages;
    private final Events events;
    private final long directoryTableBase;
    private DirectorySet directories = (va, entry) -> { };

    /** The directories of all processes but System. */
    @FunctionalInterface
    public interface DirectorySet {

        /** Writes an entry of the system half into each directory. */
        void write(int va, long entry);
    }

    public SystemPageTables(PteFormat format, SystemMemory system, PhysicalPages pages, Events events,
            long directoryTableBase) {
        this.memory = system.physical();
        this.format = format;
        this.system = system;
        this.pages = pages;
        this.events = events;
        this.directoryTableBase = directoryTableBase;
    }

    /** Sets who knows the directories of the processes. */
    public void directories(DirectorySet set) {
        directories = set;
    }

    /** Maps a zeroed page of a colour at a system address and gives its frame, or {@link PhysicalPages#NONE}. */
    public int map(int va, int color) {
        long pte = entry(va);
        if (pte < 0) {
            return PhysicalPages.NONE;
        }
        int pfn = pages.takeZeroed(color);
        if (pfn == PhysicalPages.NONE) {
            return PhysicalPages.NONE;
        }
        long value = format.valid(pfn, Protection.READWRITE, Pte.GLOBAL | Pte.DIRTY | Pte.WRITABLE);
        pages.begin(pfn, format.pteAddress(va), (int) (pte >>> 12), format.demandZero(Protection.READWRITE), true,
                false);
        write(va, pte, value);
        return pfn;
    }

    /** Unmaps and frees the page at a system address, in memory or not. */
    public void unmap(int va) {
        long at = entry(va);
        long pte = format.read(memory, at);
        write(va, at, 0);
        if (Pte.valid(pte)) {
            pages.deleteMapped(format.frame(pte));
        } else if (Pte.transition(pte)) {
            pages.deleteTransition(format.frame(pte));
        } else {
            pages.deleteWritten(pte);
        }
    }

    /** The entry of a system address, 0 when there is no page table for it. */
    public long find(int va) {
        return hasTable(va) ? get(va) : 0;
    }

    /** Whether the page of an address in a range is in a page file alone. */
    public boolean anyInPageFile(int first, int last) {
        long end = last & 0xFFFFFFFFL;
        long span = 1L << format.directoryShift();
        for (long va = first & 0xFFFFFFFFL; va <= end; va = (va & -span) + span) {
            if (hasTable((int) va) && anyInPageFile((int) va, Math.min(end - va, span - 1 - (va & span - 1)))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the page of an address, or of one up to so many bytes behind it in its page table, is in a page file. */
    private boolean anyInPageFile(int va, long behind) {
        long at = entry(va);
        for (long end = at + (behind >>> 12) * format.size(); at <= end; at += format.size()) {
            long pte = format.read(memory, at);
            if (Pte.software(pte) && !format.isDemandZero(pte)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasTable(int va) {
        return Pte.valid(format.read(memory, format.directoryEntry(memory, directoryTableBase, va)));
    }

    /** The entry of a system address whose page table is there. */
    public long get(int va) {
        return format.read(memory, entry(va));
    }

    /** Writes the entry of a system address; false without memory for its page table. */
    public boolean set(int va, long value) {
        long pte = entry(va);
        if (pte < 0) {
            return false;
        }
        write(va, pte, value);
        return true;
    }

    /** Makes the page tables of a range that are not there; false without memory. */
    public boolean prepare(int start, int pages) {
        for (int done = 0; done < pages; done += format.entries()) {
            if (entry(start + (done << 12)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Frame of the page table that maps a system address. */
    public int tableFrame(int va) {
        return (int) (entry(va) >>> 12);
    }

    private void write(int va, long pte, long value) {
        long before = format.read(memory, pte);
        format.write(memory, pte, value);
        system.forget(va);
        events.pte(format.pteAddress(va), before, value);
    }

    /** Physical address of the entry of a system address, its page table made when there is none; -1 without memory. */
    private long entry(int va) {
        long pdeAddress = format.directoryEntry(memory, directoryTableBase, va);
        long pde = format.read(memory, pdeAddress);
        if (!Pte.valid(pde)) {
            pde = makeTable(va, pdeAddress);
            if (pde == 0) {
                return -1;
            }
        }
        return format.entryAddress(pde, va);
    }

    private long makeTable(int va, long pdeAddress) {
        int pfn = pages.takeZeroed(va >>> format.directoryShift());
        if (pfn == PhysicalPages.NONE) {
            return 0;
        }
        pages.begin(pfn, format.pdeAddress(va), (int) (pdeAddress >>> 12), format.demandZero(Protection.READWRITE),
                true, false);
        long pde = format.frameBits(pfn) | TABLE_BITS;
        format.write(memory, pdeAddress, pde);
        events.pte(format.pdeAddress(va), 0, pde);
        directories.write(va, pde);
        return pde;
    }
}
