package org.mmscope.kernel.workingset;

import java.util.ArrayList;
import java.util.List;

import org.mmscope.kernel.ProcessManager;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.process.ProcessObject;

/**
 * Every working set whose list is in memory (MmWorkingSetExpansionHead): those of the processes, the oldest first, then
 * the system's.
 */
public final class WorkingSetOwners {

    private final ProcessManager processes;
    private final SystemWorkingSet system;

    public WorkingSetOwners(ProcessManager processes, SystemWorkingSet system) {
        this.processes = processes;
        this.system = system;
    }

    List<WorkingSetOwner> all() {
        List<WorkingSetOwner> all = new ArrayList<>();
        for (EProcess process : processes.all()) {
            if (!((ProcessObject) process).rootOutswapped()) {
                all.add((ProcessObject) process);
            }
        }
        all.add(system.owner());
        return all;
    }
}
