package org.mmscope.kernel.process;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.CommitAccounting;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pool.Pool;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.machine.PhysicalMemory;

/**
 * Makes and deletes the root of address spaces (MmCreateProcessAddressSpace): the directory with its self-map entry and
 * the system half, the page table of hyperspace, the first page of the working-set list. Under PAE there are four
 * directory pages and a pointer table in a page of nonpaged pool.
 */
public final class AddressSpaces {

    /** Bits of the entry of a page table that programs do not reach. */
    public static final long TABLE_BITS = Pte.VALID | Pte.WRITABLE | Pte.ACCESSED | Pte.DIRTY;
    private static final int PAE_DIRECTORIES = 4;

    private final PhysicalMemory memory;
    private final SystemMemory system;
    private final PteFormat format;
    private final KernelLayout layout;
    private final PhysicalPages pages;
    private final CommitAccounting commit;
    private final Pool pool;
    private final long systemDirectory;

    public AddressSpaces(SystemMemory system, PteFormat format, KernelLayout layout, PhysicalPages pages,
            CommitAccounting commit, Pool nonPaged, long systemDirectory) {
        memory = system.physical();
        this.system = system;
        this.format = format;
        this.layout = layout;
        this.pages = pages;
        this.commit = commit;
        pool = nonPaged;
        this.systemDirectory = systemDirectory;
    }

    /** Directory pages of an address space. */
    int directories() {
        return format.size() == 8 ? PAE_DIRECTORIES : 1;
    }

    private int pageCount() {
        return directories() == 1 ? 3 : PAE_DIRECTORIES + 3;
    }

    /** Makes an address space for an EPROCESS and writes it there; false without memory, and nothing is changed. */
    boolean create(int process, ProcessLayout fields) {
        if (pages.lists().available() < pageCount() || !commit.charge(pageCount())) {
            return false;
        }
        int pointerTable = directories() == 1 ? 0 : pool.allocate(4096, "MmPp");
        if (directories() != 1 && pointerTable == 0) {
            commit.release(pageCount());
            return false;
        }
        int[] frames = new int[directories()];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = pages.takeZeroed(i);
        }
        long base = root(frames, pointerTable);
        system.write32(process + fields.paeTop, pointerTable);
        system.write32(process + fields.directoryTableBase, (int) base);
        beginDirectories(base, frames);
        copySystemHalf(base);
        makeWorkingSetList(process, fields, base);
        return true;
    }

    /** Gives the System process, whose directory the boot made, the rest of an address space. */
    void adopt(int process, ProcessLayout fields) {
        system.write32(process + fields.directoryTableBase, (int) systemDirectory);
        makeWorkingSetList(process, fields, systemDirectory);
    }

    private void makeWorkingSetList(int process, ProcessLayout fields, long base) {
        int table = table(base, layout.hyperspace());
        if (directories() != 1) {
            table(base, layout.workingSetHash());
        }
        system.write32(process + fields.directoryTableBase + 4, (int) entry(base, layout.hyperspace()));
        system.write32(process + fields.workingSetPage, workingSetList(base, table));
    }

    private long root(int[] frames, int pointerTable) {
        if (pointerTable == 0) {
            return (long) frames[0] << 12;
        }
        long base = system.physicalAddress(pointerTable);
        for (int i = 0; i < frames.length; i++) {
            memory.write64(base + i * 8, (long) frames[i] << 12 | Pte.VALID);
        }
        return base;
    }

    /** Enters each directory in the last one, which thereby is the page table of the window of page tables. */
    public void beginDirectories(long base, int[] frames) {
        int span = 1 << format.directoryShift();
        int last = frames[frames.length - 1];
        for (int i = frames.length - 1; i >= 0; i--) {
            int va = KernelLayout.PTE_BASE + i * span;
            format.write(memory, format.directoryEntry(memory, base, va), format.frameBits(frames[i]) | TABLE_BITS);
            pages.begin(frames[i], format.pdeAddress(va), last, format.demandZero(Protection.READWRITE), true, false);
        }
    }

    /** Enters the page tables of the system half as the System process has them. */
    void copySystemHalf(long base) {
        int shift = format.directoryShift();
        int last = -1 >>> shift;
        for (int index = layout.systemRangeStart() >>> shift; index <= last; index++) {
            int va = index << shift;
            if (!PageTables.isPerProcess(layout, va)) {
                long entry = format.read(memory, format.directoryEntry(memory, systemDirectory, va));
                if (entry != 0) {
                    format.write(memory, format.directoryEntry(memory, base, va), entry);
                }
            }
        }
    }

    private long entry(long base, int va) {
        return format.read(memory, format.directoryEntry(memory, base, va));
    }

    private int table(long base, int va) {
        int pfn = pages.takeZeroed(va >>> 12);
        long pde = format.directoryEntry(memory, base, va);
        pages.begin(pfn, format.pdeAddress(va), (int) (pde >>> 12), format.demandZero(Protection.READWRITE), true,
                false);
        format.write(memory, pde, format.frameBits(pfn) | TABLE_BITS);
        return pfn;
    }

    private int workingSetList(long base, int table) {
        int va = layout.workingSetList();
        int pfn = pages.takeZeroed(va >>> 12);
        long pte = format.entryAddress(format.frameBits(table), va);
        pages.begin(pfn, format.pteAddress(va), table, format.demandZero(Protection.READWRITE), true, false);
        format.write(memory, pte, format.valid(pfn, Protection.READWRITE, Pte.DIRTY | Pte.WRITABLE));
        return pfn;
    }

    /** Gives the root of an address space back; everything in it has gone before. */
    void delete(ProcessObject process) {
        long base = process.root();
        int table = format.frame(entry(base, layout.hyperspace()));
        int[] frames = new int[directories()];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = format.frame(entry(base, KernelLayout.PTE_BASE + (i << format.directoryShift())));
        }
        pages.deleteMapped(process.workingSetFrame());
        pages.deleteMapped(table);
        if (directories() != 1) {
            pages.deleteMapped(format.frame(entry(base, layout.workingSetHash())));
        }
        int last = frames[frames.length - 1];
        for (int frame : frames) {
            if (frame == last) {
                pages.dropShare(last);
            }
            pages.deleteMapped(frame);
        }
        int pointerTable = process.get(process.layout().paeTop);
        if (pointerTable != 0) {
            pool.free(pointerTable);
        }
        commit.release(pageCount());
    }

    /**
     * Writes an entry of the system half into the directory of a process; one that is out gets it when it comes back.
     */
    void writeSystemEntry(ProcessObject process, int va, long entry) {
        if (process.rootOutswapped()) {
            return;
        }
        format.write(memory, format.directoryEntry(memory, process.directoryTableBase(), va), entry);
    }

    /** Frames and addresses of the pages that every working set begins with: directories, hyperspace table, list. */
    int[][] fixedPages(ProcessObject process) {
        long base = process.directoryTableBase();
        int[][] fixed = new int[directories() + 2][];
        for (int i = 0; i < directories(); i++) {
            int va = KernelLayout.PTE_BASE + (i << format.directoryShift());
            fixed[i] = new int[] {format.pteAddress(va), format.frame(entry(base, va))};
        }
        fixed[directories()] = new int[] {format.pteAddress(layout.hyperspace()),
            format.frame(entry(base, layout.hyperspace()))};
        fixed[directories() + 1] = new int[] {layout.workingSetList(), process.workingSetFrame()};
        return fixed;
    }
}
