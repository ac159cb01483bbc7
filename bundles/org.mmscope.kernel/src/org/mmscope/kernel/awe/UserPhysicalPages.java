package org.mmscope.kernel.awe;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.UserPhysicalPageServices;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.CommitAccounting;
import org.mmscope.kernel.pfn.PfnDatabase;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pool.Pool;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.vad.AddressSpace;
import org.mmscope.kernel.workingset.WorkingSetBounds;

/**
 * The services of Address Windowing Extensions: NtAllocateUserPhysicalPages and its companions. A page that a program
 * has as its own is active with one share, in no working set and with AweAllocation set, and cannot be paged; it is
 * charged to the system's commitment as pages of an MDL are, not to the process's.
 */
public final class UserPhysicalPages implements UserPhysicalPageServices {

    private static final int PAGE = 4096;
    /** The first 16 MB are left to devices that reach no further (LOWEST_USABLE_PHYSICAL_ADDRESS). */
    private static final int LOWEST_FRAME = (16 << 20) / PAGE;
    private static final int NO_FRAME = -1;

    private final boolean present;
    private final AweInfo infos;
    private final PhysicalWindows windows;
    private final PhysicalPages pages;
    private final PfnDatabase pfns;
    private final CommitAccounting commit;
    private final WorkingSetBounds bounds;
    private Supplier<List<EProcess>> processes = List::of;

    /** @param present whether the release has these services */
    public UserPhysicalPages(SystemMemory system, KernelLayout layout, Pool nonPaged, AddressSpace spaces,
            PageTables tables, PhysicalPages pages, CommitAccounting commit, WorkingSetBounds bounds,
            boolean present) {
        this.present = present;
        this.pages = pages;
        pfns = pages.pfns();
        infos = new AweInfo(system, layout, nonPaged, spaces.vads(), pfns.frames());
        windows = new PhysicalWindows(infos, spaces, tables, pages);
        this.commit = commit;
        this.bounds = bounds;
    }

    /** Sets where the processes are found, to whose working sets pages are promised. */
    public void processes(Supplier<List<EProcess>> all) {
        processes = all;
    }

    /** The windows; null where the release has none. */
    public PhysicalWindows windows() {
        return present ? windows : null;
    }

    @Override
    public int allocate(EProcess caller, IntHolder count, IntHolder first) {
        if (!present) {
            return NtStatus.NOT_SUPPORTED;
        }
        first.value = 0;
        if (count.value == 0) {
            return NtStatus.SUCCESS;
        }
        if (Integer.compareUnsigned(count.value, -1 >>> 2) > 0) {
            return NtStatus.INVALID_PARAMETER_2;
        }
        int info = infos.make((ProcessObject) caller);
        if (info == AweInfo.NONE || !infos.makeBitmap(info)) {
            return NtStatus.INSUFFICIENT_RESOURCES;
        }
        int most = Math.min(count.value, available());
        if (most <= 0 || most > commit.limit() - commit.total() || !commit.charge(most)) {
            return NtStatus.INSUFFICIENT_RESOURCES;
        }
        first.value = number(info);
        count.value = take(info, most, first.value);
        commit.release(most - count.value);
        return count.value == 0 ? NtStatus.INSUFFICIENT_RESOURCES : NtStatus.SUCCESS;
    }

    /** Pages that can be given for good: available now, and promised to no working set. */
    private int available() {
        return Math.min(pages.lists().available(), bounds.unpromised(processes.get()));
    }

    /** The number of a process's next page. */
    private int number(int info) {
        int next = 0;
        for (int pfn = infos.next(info, 0); pfn >= 0; pfn = infos.next(info, pfn + 1)) {
            next = Math.max(next, pfns.u1(pfn) + 1);
        }
        return next;
    }

    private int take(int info, int most, int first) {
        int[] taken = new int[most];
        int count = pages.takeZeroed(pfns.frames() > LOWEST_FRAME ? LOWEST_FRAME : 0, taken);
        for (int i = 0; i < count; i++) {
            pages.beginWindowed(taken[i], first + i);
            infos.owns(info, taken[i], true);
        }
        return count;
    }

    @Override
    public int map(EProcess caller, int address, int count, int[] frames) {
        ProcessObject process = (ProcessObject) caller;
        int start = address & -PAGE;
        long end = (start & 0xFFFFFFFFL) + (count & 0xFFFFFFFFL) * PAGE - 1;
        if (!present) {
            return NtStatus.NOT_SUPPORTED;
        }
        if (count == 0 || end > 0xFFFFFFFFL) {
            return NtStatus.INVALID_PARAMETER_2;
        }
        int info = infos.of(process);
        if (!infos.hasBitmap(info) || !windows.contains(process, start, (int) end)) {
            return NtStatus.INVALID_PARAMETER_1;
        }
        int status = frames == null ? NtStatus.SUCCESS : check(info, frames);
        for (int i = 0; i < count && status == NtStatus.SUCCESS; i++) {
            if (frames == null) {
                windows.unmap(process, start + i * PAGE);
            } else {
                windows.map(process, start + i * PAGE, frames[i]);
            }
        }
        return status;
    }

    /** Every frame must be the process's own and mapped nowhere, which one that is there twice would be. */
    private int check(int info, int[] frames) {
        for (int pfn : frames) {
            if (!infos.owns(info, pfn)) {
                return NtStatus.CONFLICTING_ADDRESSES;
            }
            if (pfns.pteAddress(pfn) != 0) {
                return NtStatus.INVALID_PARAMETER_3;
            }
        }
        return Arrays.stream(frames).distinct().count() == frames.length ? NtStatus.SUCCESS
                : NtStatus.INVALID_PARAMETER_3;
    }

    @Override
    public int free(EProcess caller, IntHolder count, int[] frames) {
        ProcessObject process = (ProcessObject) caller;
        count.value = 0;
        if (!present) {
            return NtStatus.NOT_SUPPORTED;
        }
        if (frames.length == 0) {
            return NtStatus.INVALID_PARAMETER_2;
        }
        int info = infos.of(process);
        if (!infos.hasBitmap(info)) {
            return NtStatus.INVALID_PARAMETER_1;
        }
        for (int pfn : frames) {
            if (!infos.owns(info, pfn)) {
                return NtStatus.CONFLICTING_ADDRESSES;
            }
            free(process, info, pfn);
            count.value++;
        }
        return NtStatus.SUCCESS;
    }

    private void free(ProcessObject process, int info, int pfn) {
        if (pfns.pteAddress(pfn) != 0) {
            windows.unmapEntry(process, pfns.pteAddress(pfn));
        }
        infos.owns(info, pfn, false);
        pages.deleteWindowed(pfn);
        commit.release(1);
    }

    @Override
    public int[] frames(EProcess caller, int first, int count) {
        int[] frames = new int[count];
        Arrays.fill(frames, NO_FRAME);
        int info = infos.of((ProcessObject) caller);
        if (!infos.hasBitmap(info)) {
            return frames;
        }
        for (int pfn = infos.next(info, 0); pfn >= 0; pfn = infos.next(info, pfn + 1)) {
            long index = pfns.u1(pfn) - (first & 0xFFFFFFFFL);
            if (index >= 0 && index < count) {
                frames[(int) index] = pfn;
            }
        }
        return frames;
    }

    /** Gives back every page of a process that is ending and has no windows any more (MiCleanPhysicalProcessPages). */
    public void clean(ProcessObject process) {
        int info = infos.of(process);
        if (infos.hasBitmap(info)) {
            for (int pfn = infos.next(info, 0); pfn >= 0; pfn = infos.next(info, pfn + 1)) {
                free(process, info, pfn);
            }
        }
        infos.delete(process);
    }
}
