package org.mmscope.kernel.check;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.MemoryCounters;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.VadView;

/** Commitment is what was charged for, never above the limit or the peak. */
final class CommitChecker implements Checker {

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
    }

    private void report(String message, ViolationSink sink) {
        sink.violation(Violation.ofMachine(rule(), message));
    }
}
