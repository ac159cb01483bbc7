package org.mmscope.kernel.vad;

import java.util.List;
import java.util.function.Supplier;

import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.kernel.workingset.WorkingSetBounds;

/**
 * Private memory that large pages map: VADs with LargePages (in 2003 VadType VadLargePages). Its frames follow each
 * other, are there from the allocation on and are in no working set; directory entries map them (MiAllocateLargePages,
 * MiFreeLargePages). They count among MmVadPhysicalPages. Every program is taken to hold SeLockMemoryPrivilege.
 */
public final class LargePages {

    private static final int ALLOWED = MemoryConstants.MEM_RESERVE | MemoryConstants.MEM_COMMIT
            | MemoryConstants.MEM_TOP_DOWN | MemoryConstants.MEM_LARGE_PAGES;

    private final SystemMemory system;
    private final Vads vads;
    private final PageTables tables;
    private final PteFormat format;
    private final PhysicalPages pages;
    private final WorkingSetBounds bounds;
    private final boolean known;
    private final int size;
    private final int total;
    private Supplier<List<EProcess>> processes = List::of;

    public LargePages(SystemMemory system, KernelLayout layout, KernelConfiguration configuration, Vads vads,
            PageTables tables, PhysicalPages pages, WorkingSetBounds bounds) {
        this.system = system;
        this.vads = vads;
        this.tables = tables;
        format = tables.format();
        this.pages = pages;
        this.bounds = bounds;
        known = configuration.profile().largePagesForApplications();
        size = configuration.largePageMinimum();
        total = layout.address(KernelSymbol.MM_VAD_PHYSICAL_PAGES);
    }

    /** Sets where the processes are found, to whose working sets pages are promised. */
    public void processes(Supplier<List<EProcess>> all) {
        processes = all;
    }

    /** Size of a large page in bytes, 0 where programs have none. */
    int size() {
        return size;
    }

    /** Whether the release knows large pages, and they are asked for as memory that is reserved and committed. */
    boolean isType(int type, int base) {
        boolean reserves = base == 0 || (type & MemoryConstants.MEM_RESERVE) != 0;
        return known && (type & ~ALLOWED) == 0 && (type & MemoryConstants.MEM_COMMIT) != 0 && reserves;
    }

    /** Whether a range can be mapped by large pages: an NTSTATUS. */
    int checkRange(MemoryRange range, int protect) {
        if (protect != MemoryConstants.PAGE_READWRITE && protect != MemoryConstants.PAGE_EXECUTE_READWRITE) {
            return NtStatus.INVALID_PAGE_PROTECTION;
        }
        if (size == 0) {
            return NtStatus.NOT_SUPPORTED;
        }
        if (range.size % size != 0) {
            return NtStatus.INVALID_PARAMETER_4;
        }
        return (range.base & size - 1) == 0 ? NtStatus.SUCCESS : NtStatus.INVALID_PARAMETER_2;
    }

    /** Maps a committed VAD of private memory, which is in no tree yet, by large pages: an NTSTATUS, all or nothing. */
    int allocate(ProcessObject process, int vad) {
        int count = vads.pages(vad);
        if (count > Math.min(pages.lists().available(), bounds.unpromised(processes.get()))) {
            return NtStatus.INSUFFICIENT_RESOURCES;
        }
        for (int va = vads.start(vad); inside(vad, va); va += size) {
            int first = pages.takeZeroedRun(format.entries());
            if (first == PhysicalPages.NONE) {
                free(process, vads.start(vad), va - 1);
                return NtStatus.INSUFFICIENT_RESOURCES;
            }
            map(process, va, first, vads.protection(vad));
        }
        vads.setLarge(vad);
        return NtStatus.SUCCESS;
    }

    private void map(ProcessObject process, int va, int first, int code) {
        int directory = tables.mapLarge(process, va, format.largeUser(first, code));
        for (int pfn = first; pfn < first + format.entries(); pfn++) {
            pages.begin(pfn, format.pdeAddress(va), directory, format.demandZero(code), true, false);
        }
        count(process, format.entries());
    }

    /** Unmaps and frees every page of a VAD that is to go. */
    void free(ProcessObject process, int vad) {
        free(process, vads.start(vad), vads.end(vad));
    }

    private void free(ProcessObject process, int start, int end) {
        for (int va = start; Integer.compareUnsigned(va, end) < 0; va += size) {
            int first = tables.unmapLarge(process, va);
            for (int pfn = first; pfn < first + format.entries(); pfn++) {
                pages.deleteMapped(pfn);
            }
            count(process, -format.entries());
        }
    }

    private void count(ProcessObject process, int delta) {
        process.add(process.layout().numberOfPrivatePages, delta);
        system.add32(total, delta);
    }

    private boolean inside(int vad, int va) {
        return Integer.compareUnsigned(va, vads.end(vad)) < 0;
    }
}
