package org.mmscope.kernel.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageFileView;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.PrototypePteView;
import org.mmscope.kernel.view.PteDecoder;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.SegmentView;

/** A slot of a page file is used at most once, lies in its file, and those used are the slots counted. */
final class PageFileSlotChecker implements Checker {

    private static final int NUMBER_SHIFT = 40;

    @Override
    public String rule() {
        return "9 page-file-slots";
    }

    @Override
    public void check(MachineView view, ViolationSink sink) {
        PteDecoder format = PteDecoder.of(view.machine().paging());
        Map<Long, String> users = new HashMap<>();
        for (SegmentView segment : view.segments()) {
            for (PrototypePteView pte : segment.prototypePtes()) {
                use(view, format, pte.raw(), "prototype PTE " + Images.hex(pte.address()), users, sink);
            }
        }
        frames(view, format, users, sink);
        if (Images.present(view)) {
            new EntryScan(Images.of(view), view)
                    .scan(entry -> use(view, format, entry.raw(), entry.toString(), users, sink));
            counts(view.pageFiles(), users, sink);
        }
    }

    /** A page in memory keeps the slot that it was read from in its OriginalPte. */
    private void frames(MachineView view, PteDecoder format, Map<Long, String> users, ViolationSink sink) {
        PfnTable pfns = view.pfns();
        for (int pfn = 0; pfn < pfns.frames(); pfn++) {
            if (ShareCountChecker.inMemory(pfns.location(pfn))) {
                use(view, format, pfns.originalPte(pfn), "original PTE of frame " + Images.hex(pfn), users, sink);
            }
        }
    }

    private void use(MachineView view, PteDecoder format, long raw, String user, Map<Long, String> users,
            ViolationSink sink) {
        if (format.kind(raw) != PteKind.PAGE_FILE) {
            return;
        }
        int number = format.pageFile(raw);
        long slot = format.pageFileOffset(raw);
        String name = "slot " + Images.hex(slot) + " of page file " + number;
        if (number >= view.pageFiles().size() || slot >= view.pageFiles().get(number).sizePages()) {
            report(name + ", used by " + user + ", is none", sink);
            return;
        }
        String other = users.put((long) number << NUMBER_SHIFT | slot, user);
        if (other != null) {
            report(name + " is used by " + other + " and by " + user, sink);
        }
    }

    private void counts(List<PageFileView> files, Map<Long, String> users, ViolationSink sink) {
        long[] used = new long[files.size()];
        users.keySet().forEach(key -> used[(int) (key >>> NUMBER_SHIFT)]++);
        for (int i = 0; i < used.length; i++) {
            if (files.get(i).usedPages() != used[i]) {
                report("page file " + files.get(i).path() + " counts " + files.get(i).usedPages() + " pages, " + used[i]
                        + " are used", sink);
            }
        }
    }

    private void report(String message, ViolationSink sink) {
        sink.violation(Violation.ofMachine(rule(), message));
    }
}
