package org.mmscope.session.internal.inspect;

import java.util.Comparator;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.MemoryCounters;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.session.inspect.Answer;
import org.mmscope.session.inspect.Arguments;
import org.mmscope.session.inspect.Fields;
import org.mmscope.session.inspect.Inspection;
import org.mmscope.session.inspect.Inspector;
import org.mmscope.session.inspect.Table;
import org.mmscope.session.inspect.Value;

/** Who has promised memory to whom: commitment by process, and the rest of it. */
@Inspection(name = "commit", help = "commitment by process, in pages, and what the rest of it is for")
final class CommitInspector implements Inspector {

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        Table.Builder table = Table.titled("Commitment by process, in pages")
                .columns("Pid", "Process", "Commit", "Private in use", "Working set", "Virtual size Kb");
        view.processes().stream().sorted(Comparator.comparingLong(ProcessView::commitCharge).reversed())
                .forEach(process -> table.row(Value.count(process.pid()), Value.process(process),
                        Value.count(process.commitCharge()), Value.count(process.privatePages()),
                        Value.count(process.workingSet().size()), Value.count(process.virtualSize() / 1024)));
        MemoryCounters counters = view.counters();
        long processes = view.processes().stream().mapToLong(ProcessView::commitCharge).sum();
        long pool = counters.pagedPoolPages() + counters.nonPagedPoolPages();
        return Answer.of(table.build(), Fields.titled(null)
                .line("Processes:", Value.pages(processes))
                .line("Paged pool:", Value.pages(counters.pagedPoolPages()))
                .line("Nonpaged pool:", Value.pages(counters.nonPagedPoolPages()))
                .line("Sections, page tables, working-set lists:",
                        Value.pages(counters.commitTotal() - processes - pool))
                .line("Commit total:", Value.pages(counters.commitTotal()))
                .line("Commit limit:", Value.pages(counters.commitLimit()))
                .line("Commit peak:", Value.pages(counters.commitPeak())).build());
    }
}
