package org.mmscope.kernel.session;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pool.Pool;
import org.mmscope.kernel.process.AddressSpaces;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.machine.PhysicalMemory;

/**
 * The page tables of sessions. PageTables of MM_SESSION_SPACE is an array of the directory entries of session space, in
 * nonpaged pool; the directories of the session's processes have the same entries, and a page table counts a share for
 * each of them.
 */
final class SessionTables {

    private final PhysicalMemory memory;
    private final SystemMemory system;
    private final PteFormat format;
    private final KernelLayout kernel;
    private final PhysicalPages pages;
    private final Pool nonPaged;
    private final Events events;

    SessionTables(SystemMemory system, PteFormat format, KernelLayout kernel, PhysicalPages pages, Pool nonPaged,
            Events events) {
        memory = system.physical();
        this.system = system;
        this.format = format;
        this.kernel = kernel;
        this.pages = pages;
        this.nonPaged = nonPaged;
        this.events = events;
    }

    /** Directory entries of session space. */
    private int count() {
        return KernelLayout.SESSION_SPACE_SIZE >>> format.directoryShift();
    }

    /** Makes an array without a page table; 0 without pool. */
    int create() {
        return nonPaged.allocate(count() * format.size(), "MmSp");
    }

    /** Frees an array that has no page table. */
    void free(int tables) {
        nonPaged.free(tables);
    }

    /** Physical address of the directory entry for an address. */
    long entry(int tables, int va) {
        return system.physicalAddress(slot(tables, va));
    }

    /** Frame of the page that is mapped at an address. */
    int frame(int tables, int va) {
        return format.frame(format.read(memory, pte(tables, va)));
    }

    private long pte(int tables, int va) {
        long pde = system.readPte(slot(tables, va));
        return format.entryAddress(pde, va);
    }

    private int slot(int tables, int va) {
        return tables + (va - kernel.sessionSpace() >>> format.directoryShift()) * format.size();
    }

    private int address(int index) {
        return kernel.sessionSpace() + (index << format.directoryShift());
    }

    /** Makes the page table of an address, which is in no directory yet; the page is there to be taken. */
    void makeTable(int tables, int va) {
        int pfn = pages.takeZeroed(va >>> 12);
        int slot = slot(tables, va);
        pages.begin(pfn, slot, system.frame(slot), format.demandZero(Protection.READWRITE), true, false);
        // The share that a page begins with is that of the first directory: none has the entry yet.
        system.writePte(slot, format.frameBits(pfn) | AddressSpaces.TABLE_BITS);
    }

    /** Maps a page at an address, whose page table is there. */
    void map(int tables, int va, int pfn) {
        long pa = pte(tables, va);
        long pte = format.valid(pfn, Protection.READWRITE, Pte.DIRTY | Pte.WRITABLE);
        pages.begin(pfn, format.pteAddress(va), (int) (pa >>> 12), format.demandZero(Protection.READWRITE), true,
                false);
        format.write(memory, pa, pte);
        events.pte(format.pteAddress(va), 0, pte);
    }

    /** Unmaps the page at an address and frees it. */
    void unmap(int tables, int va) {
        long pa = pte(tables, va);
        long pte = format.read(memory, pa);
        format.write(memory, pa, 0);
        events.pte(format.pteAddress(va), pte, 0);
        pages.deleteMapped(format.frame(pte));
    }

    /** Enters the page tables in a directory; the first directory has the share that they began with. */
    void enter(int tables, ProcessObject process, boolean first) {
        for (int index = 0; index < count(); index++) {
            long pde = system.readPte(tables + index * format.size());
            if (pde != 0) {
                write(process, address(index), pde);
                if (!first) {
                    pages.addShare(format.frame(pde));
                }
            }
        }
    }

    /** Takes the page tables out of a directory; with the last one they are freed, and the array. */
    void leave(int tables, ProcessObject process, boolean last) {
        for (int index = 0; index < count(); index++) {
            int slot = tables + index * format.size();
            long pde = system.readPte(slot);
            if (pde != 0) {
                write(process, address(index), 0);
                if (last) {
                    system.writePte(slot, 0);
                    pages.deleteMapped(format.frame(pde));
                } else {
                    pages.dropShare(format.frame(pde));
                }
            }
        }
        if (last) {
            nonPaged.free(tables);
        }
    }

    private void write(ProcessObject process, int va, long pde) {
        long at = format.directoryEntry(memory, process.root(), va);
        long before = format.read(memory, at);
        format.write(memory, at, pde);
        events.pte(format.pdeAddress(va), before, pde);
    }
}
