package org.mmscope.session.internal.inspect;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.SystemFaultsView;
import org.mmscope.kernel.view.WorkingSetView;
import org.mmscope.machine.PhysicalReader;
import org.mmscope.session.inspect.Answer;
import org.mmscope.session.inspect.Arguments;
import org.mmscope.session.inspect.Field;
import org.mmscope.session.inspect.Fields;
import org.mmscope.session.inspect.Inspection;
import org.mmscope.session.inspect.Inspector;
import org.mmscope.session.inspect.Value;

/** The working set of the system: what of paged pool and of the system cache is in memory. */
@Inspection(name = "system-working-set", needsMemory = true,
        help = "the working set of the system: pages of paged pool and of the system cache in memory")
final class SystemWorkingSetInspector implements Inspector {

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        return Answer.of(header(view), WorkingSetInspector.entries(new AddressSpace(view, system(view)),
                view.systemWorkingSetEntries()));
    }

    private static ProcessView system(MachineView view) {
        long directory = (long) view.machine().systemPageDirectory() * PhysicalReader.FRAME_SIZE;
        return view.processes().stream().filter(process -> process.directoryTableBase() == directory).findFirst()
                .orElseThrow();
    }

    private static Fields header(MachineView view) {
        WorkingSetView set = view.systemWorkingSet();
        SystemFaultsView faults = view.systemFaults();
        return Fields.titled("Working Set of the System")
                .line(Field.of("size", Value.pages(set.size())), Field.of("peak", Value.pages(set.peak())))
                .line(Field.of("minimum", Value.pages(set.minimum())), Field.of("maximum", Value.pages(set.maximum())))
                .line(Field.of("pageFaults", Value.count(faults.pageFaults())),
                        Field.of("hardFaults", Value.count(faults.hardFaults())))
                .build();
    }
}
