package org.mmscope.kernel.fault;

import org.mmscope.kernel.ExceptionRecord;
import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.FaultStep.Decision;
import org.mmscope.kernel.event.FaultStep.Kind;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.workingset.WorkingSetOwner;

/**
 * Counts and tells of page faults that the kernel itself takes. One that it takes while it resolves a fault of a program
 * is steps of that; any other is a fault of its own.
 */
public final class SystemFaults {

    private final SystemMemory system;
    private final Events events;
    private final int hardFaults;

    public SystemFaults(SystemMemory system, KernelLayout layout, Events events) {
        this.system = system;
        this.events = events;
        hardFaults = layout.address(KernelSymbol.MM_SYSTEM_HARD_FAULTS);
    }

    /**
     * A fault begins.
     *
     * @param owner whose working set the page comes into
     * @param hard whether it costs I/O
     * @return whether it is one of its own
     */
    boolean begin(WorkingSetOwner owner, int va, boolean hard) {
        owner.countFault();
        if (hard) {
            system.add32(hardFaults, 1);
        }
        boolean own = !events.inFault();
        if (own) {
            events.beginFault(va, ExceptionRecord.READ, Decision.SYSTEM_ADDRESS);
        }
        return own;
    }

    /**
     * A fault ends.
     *
     * @param own what {@link #begin} gave
     * @param structure address of the MMPFN of the page
     */
    void end(boolean own, int structure, int pfn) {
        if (own) {
            events.endFault(Kind.RESOLVED, structure, pfn, Decision.NONE);
        }
    }
}
