package org.mmscope.session.internal.inspect;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.session.inspect.Answer;
import org.mmscope.session.inspect.Argument;
import org.mmscope.session.inspect.ArgumentKind;
import org.mmscope.session.inspect.Arguments;
import org.mmscope.session.inspect.Inspection;
import org.mmscope.session.inspect.Inspector;

/** {@code db}: the memory of a process as bytes and their characters. */
@Inspection(name = "db", needsMemory = true,
        help = "the memory of a process as bytes and their characters; ? where it is not in memory", arguments = {
            @Argument(name = "PROCESS", kind = ArgumentKind.PROCESS),
            @Argument(name = "ADDRESS", kind = ArgumentKind.ADDRESS),
            @Argument(name = "COUNT", kind = ArgumentKind.NUMBER, optional = true) })
final class DumpBytesInspector implements Inspector {

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        return MemoryDump.of(view, arguments, 1, 128, MemoryDump::bytes);
    }
}
