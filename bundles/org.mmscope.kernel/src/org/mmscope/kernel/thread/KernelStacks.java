package org.mmscope.kernel.thread;

import org.mmscope.kernel.BugCheck;
import org.mmscope.kernel.fault.KernelPages;
import org.mmscope.kernel.fault.PageSupply;
import org.mmscope.kernel.io.PageFiles;
import org.mmscope.kernel.memory.BugChecks;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.memory.SystemPageTables;
import org.mmscope.kernel.memory.SystemPtes;
import org.mmscope.kernel.pfn.CommitAccounting;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;

/**
 * Kernel stacks (MmCreateKernelStack): three pages in addresses of system PTEs above one that cannot be accessed. The
 * stack of a thread that waits can be paged out; a signature below its stack pointer is checked when it is paged in.
 */
public final class KernelStacks {

    /** KERNEL_STACK_SIZE of x86, in bytes. */
    static final int SIZE = 12 << 10;
    /**
     * What a thread that waits in a system call has on its kernel stack: the save area of the floating point unit
     * (0x210), the trap frame (0x8C) and frames of the calls.
     */
    static final int USED = 0x300;

    private static final int PAGE = 4096;
    private static final int PAGES = SIZE / PAGE;
    private static final int SIGNATURE = 4;

    private final SystemMemory system;
    private final PteFormat format;
    private final SystemPageTables tables;
    private final SystemPtes entries;
    private final PhysicalPages pages;
    private final PageSupply supply;
    private final PageFiles files;
    private final KernelPages kernelPages;
    private final CommitAccounting commit;
    private final BugChecks bugChecks;

    public KernelStacks(SystemMemory system, PteFormat format, SystemPageTables tables, SystemPtes entries,
            PhysicalPages pages, PageSupply supply, PageFiles files, KernelPages kernelPages, CommitAccounting commit,
            BugChecks bugChecks) {
        this.system = system;
        this.format = format;
        this.tables = tables;
        this.entries = entries;
        this.pages = pages;
        this.supply = supply;
        this.files = files;
        this.kernelPages = kernelPages;
        this.commit = commit;
        this.bugChecks = bugChecks;
    }

    /** Makes a stack and gives its lowest address, or 0 without memory. */
    int create() {
        // One page more: the entries' own page table may have to be made.
        if (!commit.charge(PAGES)) {
            return 0;
        }
        int guard = supply.reserve(PAGES + 1) ? entries.reserve(PAGES + 1) : 0;
        if (guard == 0) {
            commit.release(PAGES);
            return 0;
        }
        tables.set(guard, format.demandZero(Protection.NOACCESS));
        for (int va = guard + PAGE; va != guard + PAGE + SIZE; va += PAGE) {
            map(va);
        }
        return guard + PAGE;
    }

    /** Gives a stack back, wherever its pages are. */
    void delete(int limit) {
        for (int va = limit; va != limit + SIZE; va += PAGE) {
            long pte = tables.get(va);
            if (Pte.valid(pte)) {
                tables.unmap(va);
            } else {
                tables.set(va, 0);
                forget(pte);
            }
        }
        tables.set(limit - PAGE, 0);
        entries.release(limit - PAGE, PAGES + 1);
        commit.release(PAGES);
    }

    private void forget(long pte) {
        if (Pte.transition(pte)) {
            pages.deleteTransition(format.frame(pte));
        } else if (!format.isDemandZero(pte)) {
            files.release(pte);
        }
    }

    /**
     * Takes the stack of a thread that waits out of memory (MmOutPageKernelStack): the pages in use become modified
     * pages, those below the stack pointer are freed.
     */
    void pageOut(ThreadObject thread) {
        int signature = thread.kernelStack() - SIGNATURE;
        system.write32(signature, thread.address());
        for (int va = thread.stackLimit(); va != thread.initialStack(); va += PAGE) {
            int pfn = format.frame(tables.get(va));
            if (Integer.compareUnsigned(va, signature & -PAGE) < 0) {
                tables.set(va, format.demandZero(Protection.READWRITE));
                pages.deleteMapped(pfn);
            } else {
                pages.pfns().modified(pfn, true);
                tables.set(va, format.transition(pfn, Protection.READWRITE));
                pages.dropShare(pfn);
            }
        }
        thread.kernelStackResident(false);
    }

    /**
     * Brings the stack of a thread back (MmInPageKernelStack); false without memory, and nothing is changed.
     *
     * @throws org.mmscope.kernel.BugCheckException if a page of it cannot be read
     */
    boolean pageIn(ThreadObject thread) {
        for (int va = thread.stackLimit(); va != thread.initialStack(); va += PAGE) {
            requireReadable(tables.get(va));
        }
        if (!supply.reserve(PAGES)) {
            return false;
        }
        for (int va = thread.stackLimit(); va != thread.initialStack(); va += PAGE) {
            pageIn(va);
        }
        thread.kernelStackResident(true);
        return true;
    }

    private void requireReadable(long pte) {
        int error = format.isDemandZero(pte) ? KernelPages.NO_ERROR : kernelPages.error(pte);
        if (error != KernelPages.NO_ERROR) {
            boolean inFile = !Pte.transition(pte);
            throw bugChecks.raise(BugCheck.KERNEL_STACK_INPAGE_ERROR, error, error,
                    inFile ? format.pageFileNumber(pte) : 0, inFile ? (int) files.byteOffset(pte) : 0);
        }
    }

    /**
     * Looks for the signature in a stack that has been paged in.
     *
     * @throws org.mmscope.kernel.BugCheckException if it is not there
     */
    void requireSignature(ThreadObject thread) {
        int signature = thread.kernelStack() - SIGNATURE;
        int found = system.read32(signature);
        if (found != thread.address()) {
            throw bugChecks.raise(BugCheck.KERNEL_STACK_INPAGE_ERROR, 0, found, 0, signature);
        }
    }

    private void pageIn(int va) {
        long pte = tables.get(va);
        if (format.isDemandZero(pte)) {
            map(va);
            return;
        }
        int pfn = kernelPages.bringIn(format.pteAddress(va), tables.tableFrame(va), pte, va >>> 12);
        tables.set(va, format.stack(pfn));
    }

    private void map(int va) {
        tables.set(va, format.stack(tables.map(va, va >>> 12)));
    }
}
