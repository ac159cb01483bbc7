package org.mmscope.session.internal.inspect;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.ThreadView;
import org.mmscope.session.inspect.Answer;
import org.mmscope.session.inspect.Argument;
import org.mmscope.session.inspect.ArgumentKind;
import org.mmscope.session.inspect.Arguments;
import org.mmscope.session.inspect.Inspection;
import org.mmscope.session.inspect.Inspector;
import org.mmscope.session.inspect.Table;
import org.mmscope.session.inspect.Value;

/** {@code !thread}: the threads of a process with their stacks. */
@Inspection(name = "thread", debugger = true, needsMemory = true, help = "the threads of a process with their stacks",
        arguments = @Argument(name = "PROCESS", kind = ArgumentKind.PROCESS))
final class ThreadInspector implements Inspector {

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        ProcessView process = arguments.process("PROCESS");
        Table.Builder table = Table.titled(null).columns("THREAD", "Cid", "State", "Priority", "BasePriority", "Teb",
                "Stack Base", "Stack Limit", "Stack Init", "Kernel Limit", "Resident");
        for (ThreadView thread : view.threads(process)) {
            table.row(Value.address(thread.address()),
                    Value.text(String.format("%04x.%04x", process.pid(), thread.threadId())),
                    Value.text(thread.state().label()), Value.count(thread.priority()),
                    Value.count(thread.basePriority()), Value.pointer(thread.teb()),
                    Value.pointer(thread.stackBase()), Value.pointer(thread.stackLimit()),
                    Value.pointer(thread.initialStack()), Value.pointer(thread.kernelStackLimit()),
                    Value.flag(thread.kernelStackResident()));
        }
        return Answer.of(table.build());
    }
}
