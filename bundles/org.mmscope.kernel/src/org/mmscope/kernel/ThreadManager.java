package org.mmscope.kernel;

import java.util.List;

import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.process.EThread;

/** Creates, runs and ends threads. Engine thread only. */
public interface ThreadManager {

    /**
     * Creates a thread with its user stack, guard page, TEB and kernel stack. It waits.
     *
     * @param thread out: the thread, in {@code thread[0]}
     * @return an {@link NtStatus}; when it is an error nothing has changed
     */
    int create(EProcess process, ThreadOptions options, EThread[] thread);

    /** Ends a thread: its stack, TEB, kernel stack and object are given back. */
    void exit(EThread thread);

    /** Lets a thread run: its process is attached, and references are made by it from now on. */
    void attach(EThread thread);

    /** The threads of a process, the oldest first. */
    List<EThread> all(EProcess process);

    /** The oldest thread of a process, or null. */
    EThread first(EProcess process);

    /** The thread that runs, or null when the system has none. */
    EThread current();
}
