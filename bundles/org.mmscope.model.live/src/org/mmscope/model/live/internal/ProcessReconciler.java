package org.mmscope.model.live.internal;

import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.VadView;
import org.mmscope.kernel.view.WorkingSetView;
import org.mmscope.model.ControlArea;
import org.mmscope.model.ModelFactory;
import org.mmscope.model.ModelPackage.Literals;
import org.mmscope.model.Process;
import org.mmscope.model.PrototypePte;
import org.mmscope.model.Vad;
import org.mmscope.model.VadKind;
import org.mmscope.model.WorkingSet;

/** Processes with their working sets and VADs. */
final class ProcessReconciler {

    private final ContainmentReconciler objects;
    private final ChangeLog log;

    ProcessReconciler(ContainmentReconciler objects, ChangeLog log) {
        this.objects = objects;
        this.log = log;
    }

    void reconcileParts(ProcessView from) {
        Process process = (Process) objects.find(MachineReconciler.key(from));
        if (process.getWorkingSet() == null) {
            process.setWorkingSet(ModelFactory.eINSTANCE.createWorkingSet());
            log.added(process.getWorkingSet());
        }
        objects.reconcile(process.getVads(), from.vads(), v -> Key.of(Literals.VAD, v.address()));
    }

    void fill(ProcessView from) {
        Process to = (Process) objects.find(MachineReconciler.key(from));
        log.set(to, Literals.KERNEL_OBJECT__ADDRESS, from.address());
        log.set(to, Literals.PROCESS__PID, from.pid());
        log.set(to, Literals.PROCESS__NAME, from.name());
        log.set(to, Literals.PROCESS__DIRECTORY_TABLE_BASE, from.directoryTableBase());
        log.set(to, Literals.PROCESS__PAGE_FAULTS, from.pageFaults());
        log.set(to, Literals.PROCESS__HARD_FAULTS, from.hardFaults());
        log.set(to, Literals.PROCESS__COMMIT_CHARGE, from.commitCharge());
        log.set(to, Literals.PROCESS__PRIVATE_PAGES, from.privatePages());
        log.set(to, Literals.PROCESS__VIRTUAL_SIZE, from.virtualSize());
        log.set(to, Literals.PROCESS__VAD_ROOT, vad(from.vadRoot()));
        fill(to.getWorkingSet(), from.workingSet());
        from.vads().forEach(this::fill);
    }

    /** A working set's figures are shown as its process's: with them the process counts as changed. */
    private void fill(WorkingSet to, WorkingSetView from) {
        boolean changed = log.set(to, Literals.WORKING_SET__SIZE, from.size())
                | log.set(to, Literals.WORKING_SET__MINIMUM, from.minimum())
                | log.set(to, Literals.WORKING_SET__MAXIMUM, from.maximum())
                | log.set(to, Literals.WORKING_SET__PEAK, from.peak());
        if (changed) {
            log.changed(to.getProcess());
        }
    }

    private void fill(VadView from) {
        Vad to = vad(from.address());
        log.set(to, Literals.KERNEL_OBJECT__ADDRESS, from.address());
        log.set(to, Literals.VAD__START, from.start());
        log.set(to, Literals.VAD__END, from.end());
        log.set(to, Literals.VAD__KIND, VadKind.get(from.kind().ordinal()));
        log.set(to, Literals.VAD__PROTECTION, from.protection());
        log.set(to, Literals.VAD__COMMIT_CHARGE, from.commitCharge());
        log.set(to, Literals.VAD__FIRST_PROTOTYPE_PTE, from.firstPrototypePte());
        log.set(to, Literals.VAD__LAST_CONTIGUOUS_PTE, from.lastContiguousPte());
        log.set(to, Literals.VAD__CONTROL_AREA,
                objects.find(Literals.CONTROL_AREA, from.controlArea(), ControlArea.class));
        log.set(to, Literals.VAD__PROTOTYPE_PTE,
                objects.find(Literals.PROTOTYPE_PTE, from.firstPrototypePte(), PrototypePte.class));
        log.set(to, Literals.VAD__PARENT, vad(from.parent()));
        log.set(to, Literals.VAD__LEFT, vad(from.left()));
        log.set(to, Literals.VAD__RIGHT, vad(from.right()));
    }

    private Vad vad(long address) {
        return objects.find(Literals.VAD, address, Vad.class);
    }
}
