package org.mmscope.session.internal.inspect;

import java.util.Optional;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.SessionView;
import org.mmscope.kernel.view.WorkingSetView;
import org.mmscope.session.inspect.Answer;
import org.mmscope.session.inspect.Argument;
import org.mmscope.session.inspect.ArgumentKind;
import org.mmscope.session.inspect.Arguments;
import org.mmscope.session.inspect.Field;
import org.mmscope.session.inspect.Fields;
import org.mmscope.session.inspect.Inspection;
import org.mmscope.session.inspect.Inspector;
import org.mmscope.session.inspect.Value;

/** The working set of a session: what of session space is in memory and could leave it, and the list itself. */
@Inspection(name = "session-working-set", needsMemory = true, help = "the working set of a session",
        arguments = @Argument(name = "SESSION", kind = ArgumentKind.NUMBER))
final class SessionWorkingSetInspector implements Inspector {

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        long id = arguments.number("SESSION");
        SessionView session = view.sessions().stream().filter(each -> each.id() == id).findFirst()
                .orElseThrow(() -> arguments.refuse("SESSION", "there is no session " + id,
                        "the id of a session that a process is in"));
        Optional<ProcessView> inside = view.processes().stream()
                .filter(process -> session.processes().contains(process.address()) && !view.workingSet(process).isEmpty())
                .findFirst();
        Fields header = header(session);
        return inside.isEmpty() ? Answer.of(header)
                : Answer.of(header, WorkingSetInspector.entries(new AddressSpace(view, inside.get()),
                        view.workingSet(session)));
    }

    private static Fields header(SessionView session) {
        WorkingSetView set = session.workingSet();
        return Fields.titled("Working Set of Session " + session.id())
                .line(Field.of("size", Value.pages(set.size())), Field.of("peak", Value.pages(set.peak())))
                .line(Field.of("minimum", Value.pages(set.minimum())), Field.of("maximum", Value.pages(set.maximum())))
                .line(Field.of("session", Value.address(session.address())),
                        Field.of("processes", Value.count(session.references())))
                .build();
    }
}
