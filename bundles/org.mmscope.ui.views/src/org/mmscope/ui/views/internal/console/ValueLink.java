package org.mmscope.ui.views.internal.console;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.ui.console.IHyperlink;
import org.mmscope.machine.PhysicalReader;
import org.mmscope.model.KernelObject;
import org.mmscope.model.Machine;
import org.mmscope.model.live.LiveModel;
import org.mmscope.session.inspect.Value;
import org.mmscope.ui.OpenSession;

/**
 * Leads from a value in an answer to what it names: a click selects it for all views, or, when the model has nothing
 * there, puts the address into the line for the next question.
 */
final class ValueLink implements IHyperlink {

    private final MachineConsole console;
    private final OpenSession open;
    private final Value value;

    ValueLink(MachineConsole console, OpenSession open, Value value) {
        this.console = console;
        this.open = open;
        this.value = value;
    }

    @Override
    public void linkActivated() {
        console.page().ifPresent(page -> named().ifPresentOrElse(page::select,
                () -> page.insert("0x" + Long.toHexString(value.number()))));
    }

    private Optional<? extends EObject> named() {
        LiveModel model = open.model();
        return switch (value.kind()) {
            case PROCESS -> model.machine().getProcesses().stream().filter(p -> p.getPid() == value.number()).findFirst();
            case FRAME -> frame(value.number());
            case PHYSICAL -> frame(value.number() / PhysicalReader.FRAME_SIZE);
            case ADDRESS -> kernelObject();
            default -> Optional.empty();
        };
    }

    private Optional<EObject> frame(long frame) {
        int frames = open.model().moment().view().pfns().frames();
        return frame < frames ? Optional.of(open.model().pfnEntry((int) frame)) : Optional.empty();
    }

    /** Looks through everything but the frames, of which there may be millions and none is a kernel object. */
    private Optional<EObject> kernelObject() {
        Machine machine = open.model().machine();
        return Stream.of(machine.getProcesses(), machine.getSections(), machine.getSegments(),
                machine.getControlAreas(), machine.getFileObjects()).flatMap(List::stream).flatMap(ValueLink::withContents)
                .filter(object -> object instanceof KernelObject named && named.getAddress() == value.number())
                .findFirst();
    }

    private static Stream<EObject> withContents(EObject object) {
        Iterable<EObject> contents = object::eAllContents;
        return Stream.concat(Stream.of(object), StreamSupport.stream(contents.spliterator(), false));
    }

    @Override
    public void linkEntered() {
        // The console underlines it.
    }

    @Override
    public void linkExited() {
        // The console does what is to be done.
    }
}
