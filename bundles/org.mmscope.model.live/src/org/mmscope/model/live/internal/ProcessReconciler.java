package org.mmscope.model.live.internal;

import java.util.List;
import java.util.Locale;

import org.mmscope.kernel.view.HeapView;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.ThreadView;
import org.mmscope.kernel.view.VadView;
import org.mmscope.kernel.view.WorkingSetView;
import org.mmscope.model.ControlArea;
import org.mmscope.model.Heap;
import org.mmscope.model.ModelFactory;
import org.mmscope.model.ModelPackage.Literals;
import org.mmscope.model.Process;
import org.mmscope.model.PrototypePte;
import org.mmscope.model.Thread;
import org.mmscope.model.Vad;
import org.mmscope.model.VadKind;
import org.mmscope.model.WorkingSet;

/** Processes with their working sets, VADs, threads and heaps. */
final class ProcessReconciler {

    private final ContainmentReconciler objects;
    private final ChangeLog log;

    ProcessReconciler(ContainmentReconciler objects, ChangeLog log) {
        this.objects = objects;
        this.log = log;
    }

    void reconcileParts(MachineView view, ProcessView from) {
        Process process = (Process) objects.find(MachineReconciler.key(from));
        if (process.getWorkingSet() == null) {
            process.setWorkingSet(ModelFactory.eINSTANCE.createWorkingSet());
            log.added(process.getWorkingSet());
        }
        objects.reconcile(process.getThreads(), view.threads(from), t -> Key.of(Literals.THREAD, t.address()));
        objects.reconcile(process.getHeaps(), view.heaps(from),
                h -> new Key(Literals.HEAP, h.address(), from.pid()));
        objects.reconcile(process.getVads(), from.vads(), v -> Key.of(Literals.VAD, v.address()));
    }

    void fill(MachineView view, ProcessView from) {
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
        view.threads(from).forEach(this::fill);
        List<HeapView> heaps = view.heaps(from);
        for (int i = 0; i < heaps.size(); i++) {
            fill(to.getHeaps().get(i), heaps.get(i));
        }
    }

    private void fill(ThreadView from) {
        Thread to = objects.find(Literals.THREAD, from.address(), Thread.class);
        log.set(to, Literals.KERNEL_OBJECT__ADDRESS, from.address());
        log.set(to, Literals.THREAD__TID, from.threadId());
        log.set(to, Literals.THREAD__STATE, from.state().name().toLowerCase(Locale.ROOT));
        log.set(to, Literals.THREAD__PRIORITY, from.priority());
        log.set(to, Literals.THREAD__BASE_PRIORITY, from.basePriority());
        log.set(to, Literals.THREAD__TEB, from.teb());
        log.set(to, Literals.THREAD__STACK_BASE, from.stackBase());
        log.set(to, Literals.THREAD__STACK_LIMIT, from.stackLimit());
        log.set(to, Literals.THREAD__KERNEL_STACK_BASE, from.initialStack());
        log.set(to, Literals.THREAD__KERNEL_STACK_LIMIT, from.kernelStackLimit());
        log.set(to, Literals.THREAD__KERNEL_STACK_RESIDENT, from.kernelStackResident());
    }

    private void fill(Heap to, HeapView from) {
        log.set(to, Literals.KERNEL_OBJECT__ADDRESS, from.address());
        log.set(to, Literals.HEAP__FLAGS, from.flags());
        log.set(to, Literals.HEAP__SEGMENTS, from.segments());
        log.set(to, Literals.HEAP__RESERVED_BYTES, from.reservedBytes());
        log.set(to, Literals.HEAP__COMMITTED_BYTES, from.committedBytes());
        log.set(to, Literals.HEAP__FREE_BYTES, from.freeBytes());
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
