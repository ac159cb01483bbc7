package org.mmscope.kernel.workingset;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.mmscope.kernel.ProcessManager;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.process.ProcessObject;

/**
 * Every working set whose list is in memory (MmWorkingSetExpansionHead): those of the processes, the oldest first, those
 * of the sessions, and the system's.
 */
public final class WorkingSetOwners {

    private final ProcessManager processes;
    private final Supplier<? extends List<? extends WorkingSetOwner>> sessions;
    private final SystemWorkingSet system;

    /** @param sessions gives those of the sessions */
    public WorkingSetOwners(ProcessManager processes, Supplier<? extends List<? extends WorkingSetOwner>> sessions,
            SystemWorkingSet system) {
        this.processes = processes;
        this.sessions = sessions;
        this.system = system;
    }

    List<WorkingSetOwner> all() {
        List<WorkingSetOwner> all = new ArrayList<>();
        for (EProcess process : processes.all()) {
            if (!((ProcessObject) process).rootOutswapped()) {
                all.add((ProcessObject) process);
            }
        }
        all.addAll(sessions.get());
        all.add(system.owner());
        return all;
    }
}
