package org.mmscope.ui.editors.internal.section;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.emf.ecore.EObject;
import org.mmscope.model.ControlArea;
import org.mmscope.model.FileObject;
import org.mmscope.model.KernelObject;
import org.mmscope.model.Machine;
import org.mmscope.model.PfnEntry;
import org.mmscope.model.Process;
import org.mmscope.model.PrototypePte;
import org.mmscope.model.Pte;
import org.mmscope.model.Section;
import org.mmscope.model.Segment;
import org.mmscope.model.Subsection;
import org.mmscope.model.Vad;
import org.mmscope.model.live.LiveModel;
import org.mmscope.session.Subscription;

/**
 * Finds the model object of what a part of the section graph stands for, and the other way round. Page table entries
 * are asked of the model while they are looked at, and given back by {@link #close()}. UI thread.
 */
final class ModelSubjects implements AutoCloseable {

    private final LiveModel model;
    private final Map<Process, Subscription> kept = new HashMap<>();

    ModelSubjects(LiveModel model) {
        this.model = model;
    }

    /** The model object, if the model has it now. */
    Optional<? extends EObject> find(Subject subject) {
        Machine machine = model.machine();
        long address = subject.address();
        return switch (subject.kind()) {
            case PROCESS -> at(machine.getProcesses(), address);
            case VAD -> at(machine.getProcesses(), subject.process()).flatMap(p -> at(p.getVads(), address));
            case PTE -> at(machine.getProcesses(), subject.process()).flatMap(p -> pte(p, address));
            case FILE_OBJECT -> at(machine.getFileObjects(), address);
            case SECTION -> at(machine.getSections(), address);
            case CONTROL_AREA -> at(machine.getControlAreas(), address);
            case SUBSECTION -> machine.getControlAreas().stream()
                    .flatMap(area -> at(area.getSubsections(), address).stream()).findFirst();
            case SEGMENT -> at(machine.getSegments(), address);
            case PROTOTYPE_PTE -> machine.getSegments().stream()
                    .flatMap(segment -> at(segment.getPrototypePtes(), address).stream()).findFirst();
            case FRAME -> Optional.of(model.pfnEntry((int) address));
        };
    }

    private Optional<Pte> pte(Process process, long page) {
        kept.computeIfAbsent(process, model::keepPtes);
        return process.getPtes().stream().filter(pte -> pte.getPage() == page).findFirst();
    }

    private static <T extends KernelObject> Optional<T> at(Collection<T> objects, long address) {
        return objects.stream().filter(object -> object.getAddress() == address).findFirst();
    }

    /** What a model object is called here, if the section graph shows its kind. */
    static Optional<Subject> of(Object object) {
        return Optional.ofNullable(switch (object) {
            case Process process -> Subject.of(Subject.Kind.PROCESS, process.getAddress());
            case Vad vad when vad.getProcess() != null ->
                new Subject(Subject.Kind.VAD, vad.getAddress(), vad.getProcess().getAddress());
            case Pte pte when pte.getProcess() != null ->
                new Subject(Subject.Kind.PTE, pte.getPage(), pte.getProcess().getAddress());
            case FileObject file -> Subject.of(Subject.Kind.FILE_OBJECT, file.getAddress());
            case Section section -> Subject.of(Subject.Kind.SECTION, section.getAddress());
            case ControlArea area -> Subject.of(Subject.Kind.CONTROL_AREA, area.getAddress());
            case Subsection subsection -> Subject.of(Subject.Kind.SUBSECTION, subsection.getAddress());
            case Segment segment -> Subject.of(Subject.Kind.SEGMENT, segment.getAddress());
            case PrototypePte pte -> Subject.of(Subject.Kind.PROTOTYPE_PTE, pte.getAddress());
            case PfnEntry entry -> Subject.of(Subject.Kind.FRAME, entry.getPfn());
            case null, default -> null;
        });
    }

    /** Gives back the page table entries that were asked for. */
    @Override
    public void close() {
        List.copyOf(kept.values()).forEach(Subscription::close);
        kept.clear();
    }
}
