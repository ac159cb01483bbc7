package org.mmscope.kernel.check;

import java.util.List;

import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageTables;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.ThreadView;
import org.mmscope.machine.PhysicalReader;

/**
 * A process has as many threads as it counts, they name it, and each has a kernel stack above a page that cannot be
 * accessed: valid as a whole while it is said to be in memory, and not at all otherwise.
 */
final class ThreadChecker implements Checker {

    private static final int PAGE = PhysicalReader.FRAME_SIZE;

    @Override
    public String rule() {
        return "3 threads";
    }

    @Override
    public void check(MachineView view, ViolationSink sink) {
        if (!Images.present(view)) {
            return;
        }
        KernelImage image = Images.of(view);
        for (ProcessView process : view.processes()) {
            List<ThreadView> threads = view.threads(process);
            long active = image.field("EPROCESS", "ActiveThreads", process.address());
            if (threads.size() != active) {
                report(process.address(), process.name() + " counts " + active + " threads and has "
                        + threads.size(), sink);
            }
            long resident = threads.stream().filter(ThreadView::kernelStackResident).count();
            long stacks = image.field("EPROCESS", "Pcb.StackCount", process.address());
            if (resident != stacks) {
                report(process.address(), process.name() + " counts " + stacks
                        + " kernel stacks in memory and has " + resident, sink);
            }
            threads.forEach(thread -> thread(image, process, thread, sink));
        }
    }

    private void thread(KernelImage image, ProcessView process, ThreadView thread, ViolationSink sink) {
        if (image.field("ETHREAD", "ThreadsProcess", thread.address()) != process.address()) {
            report(thread.address(), name(thread) + " of " + process.name() + " names another process", sink);
        }
        if (kind(image, thread.kernelStackLimit() - PAGE) != PteKind.NO_ACCESS) {
            report(thread.address(), name(thread) + " has no guard page below its kernel stack", sink);
        }
        for (long va = thread.kernelStackLimit(); va < thread.initialStack(); va += PAGE) {
            PteKind kind = kind(image, va);
            if ((kind == PteKind.VALID) != thread.kernelStackResident() || !isStack(kind)) {
                report(thread.address(), name(thread) + " has a kernel stack that is "
                        + (thread.kernelStackResident() ? "" : "not ") + "in memory, and its page "
                        + Images.hex(va) + " is " + kind.label(), sink);
            }
        }
    }

    private static boolean isStack(PteKind kind) {
        return switch (kind) {
            case VALID, TRANSITION, PAGE_FILE, DEMAND_ZERO -> true;
            case EMPTY, PROTOTYPE, SUBSECTION, NO_ACCESS, DECOMMITTED -> false;
        };
    }

    private static PteKind kind(KernelImage image, long va) {
        PageTables tables = image.tables((long) image.machine().systemPageDirectory() * PhysicalReader.FRAME_SIZE);
        long at = tables.tableEntry(va);
        return at == PageTables.NONE ? PteKind.EMPTY : image.ptes().kind(tables.read(at));
    }

    private static String name(ThreadView thread) {
        return "thread " + Images.hex(thread.threadId());
    }

    private void report(long address, String message, ViolationSink sink) {
        sink.violation(Violation.at(rule(), address, message));
    }
}
