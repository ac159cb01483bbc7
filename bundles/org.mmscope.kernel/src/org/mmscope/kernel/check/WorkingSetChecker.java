package org.mmscope.kernel.check;

import java.util.HashSet;
import java.util.Set;

import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PageTables;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.WorkingSetView;

/**
 * Each working-set entry's page is mapped by its process and active, a working set's size is the number of its entries
 * and not above its peak, and a page that an entry finds directly names that entry. The maximum is no bound: every
 * profile lets a working set grow over it while memory is plentiful.
 */
final class WorkingSetChecker implements Checker {

    private static final int DIRECT = 1 << 9;

    @Override
    public String rule() {
        return "6 working-set";
    }

    @Override
    public void check(MachineView view, ViolationSink sink) {
        for (ProcessView process : view.processes()) {
            WorkingSetView set = process.workingSet();
            if (set.size() > set.peak()) {
                report(process, "has " + set.size() + " pages, its peak is " + set.peak(), sink);
            }
            if (set.minimum() > set.maximum()) {
                report(process, "has minimum " + set.minimum() + " and maximum " + set.maximum(), sink);
            }
        }
        if (Images.present(view)) {
            KernelImage image = Images.of(view);
            view.processes().forEach(process -> entries(image, view.pfns(), process, sink));
        }
    }

    private void entries(KernelImage image, PfnTable pfns, ProcessView process, ViolationSink sink) {
        PageTables tables = image.tables(process.directoryTableBase());
        Set<Long> pages = new HashSet<>();
        WorkingSetEntries.visit(image, process, (index, entry) -> {
            entry(tables, pfns, process, index, entry, sink);
            if (!pages.add(WorkingSetEntries.page(entry))) {
                report(process, "has page " + Images.hex(WorkingSetEntries.page(entry)) + " twice", sink);
            }
        });
        if (pages.size() != process.workingSet().size()) {
            report(process, "counts " + process.workingSet().size() + " pages and has " + pages.size() + " entries",
                    sink);
        }
    }

    private void entry(PageTables tables, PfnTable pfns, ProcessView process, int index, long entry,
            ViolationSink sink) {
        long va = WorkingSetEntries.page(entry);
        long at = tables.tableEntry(va);
        long raw = at == PageTables.NONE ? 0 : tables.read(at);
        int pfn = tables.format().frame(raw);
        String name = "has entry " + index + " for page " + Images.hex(va) + ", ";
        if (tables.format().kind(raw) != PteKind.VALID) {
            report(process, name + "which is not mapped (" + Images.hex(raw) + ")", sink);
        } else if (pfn >= pfns.frames() || pfns.location(pfn) != PageLocation.ACTIVE) {
            report(process, name + "whose frame " + Images.hex(pfn) + " is not active", sink);
        } else if ((entry & DIRECT) != 0 && pfns.u1(pfn) != index) {
            report(process, name + "whose frame " + Images.hex(pfn) + " names entry " + pfns.u1(pfn), sink);
        }
    }

    private void report(ProcessView process, String wrong, ViolationSink sink) {
        sink.violation(Violation.at(rule(), process.address(), "working set of " + process.name() + " " + wrong));
    }
}
