package org.mmscope.kernel;

import org.mmscope.kernel.process.EProcess;

/**
 * The services of Address Windowing Extensions: a program takes physical pages as its own and maps them in windows that
 * it has reserved with MEM_PHYSICAL. The caller has SeLockMemoryPrivilege, without which NT refuses to give pages.
 * Every method but one returns an {@link NtStatus}: NOT_SUPPORTED on a release without these services, which is NT 4.
 * Engine thread only.
 */
public interface UserPhysicalPageServices {

    /**
     * Gives a process zeroed physical pages (NtAllocateUserPhysicalPages). It gets fewer when there are not so many,
     * and an error when there is none. NT fills an array of the program with their frame numbers; here the process's
     * pages have numbers in the order in which it got them, the first one number 0, the next always one above the
     * highest number that a page of it has. They are kept in u1 of the PFN entries, for which NT has no use in such
     * pages.
     *
     * @param count in: pages wanted; out: pages given
     * @param first out: the number of the first page given
     */
    int allocate(EProcess process, IntHolder count, IntHolder first);

    /**
     * Maps pages of a process in a window of it, in place of those that are mapped there, or leaves the place empty
     * (NtMapUserPhysicalPages). On an error nothing is changed: CONFLICTING_ADDRESSES when a frame is not the process's
     * own, INVALID_PARAMETER_3 when one is mapped already or named twice, as NT has it.
     *
     * @param address an address in the first page
     * @param count pages, as many as there are frames
     * @param frames frame numbers, or null to leave the pages empty
     */
    int map(EProcess process, int address, int count, int[] frames);

    /**
     * Takes pages back from a process, mapped or not (NtFreeUserPhysicalPages). It ends at the first frame that is not
     * the process's own with CONFLICTING_ADDRESSES.
     *
     * @param count out: pages taken back
     * @param frames frame numbers
     */
    int free(EProcess process, IntHolder count, int[] frames);

    /** The frames of a process's pages from a number on; -1 for numbers that no page has. */
    int[] frames(EProcess process, int first, int count);
}
