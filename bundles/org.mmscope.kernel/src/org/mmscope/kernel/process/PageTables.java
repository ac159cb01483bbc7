package org.mmscope.kernel.process;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.fault.PageSupply;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.CommitAccounting;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.kernel.workingset.WorkingSetListLayout;
import org.mmscope.machine.PhysicalMemory;
import org.mmscope.machine.Processor;

/**
 * The page tables of the user half of address spaces. UsedPageTableEntries of the MMWSL counts the entries of each page
 * table that are not zero; an empty page table is given back.
 */
public final class PageTables {

    /** There is no page table for an address. */
    public static final long NONE = -1;

    private static final long TABLE_BITS = Pte.VALID | Pte.WRITABLE | Pte.OWNER | Pte.ACCESSED | Pte.DIRTY;

    private final PhysicalMemory memory;
    private final PteFormat format;
    private final PhysicalPages pages;
    private final PageSupply supply;
    private final CommitAccounting commit;
    private final Processor processor;
    private final Events events;
    private final int usedCounts;
    private Pager pager;

    /** Brings page tables back that are not in memory. */
    public interface Pager {

        /**
         * Gives the frame in which a page table is from now on, active with one share.
         *
         * @param va an address that it maps
         * @param directoryFrame frame of the directory
         * @param pde the directory's entry, transition or page file
         */
        int bringIn(ProcessObject process, int va, int directoryFrame, long pde);
    }

    public PageTables(SystemMemory system, PteFormat format, PhysicalPages pages, PageSupply supply,
            CommitAccounting commit, Processor processor, Events events, WorkingSetListLayout list) {
        memory = system.physical();
        this.format = format;
        this.pages = pages;
        this.supply = supply;
        this.commit = commit;
        this.processor = processor;
        this.events = events;
        usedCounts = list.usedPageTableEntries;
    }

    public PteFormat format() {
        return format;
    }

    /**
     * Physical address of the entry of an address, or {@link #NONE} when there is no page table for it. One that is
     * not in memory is brought back. In a large page it is the directory's entry.
     */
    public long find(ProcessObject process, int va) {
        long pdeAddress = format.directoryEntry(memory, process.root(), va);
        long pde = format.read(memory, pdeAddress);
        if (!Pte.valid(pde)) {
            return pde == 0 ? NONE : format.entryAddress(bringIn(process, va, pdeAddress, pde), va);
        }
        return Pte.large(pde) ? pdeAddress : format.entryAddress(pde, va);
    }

    private long bringIn(ProcessObject process, int va, long pdeAddress, long pde) {
        long valid = format.frameBits(pager.bringIn(process, va, (int) (pdeAddress >>> 12), pde)) | TABLE_BITS;
        format.write(memory, pdeAddress, valid);
        events.pte(format.pdeAddress(va), pde, valid);
        return valid;
    }

    /**
     * Takes the page tables out of memory that are not empty and in which no page in memory has its entry: they become
     * modified pages.
     *
     * @param last highest address of user space
     * @return their number
     */
    public int pageOut(ProcessObject process, int last) {
        int shift = format.directoryShift();
        int count = 0;
        for (int index = 0; index <= last >>> shift; index++) {
            int va = index << shift;
            long pdeAddress = format.directoryEntry(memory, process.root(), va);
            long pde = format.read(memory, pdeAddress);
            if (Pte.valid(pde) && (pde & Pte.LARGE_PAGE) == 0 && pages.pfns().u2(format.frame(pde)) == 1
                    && memory.read16(usedCount(process, va)) != 0) {
                pageOut(process, va, pdeAddress, pde);
                count++;
            }
        }
        return count;
    }

    /** Whether a page table of a process, or a large page, is in memory. */
    boolean anyInMemory(ProcessObject process, int last) {
        int shift = format.directoryShift();
        for (int index = 0; index <= last >>> shift; index++) {
            if (Pte.valid(directoryEntry(process, index << shift))) {
                return true;
            }
        }
        return false;
    }

    private void pageOut(ProcessObject process, int va, long pdeAddress, long pde) {
        int pfn = format.frame(pde);
        long transition = format.transition(pfn, Protection.READWRITE);
        format.write(memory, pdeAddress, transition);
        events.pte(format.pdeAddress(va), pde, transition);
        pages.pfns().modified(pfn, true);
        pages.dropShare(pfn);
        if (process.root() == processor.cr3()) {
            processor.invalidatePage(format.pteAddress(va));
        }
    }

    /** The directory entry of an address. */
    public long directoryEntry(ProcessObject process, int va) {
        return format.read(memory, format.directoryEntry(memory, process.root(), va));
    }

    /** Sets who brings page tables back. */
    public void pager(Pager value) {
        pager = value;
    }

    /** As {@link #find}, the page table made when there is none; {@link #NONE} only without memory. */
    public long make(ProcessObject process, int va) {
        long pa = find(process, va);
        return pa != NONE ? pa : makeTable(process, va);
    }

    private long makeTable(ProcessObject process, int va) {
        if (!commit.charge(1)) {
            return NONE;
        }
        int pfn = supply.zeroed(process);
        if (pfn == PhysicalPages.NONE) {
            commit.release(1);
            return NONE;
        }
        long pdeAddress = format.directoryEntry(memory, process.root(), va);
        pages.begin(pfn, format.pdeAddress(va), (int) (pdeAddress >>> 12), format.demandZero(Protection.READWRITE),
                true, false);
        long pde = format.frameBits(pfn) | TABLE_BITS;
        format.write(memory, pdeAddress, pde);
        events.pte(format.pdeAddress(va), 0, pde);
        events.step(FaultStep.Kind.PAGE_TABLE_MADE, format.pdeAddress(va), pde);
        return format.entryAddress(pde, va);
    }

    public long read(long pa) {
        return format.read(memory, pa);
    }

    /** Writes an entry, counts it, tells of it, and drops the page from the translation buffers. */
    public void write(ProcessObject process, int va, long pa, long before, long after) {
        if (before == 0 != (after == 0)) {
            count(process, va, after == 0 ? -1 : 1);
        }
        replace(process, va, pa, before, after);
    }

    /** As {@link #write}, but for entries that {@link #hold} counts whatever they are. */
    public void replace(ProcessObject process, int va, long pa, long before, long after) {
        format.write(memory, pa, after);
        if (Pte.valid(before) && process.root() == processor.cr3()) {
            processor.invalidatePage(va);
        }
        boolean large = Pte.large(before) || Pte.large(after);
        events.pte(large ? format.pdeAddress(va) : format.pteAddress(va), before, after);
    }

    /**
     * Maps a large page at an address for which there is no page table, or a used one no longer.
     *
     * @return frame of the directory that maps it
     */
    public int mapLarge(ProcessObject process, int va, long pde) {
        trim(process, va, va);
        long pa = format.directoryEntry(memory, process.root(), va);
        replace(process, va, pa, 0, pde);
        return (int) (pa >>> 12);
    }

    /** Unmaps the large page at an address and gives its first frame. */
    public int unmapLarge(ProcessObject process, int va) {
        long pa = format.directoryEntry(memory, process.root(), va);
        long pde = format.read(memory, pa);
        replace(process, va, pa, pde, 0);
        return format.frame(pde);
    }

    private void count(ProcessObject process, int va, int delta) {
        long pa = usedCount(process, va);
        memory.write16(pa, memory.read16(pa) + delta);
    }

    private long usedCount(ProcessObject process, int va) {
        return ((long) process.workingSetFrame() << 12) + usedCounts + (va >>> format.directoryShift()) * 2;
    }

    /**
     * Makes the page tables of a range and counts every entry of it as used, so that they stay; false without memory,
     * and nothing is held.
     */
    public boolean hold(ProcessObject process, int startVa, int endVa) {
        for (int va = startVa; inside(va, endVa); va = nextTable(va)) {
            if (make(process, va) == NONE) {
                letGo(process, startVa, va - 1);
                return false;
            }
            count(process, va, entriesTo(va, endVa));
        }
        return true;
    }

    /** Undoes {@link #hold} for a range whose entries are empty. */
    public void letGo(ProcessObject process, int startVa, int endVa) {
        for (int va = startVa; inside(va, endVa); va = nextTable(va)) {
            find(process, va);
            count(process, va, -entriesTo(va, endVa));
        }
        trim(process, startVa, endVa);
    }

    private static boolean inside(int va, int endVa) {
        return va != 0 && Integer.compareUnsigned(va, endVa) <= 0;
    }

    /** Entries of one page table from an address to the end of a range. */
    private int entriesTo(int va, int endVa) {
        int last = nextTable(va) - 1;
        return ((Integer.compareUnsigned(last, endVa) < 0 ? last : endVa) - va >>> 12) + 1;
    }

    /** Gives back the page tables of a range that have no entries left. */
    public void trim(ProcessObject process, int startVa, int endVa) {
        int shift = format.directoryShift();
        for (int index = startVa >>> shift; index <= endVa >>> shift; index++) {
            int va = index << shift;
            if (memory.read16(usedCount(process, va)) == 0) {
                delete(process, va);
            }
        }
    }

    private void delete(ProcessObject process, int va) {
        long pdeAddress = format.directoryEntry(memory, process.root(), va);
        long pde = format.read(memory, pdeAddress);
        if (Pte.valid(pde) && !Pte.large(pde)) {
            format.write(memory, pdeAddress, 0);
            events.pte(format.pdeAddress(va), pde, 0);
            pages.deleteMapped(format.frame(pde));
            commit.release(1);
            if (process.root() == processor.cr3()) {
                processor.invalidatePage(format.pteAddress(va));
            }
        }
    }

    /** First address behind the page table that maps an address; 0 at the top. */
    public int nextTable(int va) {
        return (va >>> format.directoryShift()) + 1 << format.directoryShift();
    }

    /** Whether an address is in the window of the page tables or in hyperspace. */
    public static boolean isPerProcess(KernelLayout layout, int va) {
        return Integer.compareUnsigned(va, KernelLayout.PTE_BASE) >= 0
                && Integer.compareUnsigned(va, layout.hyperspaceEnd()) < 0;
    }
}
