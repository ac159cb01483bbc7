package org.mmscope.model.live.internal;

import static org.mmscope.model.ModelPackage.Literals.CONTROL_AREA;
import static org.mmscope.model.ModelPackage.Literals.FILE_OBJECT;
import static org.mmscope.model.ModelPackage.Literals.PROCESS;
import static org.mmscope.model.ModelPackage.Literals.PTE;
import static org.mmscope.model.ModelPackage.Literals.SECTION;
import static org.mmscope.model.ModelPackage.Literals.SEGMENT;

import java.util.List;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PteView;
import org.mmscope.model.Machine;
import org.mmscope.model.ModelFactory;
import org.mmscope.model.Process;

/**
 * Makes a machine tree equal to a view: first every object that the view has comes into being and every other one goes,
 * then attributes and references get their values. A tree that was reconciled with a sequence of views equals one that
 * was reconciled with the last view alone.
 */
public final class MachineReconciler {

    private final Machine machine = ModelFactory.eINSTANCE.createMachine();
    private final ContainmentReconciler objects;
    private final SystemReconciler system;
    private final ProcessReconciler processes;
    private final SectionReconciler sections;

    public MachineReconciler(ChangeLog log) {
        objects = new ContainmentReconciler(log);
        system = new SystemReconciler(machine, log);
        processes = new ProcessReconciler(objects, log);
        sections = new SectionReconciler(objects, log);
    }

    /** The tree. */
    public Machine machine() {
        return machine;
    }

    /** Makes the tree equal to a view. */
    public void reconcile(MachineView view, PteInterest interest) {
        reconcileObjects(view, interest);
        system.fill(view);
        sections.fill(view);
        view.processes().forEach(processes::fill);
        sections.sortOpposites(machine);
        for (Process process : machine.getProcesses()) {
            fillPtes(process, ptes(process, view, interest));
        }
    }

    /** Makes the PTEs of one process equal to a view's, or takes them away when nobody wants them. */
    public void reconcilePtes(Process process, MachineView view, PteInterest interest) {
        if (process.getMachine() != machine) {
            return;
        }
        List<PteView> ptes = ptes(process, view, interest);
        reconcilePteObjects(process, ptes);
        fillPtes(process, ptes);
    }

    private void reconcileObjects(MachineView view, PteInterest interest) {
        objects.reconcile(machine.getFileObjects(), view.fileObjects(), f -> Key.of(FILE_OBJECT, f.address()));
        objects.reconcile(machine.getControlAreas(), view.controlAreas(), c -> Key.of(CONTROL_AREA, c.address()));
        objects.reconcile(machine.getSegments(), view.segments(), s -> Key.of(SEGMENT, s.address()));
        objects.reconcile(machine.getSections(), view.sections(), s -> Key.of(SECTION, s.address()));
        sections.reconcileParts(view);
        objects.reconcile(machine.getProcesses(), view.processes(), MachineReconciler::key);
        view.processes().forEach(processes::reconcileVads);
        for (Process process : machine.getProcesses()) {
            reconcilePteObjects(process, ptes(process, view, interest));
        }
    }

    private void reconcilePteObjects(Process process, List<PteView> ptes) {
        objects.reconcile(process.getPtes(), ptes, p -> new Key(PTE, p.address(), process.getPid()));
    }

    private void fillPtes(Process process, List<PteView> ptes) {
        for (int i = 0; i < ptes.size(); i++) {
            processes.fill(process.getPtes().get(i), ptes.get(i));
        }
    }

    private static List<PteView> ptes(Process process, MachineView view, PteInterest interest) {
        if (!interest.wants(process)) {
            return List.of();
        }
        return view.processes().stream().filter(p -> p.pid() == process.getPid()).findFirst()
                .map(view::ptes).orElse(List.of());
    }

    static Key key(ProcessView process) {
        return new Key(PROCESS, process.address(), process.pid());
    }
}
