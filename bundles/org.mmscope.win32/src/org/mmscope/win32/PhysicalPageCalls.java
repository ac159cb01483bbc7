package org.mmscope.win32;

import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.process.EProcess;

/**
 * Address Windowing Extensions, as kernel32 of Windows XP has them, for a caller that has SE_LOCK_MEMORY_NAME. In place
 * of the array of frame numbers that a program keeps stands the number of the first page meant: the pages of a process
 * are numbered from 0 in the order in which it got them. Engine thread only.
 */
public final class PhysicalPageCalls extends CallGroup {

    /** More pages than there are addresses for (MAXULONG_PTR / PAGE_SIZE). */
    private static final int MOST_PAGES = -1 >>> 12;

    PhysicalPageCalls(Kernel kernel) {
        super(kernel);
    }

    /**
     * Gives the caller zeroed physical pages. Out: NumberOfPages, which may be fewer than were wanted, and in place of
     * the filled UserPfnArray the number of the first one.
     */
    public CallResult allocateUserPhysicalPages(EProcess caller, int count) {
        enter(caller);
        IntHolder pages = new IntHolder();
        IntHolder first = new IntHolder();
        pages.value = count;
        int status = kernel.userPhysicalPages().allocate(caller, pages, first);
        return !NtStatus.success(status) ? CallResult.failedWith(status)
                : CallResult.succeeded().with("NumberOfPages", pages.value).with("UserPfnArray", first.value);
    }

    /** Maps pages of the caller, from one with a number on, in a window. */
    public CallResult mapUserPhysicalPages(EProcess caller, int address, int count, int first) {
        enter(caller);
        return isTooMany(count) ? CallResult.failedWith(NtStatus.INVALID_PARAMETER_2)
                : map(caller, address, count, kernel.userPhysicalPages().frames(caller, first, count));
    }

    /** Leaves pages of a window empty: what MapUserPhysicalPages does without an array. */
    public CallResult unmapUserPhysicalPages(EProcess caller, int address, int count) {
        enter(caller);
        return isTooMany(count) ? CallResult.failedWith(NtStatus.INVALID_PARAMETER_2)
                : map(caller, address, count, null);
    }

    private static boolean isTooMany(int count) {
        return Integer.compareUnsigned(count, MOST_PAGES) > 0;
    }

    private CallResult map(EProcess caller, int address, int count, int[] frames) {
        int status = kernel.userPhysicalPages().map(caller, address, count, frames);
        return NtStatus.success(status) ? CallResult.succeeded() : CallResult.failedWith(status);
    }

    /**
     * Takes pages back from the caller. Out: NumberOfPages, also when the call fails at one that the caller has not.
     */
    public CallResult freeUserPhysicalPages(EProcess caller, int count, int first) {
        enter(caller);
        IntHolder freed = new IntHolder();
        int[] frames = kernel.userPhysicalPages().frames(caller, first, isTooMany(count) ? MOST_PAGES : count);
        int status = kernel.userPhysicalPages().free(caller, freed, frames);
        return (NtStatus.success(status) ? CallResult.succeeded() : CallResult.failedWith(status))
                .with("NumberOfPages", freed.value);
    }
}
