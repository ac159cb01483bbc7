package org.mmscope.session.internal.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.MemoryCounters;
import org.mmscope.kernel.view.PageFileView;
import org.mmscope.kernel.view.PageListCounts;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.session.inspect.Answer;
import org.mmscope.session.inspect.Arguments;
import org.mmscope.session.inspect.Field;
import org.mmscope.session.inspect.Fields;
import org.mmscope.session.inspect.Inspection;
import org.mmscope.session.inspect.Inspector;
import org.mmscope.session.inspect.Part;
import org.mmscope.session.inspect.Table;
import org.mmscope.session.inspect.Value;

/** {@code !vm}: virtual memory statistics of the system and its processes. */
@Inspection(name = "vm", debugger = true, help = "virtual memory statistics of the system and its processes")
final class VirtualMemoryInspector implements Inspector {

    private static final long KB = 4;

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        List<Part> parts = new ArrayList<>();
        parts.add(Fields.titled("*** Virtual Memory Usage ***")
                .line("Physical Memory:", Value.pages(view.machine().physicalPages())).build());
        view.pageFiles().forEach(file -> parts.add(pageFile(file)));
        parts.add(counters(view.counters(), view.pageLists()));
        parts.add(processes(view));
        return new Answer(parts);
    }

    private static Fields pageFile(PageFileView file) {
        return Fields.titled("Page File: " + file.path())
                .line(Field.of("Current:", kilobytes(file.sizePages())),
                        Field.of("Free Space:", kilobytes(file.sizePages() - file.usedPages())),
                        Field.of("Peak:", kilobytes(file.peakPages())))
                .build();
    }

    private static Value kilobytes(long pages) {
        return new Value(Value.Kind.NUMBER, pages * KB, pages * KB + " Kb");
    }

    private static Fields counters(MemoryCounters counters, PageListCounts lists) {
        return Fields.titled(null)
                .line("Available Pages:", Value.pages(counters.availablePages()))
                .line("Modified Pages:", Value.pages(lists.modified()))
                .line("ModifiedNoWrite Pages:", Value.pages(lists.modifiedNoWrite()))
                .line("NonPagedPool Usage:", Value.pages(counters.nonPagedPoolPages()))
                .line("PagedPool Usage:", Value.pages(counters.pagedPoolPages()))
                .line("System Cache:", Value.pages(counters.systemCachePages()))
                .line("Committed pages:", Value.pages(counters.commitTotal()))
                .line("Commit limit:", Value.pages(counters.commitLimit()))
                .line("Peak commitment:", Value.pages(counters.commitPeak())).build();
    }

    private static Table processes(MachineView view) {
        long total = view.processes().stream().mapToLong(ProcessView::commitCharge).sum();
        Table.Builder table = Table.titled("Total Private: " + Value.pages(total).text())
                .columns("Cid", "Image", "Commit", "Commit Kb");
        view.processes().stream().sorted(Comparator.comparingLong(ProcessView::commitCharge).reversed())
                .forEach(process -> table.row(new Value(Value.Kind.NUMBER, process.pid(),
                        String.format("%04x", process.pid())), Value.process(process),
                        Value.count(process.commitCharge()), Value.count(process.commitCharge() * KB)));
        return table.build();
    }
}
