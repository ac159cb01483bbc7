package org.mmscope.kernel.fault;

import org.mmscope.kernel.ExceptionRecord;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.workingset.WorkingSetList;
import org.mmscope.machine.PhysicalMemory;

/** The kernel's own access to the pages of any process, faulted in as a reference of the program would. */
public final class UserAccess {

    private static final int PAGE = 4096;
    /** A page may fault for its page, for its copy and for its Dirty bit. */
    private static final int MOST_FAULTS = 4;

    private final PhysicalMemory memory;
    private final PageTables tables;
    private final PageFaultHandler faults;
    private final WorkingSetList workingSets;

    public UserAccess(PhysicalMemory memory, PageTables tables, PageFaultHandler faults,
            WorkingSetList workingSets) {
        this.memory = memory;
        this.tables = tables;
        this.faults = faults;
        this.workingSets = workingSets;
    }

    /** The frame of a page that can be read or written, or {@link PhysicalPages#NONE}. */
    private int frame(ProcessObject process, int va, boolean write) {
        for (int i = 0; i < MOST_FAULTS; i++) {
            long pa = tables.find(process, va);
            long pte = pa == PageTables.NONE ? 0 : tables.read(pa);
            if (Pte.valid(pte) && (!write || (pte & Pte.WRITABLE) != 0)) {
                return tables.format().frame(pte, va);
            }
            int status = faults.access(process, va, write ? ExceptionRecord.WRITE : ExceptionRecord.READ);
            if (!NtStatus.success(status)) {
                return PhysicalPages.NONE;
            }
        }
        return PhysicalPages.NONE;
    }

    /** Copies bytes out of or into a process. */
    public int copy(ProcessObject process, int va, byte[] bytes, int length, IntHolder done, boolean write) {
        done.value = 0;
        while (done.value < length) {
            int at = va + done.value;
            int count = Math.min(length - done.value, PAGE - (at & PAGE - 1));
            int pfn = frame(process, at, write);
            if (pfn == PhysicalPages.NONE) {
                return NtStatus.PARTIAL_COPY;
            }
            long pa = (long) pfn << 12 | at & PAGE - 1;
            if (write) {
                memory.write(pa, bytes, done.value, count);
            } else {
                memory.read(pa, bytes, done.value, count);
            }
            done.value += count;
        }
        return NtStatus.SUCCESS;
    }

    /** Keeps the pages of a range in the working set. */
    public int lock(ProcessObject process, MemoryRange range) {
        int start = range.base & -PAGE;
        int end = (int) (range.base + range.size - 1) | PAGE - 1;
        int pages = (end - start >>> 12) + 1;
        int most = process.minimumWorkingSet();
        if (pages > most) {
            return NtStatus.WORKING_SET_QUOTA;
        }
        for (int va = start; Integer.compareUnsigned(va, end) <= 0 && va != 0; va += PAGE) {
            if (frame(process, va, false) == PhysicalPages.NONE) {
                return NtStatus.ACCESS_VIOLATION;
            }
        }
        mark(process, start, end, true);
        range.base = start;
        range.size = (long) pages * PAGE;
        return NtStatus.SUCCESS;
    }

    /** Undoes {@link #lock}; every page must be locked. */
    public int unlock(ProcessObject process, MemoryRange range) {
        int start = range.base & -PAGE;
        int end = (int) (range.base + range.size - 1) | PAGE - 1;
        for (int va = start; Integer.compareUnsigned(va, end) <= 0 && va != 0; va += PAGE) {
            int index = index(process, va);
            if (index == WorkingSetList.NONE
                    || (workingSets.entry(process, index) & WorkingSetList.LOCKED_IN_WS) == 0) {
                return NtStatus.NOT_LOCKED;
            }
        }
        mark(process, start, end, false);
        return NtStatus.SUCCESS;
    }

    private void mark(ProcessObject process, int start, int end, boolean on) {
        for (int va = start; Integer.compareUnsigned(va, end) <= 0 && va != 0; va += PAGE) {
            workingSets.lock(process, index(process, va), WorkingSetList.LOCKED_IN_WS, on);
        }
    }

    private int index(ProcessObject process, int va) {
        long pa = tables.find(process, va);
        long pte = pa == PageTables.NONE ? 0 : tables.read(pa);
        return Pte.valid(pte) ? workingSets.find(process, va, tables.format().frame(pte)) : WorkingSetList.NONE;
    }
}
