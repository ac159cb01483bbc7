package org.mmscope.model.live.internal;

import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PteView;
import org.mmscope.kernel.view.VadView;
import org.mmscope.kernel.view.WorkingSetView;
import org.mmscope.model.ControlArea;
import org.mmscope.model.ModelPackage.Literals;
import org.mmscope.model.Process;
import org.mmscope.model.PrototypePte;
import org.mmscope.model.Pte;
import org.mmscope.model.PteKind;
import org.mmscope.model.Vad;
import org.mmscope.model.VadKind;

/** Processes, their VADs and their PTEs. */
final class ProcessReconciler {

    private final ContainmentReconciler objects;
    private final ChangeLog log;

    ProcessReconciler(ContainmentReconciler objects, ChangeLog log) {
        this.objects = objects;
        this.log = log;
    }

    void reconcileVads(ProcessView from) {
        Process process = (Process) objects.find(MachineReconciler.key(from));
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
        fill(to, from.workingSet());
        from.vads().forEach(this::fill);
    }

    private void fill(Process to, WorkingSetView from) {
        log.set(to, Literals.PROCESS__WORKING_SET_SIZE, from.size());
        log.set(to, Literals.PROCESS__WORKING_SET_MINIMUM, from.minimum());
        log.set(to, Literals.PROCESS__WORKING_SET_MAXIMUM, from.maximum());
        log.set(to, Literals.PROCESS__WORKING_SET_PEAK, from.peak());
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
        log.set(to, Literals.VAD__PARENT, vad(from.parent()));
        log.set(to, Literals.VAD__LEFT, vad(from.left()));
        log.set(to, Literals.VAD__RIGHT, vad(from.right()));
    }

    void fill(Pte to, PteView from) {
        log.set(to, Literals.KERNEL_OBJECT__ADDRESS, from.address());
        log.set(to, Literals.PTE__PHYSICAL_ADDRESS, from.physicalAddress());
        log.set(to, Literals.PTE__PAGE, from.page());
        log.set(to, Literals.PTE__RAW, from.raw());
        log.set(to, Literals.PTE__KIND, PteKind.get(from.kind().ordinal()));
        log.set(to, Literals.PTE__PFN, from.pfn());
        log.set(to, Literals.PTE__PROTOTYPE_PTE_ADDRESS, from.prototypePte());
        log.set(to, Literals.PTE__PROTOTYPE_PTE,
                objects.find(Literals.PROTOTYPE_PTE, from.prototypePte(), PrototypePte.class));
    }

    private Vad vad(long address) {
        return objects.find(Literals.VAD, address, Vad.class);
    }
}
