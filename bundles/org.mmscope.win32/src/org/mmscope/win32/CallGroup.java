package org.mmscope.win32;

import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.process.EProcess;

/** What the groups of calls have in common. Engine thread only. */
abstract class CallGroup {

    /** How much is read or written at once, in bytes. */
    static final int CHUNK = 64 * 1024;

    final Kernel kernel;

    CallGroup(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Begins a call of a process: faults are counted from here, and its address space is the current one. */
    void enter(EProcess process) {
        kernel.beginCall();
        kernel.processes().attach(process);
    }
}
