package org.mmscope.session.internal.inspect;

import org.mmscope.kernel.view.HeapView;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.session.inspect.Answer;
import org.mmscope.session.inspect.Argument;
import org.mmscope.session.inspect.ArgumentKind;
import org.mmscope.session.inspect.Arguments;
import org.mmscope.session.inspect.Inspection;
import org.mmscope.session.inspect.Inspector;
import org.mmscope.session.inspect.Table;
import org.mmscope.session.inspect.Value;

/** {@code !heap}: the user heaps of a process. */
@Inspection(name = "heap", debugger = true, needsMemory = true,
        help = "the user heaps of a process whose headers are in memory",
        arguments = @Argument(name = "PROCESS", kind = ArgumentKind.PROCESS))
final class HeapInspector implements Inspector {

    private static final long KB = 1024;

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        Table.Builder table = Table.titled(null).columns("Heap", "Flags", "Reserv (k)", "Commit (k)", "Free bytes",
                "Segments");
        for (HeapView heap : view.heaps(arguments.process("PROCESS"))) {
            table.row(Value.address(heap.address()), Value.hex(Integer.toUnsignedLong(heap.flags())),
                    Value.count(heap.reservedBytes() / KB), Value.count(heap.committedBytes() / KB),
                    Value.count(heap.freeBytes()), Value.count(heap.segments()));
        }
        return Answer.of(table.build());
    }
}
