package org.mmscope.session.internal.inspect;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.session.inspect.Answer;
import org.mmscope.session.inspect.Argument;
import org.mmscope.session.inspect.ArgumentKind;
import org.mmscope.session.inspect.Arguments;
import org.mmscope.session.inspect.Inspection;
import org.mmscope.session.inspect.Inspector;

/** {@code dd}: the memory of a process as values of 4 bytes. */
@Inspection(name = "dd", needsMemory = true,
        help = "the memory of a process as values of 4 bytes; ? where it is not in memory", arguments = {
            @Argument(name = "PROCESS", kind = ArgumentKind.PROCESS),
            @Argument(name = "ADDRESS", kind = ArgumentKind.ADDRESS),
            @Argument(name = "COUNT", kind = ArgumentKind.NUMBER, optional = true) })
final class DumpWordsInspector implements Inspector {

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        return MemoryDump.of(view, arguments, 4, 32, MemoryDump::words);
    }
}
