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

    /** The running process of a name (the latest created of that name), or null. */
    EProcess byName(String name);

    /** Every process, System first, in the order of creation. */
    List<EProcess> all();

    /** Ends a process: handles closed, address space deleted, every page given back. */
    void exit(EProcess process);

    /** Makes a process the current one: loads its directory into CR3. */
    void attach(EProcess process);

    /** Takes every page out of a process's working set that is not locked, and gives their number. */
    int emptyWorkingSet(EProcess process);

    /** The process attached to last. */
    EProcess current();
}
