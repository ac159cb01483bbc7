package org.mmscope.model.live.internal;

import static org.mmscope.model.ModelPackage.Literals.CONTROL_AREA;
import static org.mmscope.model.ModelPackage.Literals.FILE_OBJECT;
import static org.mmscope.model.ModelPackage.Literals.PROCESS;
import static org.mmscope.model.ModelPackage.Literals.SECTION;
import static org.mmscope.model.ModelPackage.Literals.SEGMENT;

import org.eclipse.emf.ecore.EObject;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.model.Machine;
import org.mmscope.model.PfnEntry;

/**
 * Makes a machine tree equal to a view: first every object that the view has comes into being and every other one goes,
 * then attributes and references get their values. A tree that was reconciled with a sequence of views equals one that
 * was reconciled with the last view alone.
 */
public final class MachineReconciler {

    private final DemandedFrames frames;
    private final Machine machine;
    private final ContainmentReconciler objects;
    private final SystemReconciler system;
    private final ProcessReconciler processes;
    private final SectionReconciler sections;
    private final EntryReconciler entries;

    public MachineReconciler(ChangeLog log) {
        frames = new DemandedFrames(log);
        machine = frames.machine();
        objects = new ContainmentReconciler(log, frames.factory());
        system = new SystemReconciler(machine, log);
        processes = new ProcessReconciler(objects, log);
        sections = new SectionReconciler(objects, log);
        entries = new EntryReconciler(machine, objects, log);
    }

    /** The tree. */
    public Machine machine() {
        return machine;
    }

    /** The entry of a frame, made when nobody holds one. */
    public PfnEntry pfnEntry(int frame) {
        return machine.getPfns().get(frame);
    }

    /** How many PFN entries exist because somebody holds them. */
    public int pfnEntriesMade() {
        return frames.made();
    }

    /** Makes the tree equal to a view. */
    public void reconcile(MachineView view, Interest interest) {
        reconcileObjects(view);
        entries.reconcileObjects(view, interest);
        system.fill(view);
        sections.fill(view);
        view.processes().forEach(process -> processes.fill(view, process));
        entries.fill(view, interest);
        sections.sortOpposites(machine);
        frames.take(view.pfns());
    }

    /** Makes the entries of one object equal to a view's, or takes them away when nobody wants them. */
    public void reconcileEntries(EObject owner, MachineView view, Interest interest) {
        entries.reconcile(owner, view, interest);
        frames.entriesChanged();
    }

    private void reconcileObjects(MachineView view) {
        objects.reconcile(machine.getFileObjects(), view.fileObjects(), f -> Key.of(FILE_OBJECT, f.address()));
        objects.reconcile(machine.getControlAreas(), view.controlAreas(), c -> Key.of(CONTROL_AREA, c.address()));
        objects.reconcile(machine.getSegments(), view.segments(), s -> Key.of(SEGMENT, s.address()));
        objects.reconcile(machine.getSections(), view.sections(), s -> Key.of(SECTION, s.address()));
        sections.reconcileParts(view);
        objects.reconcile(machine.getProcesses(), view.processes(), MachineReconciler::key);
        view.processes().forEach(process -> processes.reconcileParts(view, process));
    }

    static Key key(ProcessView process) {
        return new Key(PROCESS, process.address(), process.pid());
    }
}
