package org.mmscope.kernel.check;

import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.MemoryCounters;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.kernel.view.SessionView;
import org.mmscope.machine.PhysicalReader;

/**
 * Commitment is private committed pages, committed pages of segments, pool, the physical pages of programs' own, and
 * the page tables, working-set lists and kernel stacks of all processes but System, whose were there before the limit
 * was set, as was the first page of the list of the system's working set, and the pages of sessions; it is never above
 * the limit or the peak.
 */
final class CommitChecker implements Checker {

    private static final long TABLES = 0xC000_0000L;
    /** Bytes from the list of the system's working set to the end of its hash table. */
    private static final long SYSTEM_LIST_ROOM = 0x20_0000;

    @Override
    public String rule() {
        return "8 commit";
    }

    @Override
    public void check(MachineView view, ViolationSink sink) {
        MemoryCounters counters = view.counters();
        if (counters.commitTotal() > counters.commitLimit()) {
            report("commit total " + counters.commitTotal() + " is above the limit " + counters.commitLimit(), sink);
        }
        if (counters.commitTotal() > counters.commitPeak()) {
            report("commit total " + counters.commitTotal() + " is above the peak " + counters.commitPeak(), sink);
        }
        long processes = view.processes().stream().mapToLong(ProcessView::commitCharge).sum();
        long known = processes + counters.pagedPoolPages() + counters.nonPagedPoolPages();
        if (Images.present(view)) {
            KernelImage image = Images.of(view);
            long segments = segments(image, view);
            long tables = tables(image, view);
            long stacks = kernelStacks(view);
            long own = image.global("MmVadPhysicalPages") - LargePageChecker.pages(view);
            long hidden = view.processes().stream().mapToLong(process -> SwappedRoot.hidden(image, process)).sum();
            long unseen = counters.commitTotal() - known - segments - tables - stacks - own;
            if (unseen < 0 || unseen > hidden) {
                report("commit total is " + counters.commitTotal() + ", charged are " + processes
                        + " pages of processes, " + segments + " of segments, " + stacks + " of kernel stacks, " + own
                        + " of programs' own, "
                        + (counters.pagedPoolPages() + counters.nonPagedPoolPages()) + " of pool and " + tables
                        + " of page tables and working-set lists", sink);
            }
        } else if (counters.commitTotal() < known) {
            report("commit total is " + counters.commitTotal() + ", processes and pool alone have " + known, sink);
        }
    }

    private static long kernelStacks(MachineView view) {
        long system = (long) view.machine().systemPageDirectory() * PhysicalReader.FRAME_SIZE;
        return view.processes().stream().filter(process -> process.directoryTableBase() != system)
                .flatMap(process -> view.threads(process).stream())
                .mapToLong(thread -> (thread.initialStack() - thread.kernelStackLimit()) / PhysicalReader.FRAME_SIZE)
                .sum();
    }

    private static long segments(KernelImage image, MachineView view) {
        long pages = 0;
        for (SegmentView segment : view.segments()) {
            pages += image.field("SEGMENT", "NumberOfCommittedPages", segment.address());
        }
        return pages;
    }

    private static long tables(KernelImage image, MachineView view) {
        long system = (long) view.machine().systemPageDirectory() * PhysicalReader.FRAME_SIZE;
        long list = WorkingSetEntries.systemList(image);
        long sessions = SessionChecker.start(image);
        long[] pages = {-1};
        new EntryScan(image, view).scan(entry -> {
            if (SessionChecker.isSession(sessions, entry.va())) {
                return;
            }
            boolean table = isTable(entry.kind()) && !entry.large() && (entry.directory() || entry.va() >= TABLES);
            if (table && (entry.process().directoryTableBase() != system || isSystemList(entry, list))) {
                pages[0]++;
            }
        });
        return pages[0] + view.sessions().stream().mapToLong(SessionView::committedPages).sum();
    }

    private static boolean isSystemList(EntryScan.Entry entry, long list) {
        return !entry.directory() && entry.va() >= list && entry.va() < list + SYSTEM_LIST_ROOM;
    }

    /** A page table is charged for while it is paged out, too. */
    private static boolean isTable(PteKind kind) {
        return kind == PteKind.VALID || kind == PteKind.TRANSITION || kind == PteKind.PAGE_FILE;
    }

    private void report(String message, ViolationSink sink) {
        sink.violation(Violation.ofMachine(rule(), message));
    }
}
