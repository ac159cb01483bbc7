package org.mmscope.kernel.process;

import org.mmscope.kernel.BugCheck;
import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.fault.KernelPages;
import org.mmscope.kernel.memory.BugChecks;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.PfnDatabase;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.machine.PhysicalMemory;

/**
 * Takes the root of the address space of a process out of memory that has been swapped out, and brings it back
 * (MmOutSwapProcess, MmInSwapProcess): first the pages of hyperspace, with them the working-set list, then hyperspace's
 * page tables, then the directories, each as soon as no page in memory has its entry there. The entry of a directory
 * that is out lies in DirectoryTableBase of the KPROCESS, under PAE in the page-directory-pointer table; it may come
 * back in another frame.
 */
public final class RootSwapper {

    private final PhysicalMemory memory;
    private final SystemMemory system;
    private final PteFormat format;
    private final KernelLayout layout;
    private final PhysicalPages pages;
    private final PfnDatabase pfns;
    private final KernelPages kernelPages;
    private final AddressSpaces spaces;
    private final PageTables tables;
    private final BugChecks bugChecks;
    private final Events events;

    public RootSwapper(SystemMemory system, PteFormat format, KernelLayout layout, PhysicalPages pages,
            KernelPages kernelPages, AddressSpaces spaces, PageTables tables, BugChecks bugChecks, Events events) {
        memory = system.physical();
        this.system = system;
        this.format = format;
        this.layout = layout;
        this.pages = pages;
        pfns = pages.pfns();
        this.kernelPages = kernelPages;
        this.spaces = spaces;
        this.tables = tables;
        this.bugChecks = bugChecks;
        this.events = events;
    }

    /**
     * Takes out what can go now of the root of a process that is not attached, which is nothing while it has other
     * pages or page tables in memory.
     *
     * @return pages that left memory
     */
    public int pageOut(ProcessObject process) {
        int count = 0;
        if (!process.rootOutswapped()) {
            if (process.workingSetSize() > spaces.fixedPages(process).length
                    || tables.anyInMemory(process, layout.highestUserAddress())) {
                return 0;
            }
            process.rootOutswapped(true);
            count = hyperspaceOut(process.directoryTableBase());
        }
        return count + (directoriesIn(process) ? tablesOut(process) + directoriesOut(process) : 0);
    }

    private int span() {
        return 1 << format.directoryShift();
    }

    private int hyperspaceOut(long base) {
        int count = 0;
        for (int table = layout.hyperspace(); table != layout.hyperspaceEnd(); table += span()) {
            int holder = format.frame(read(base, table));
            for (int i = 0; i < format.entries(); i++) {
                count += leave(((long) holder << 12) + i * format.size(), format.pteAddress(table + (i << 12)));
            }
        }
        return count;
    }

    /** Makes a valid entry a transition PTE and drops its page's share; gives 0 if it is not valid. */
    private int leave(long pa, int pteAddress) {
        long before = format.read(memory, pa);
        if (!Pte.valid(before)) {
            return 0;
        }
        int pfn = format.frame(before);
        long after = format.transition(pfn, Protection.READWRITE);
        format.write(memory, pa, after);
        events.pte(pteAddress, before, after);
        pfns.modified(pfn, true);
        pages.dropShare(pfn);
        return 1;
    }

    private int tablesOut(ProcessObject process) {
        long base = process.directoryTableBase();
        int count = 0;
        for (int table = layout.hyperspace(); table != layout.hyperspaceEnd(); table += span()) {
            long pde = read(base, table);
            if (Pte.valid(pde) && pfns.u2(format.frame(pde)) == 1) {
                count += leave(format.directoryEntry(memory, base, table), format.pdeAddress(table));
            }
        }
        return count;
    }

    private long read(long base, int va) {
        return format.read(memory, format.directoryEntry(memory, base, va));
    }

    private static int window(PteFormat format, int index) {
        return KernelLayout.PTE_BASE + (index << format.directoryShift());
    }

    /** Address of the entry that a directory has while it is out. */
    private int slot(ProcessObject process, int index) {
        return spaces.directories() == 1 ? process.address() + process.layout().directoryTableBase
                : process.get(process.layout().paeTop) + index * format.size();
    }

    private boolean isIn(long slot) {
        return spaces.directories() == 1 ? (slot & 0xFFF) == 0 : Pte.valid(slot);
    }

    private boolean directoriesIn(ProcessObject process) {
        return isIn(system.readPte(slot(process, spaces.directories() - 1)));
    }

    /** The last directory is the page table of the window, holds the entry of each, and is mapped by its own. */
    private int directoriesOut(ProcessObject process) {
        int count = spaces.directories();
        int[] frames = new int[count];
        for (int i = 0; i < count; i++) {
            frames[i] = format.frame(read(process.directoryTableBase(), window(format, i)));
            if (pfns.u2(frames[i]) != (i == count - 1 ? 1 + count : 1)) {
                return 0;
            }
        }
        int last = frames[count - 1];
        for (int i = 0; i < count; i++) {
            forget(last, i, frames[i]);
            int slot = slot(process, i);
            rehook(frames[i], slot, system.frame(slot));
            system.writePte(slot, format.transition(frames[i], Protection.READWRITE));
            pfns.modified(frames[i], true);
            pages.dropShare(frames[i]);
        }
        system.outdate();
        return count;
    }

    /** Clears the entry of a directory in the window. */
    private void forget(int last, int index, int frame) {
        long pa = windowEntry(last, index);
        events.pte(format.pdeAddress(window(format, index)), format.read(memory, pa), 0);
        format.write(memory, pa, 0);
    }

    private long windowEntry(int last, int index) {
        int va = window(format, index);
        return ((long) last << 12) + (va >>> format.directoryShift() & format.entries() - 1) * format.size();
    }

    /** Gives a page in memory another entry that names it. */
    private void rehook(int pfn, int pteAddress, int holder) {
        int former = pfns.pteFrame(pfn);
        pfns.pteAddress(pfn, pteAddress);
        pfns.pteFrame(pfn, holder);
        pages.addShare(holder);
        pages.dropShare(former);
    }

    /**
     * Brings the whole root of a process back.
     *
     * @throws org.mmscope.kernel.BugCheckException if a page of it cannot be read
     */
    public void bringIn(ProcessObject process) {
        if (!directoriesIn(process)) {
            directoriesBack(process);
        }
        long base = process.directoryTableBase();
        for (int table = layout.hyperspace(); table != layout.hyperspaceEnd(); table += span()) {
            hyperspaceBack(process, base, table);
        }
        long list = tableEntry(base, layout.workingSetList());
        process.set(process.layout().workingSetPage, format.frame(format.read(memory, list)));
        process.set(process.layout().directoryTableBase + 4, (int) read(base, layout.hyperspace()));
        process.rootOutswapped(false);
        int index = 0;
        for (int[] page : spaces.fixedPages(process)) {
            pfns.u1(page[1], index++);
        }
    }

    private void directoriesBack(ProcessObject process) {
        int last = KernelPages.ITSELF;
        for (int i = spaces.directories() - 1; i >= 0; i--) {
            int slot = slot(process, i);
            int frame = directoryBack(process, slot, i, last);
            last = i == spaces.directories() - 1 ? frame : last;
            system.writePte(slot, format.frameBits(frame) | (spaces.directories() == 1 ? 0 : Pte.VALID));
            format.write(memory, windowEntry(last, i), format.frameBits(frame) | AddressSpaces.TABLE_BITS);
            events.pte(format.pdeAddress(window(format, i)), 0, format.frameBits(frame) | AddressSpaces.TABLE_BITS);
        }
        spaces.copySystemHalf(process.directoryTableBase());
    }

    private int directoryBack(ProcessObject process, int slot, int index, int last) {
        long pte = system.readPte(slot);
        int pdeAddress = format.pdeAddress(window(format, index));
        int frame = take(process, slot, pdeAddress, last, pte);
        if (Pte.transition(pte)) {
            rehook(frame, pdeAddress, last == KernelPages.ITSELF ? frame : last);
        }
        return frame;
    }

    private void hyperspaceBack(ProcessObject process, long base, int table) {
        enter(process, format.directoryEntry(memory, base, table), format.pdeAddress(table), AddressSpaces.TABLE_BITS);
        long first = (long) format.frame(read(base, table)) << 12;
        for (int i = 0; i < format.entries(); i++) {
            enter(process, first + i * format.size(), format.pteAddress(table + (i << 12)),
                    format.valid(0, Protection.READWRITE, Pte.DIRTY | Pte.WRITABLE));
        }
    }

    private long tableEntry(long base, int va) {
        return format.entryAddress(read(base, va), va);
    }

    /** Brings the page of an entry back, if it has one that is not in memory, and makes the entry valid. */
    private void enter(ProcessObject process, long pa, int pteAddress, long bits) {
        long before = format.read(memory, pa);
        if (before != 0 && !Pte.valid(before)) {
            long after = format.frameBits(take(process, pteAddress, pteAddress, (int) (pa >>> 12), before)) | bits;
            format.write(memory, pa, after);
            events.pte(pteAddress, before, after);
        }
    }

    private int take(ProcessObject process, int entry, int pteAddress, int holder, long pte) {
        int error = kernelPages.error(pte);
        if (error != KernelPages.NO_ERROR) {
            throw bugChecks.raise(BugCheck.KERNEL_DATA_INPAGE_ERROR, entry, error, (int) pte,
                    format.mappedAddress(pteAddress));
        }
        return kernelPages.bringIn(pteAddress, holder, pte, process.nextColor());
    }
}
