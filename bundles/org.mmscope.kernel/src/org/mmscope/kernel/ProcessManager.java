package org.mmscope.kernel;

import java.util.List;

import org.mmscope.kernel.process.EProcess;

/** Creates, finds, attaches and ends processes. Engine thread only. */
public interface ProcessManager {

    /** The System process, process id 4. */
    EProcess system();

    /**
     * Creates a process with its address space.
     *
     * @param process out: the process, in {@code process[0]}
     * @return an {@link NtStatus}
     */
    int create(ProcessOptions options, EProcess[] process);

    /**
     * Creates a process with a copy of another's address space (the fork of POSIX): the same ranges and views, private
     * pages copy-on-write on both sides. Handles are not inherited.
     *
     * @param process out: the child, in {@code process[0]}
     * @return an {@link NtStatus}
     */
    int fork(EProcess parent, ProcessOptions options, EProcess[] process);

    /** The running process of a name (the latest created of that name), or null. */
    EProcess byName(String name);

    /** Every process, System first, in the order of creation. */
    List<EProcess> all();

    /** Ends a process: handles closed, address space deleted, every page given back. */
    void exit(EProcess process);

    /** Makes a process the current one: loads its directory into CR3. */
    void attach(EProcess process);

    /**
     * Swaps a process out: the kernel stacks of its threads, then its working set and the page tables that no page in
     * memory needs. Nothing of the System process goes.
     *
     * @return the stacks and pages that left memory
     */
    int outswap(EProcess process);

    /**
     * Swaps a process in with the kernel stacks of its threads; its pages come back when they are referred to.
     *
     * @throws BugCheckException if a kernel stack does not hold its signature
     */
    void inswap(EProcess process);

    /** Takes every page out of a process's working set that is not locked, and gives their number. */
    int emptyWorkingSet(EProcess process);

    /**
     * Sets the bounds of a working set (MmAdjustWorkingSetSize), for a caller that may raise them. A minimum that is
     * too low and bounds over the system's maximum are put right; a working set over its new maximum is trimmed.
     *
     * @return an {@link NtStatus}: BAD_WORKING_SET_LIMIT for a minimum over the maximum or a maximum that leaves no
     *         room beside the process's tables, INSUFFICIENT_RESOURCES when the minimum cannot be promised; nothing is
     *         changed then
     */
    int adjustWorkingSet(EProcess process, WorkingSetLimits limits);

    /** The {@link ExecuteOptions} of a process; 0 on a machine without data execution prevention. */
    int executeOptions(EProcess process);

    /**
     * Sets the {@link ExecuteOptions} of a process (NtSetInformationProcess, ProcessExecuteFlags), as the loader does for
     * a program that says whether it can do with data execution prevention.
     *
     * @return an {@link NtStatus}: ACCESS_DENIED if they are permanent, NOT_SUPPORTED on a machine without data execution
     *         prevention
     */
    int setExecuteOptions(EProcess process, int options);

    /** The bounds of a working set. */
    WorkingSetLimits workingSetLimits(EProcess process);

    /** What a process uses of memory. */
    ProcessMemoryCounters memoryCounters(EProcess process);

    /** The process attached to last. */
    EProcess current();
}
