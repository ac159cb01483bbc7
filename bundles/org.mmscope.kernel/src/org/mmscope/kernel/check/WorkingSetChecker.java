package org.mmscope.kernel.check;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.WorkingSetView;

/** A working set's size is not above its maximum or its peak. */
final class WorkingSetChecker implements Checker {

    @Override
    public String rule() {
        return "6 working-set";
    }

    @Override
    public void check(MachineView view, ViolationSink sink) {
        for (ProcessView process : view.processes()) {
            WorkingSetView set = process.workingSet();
            if (set.size() > set.maximum() || set.size() > set.peak()) {
                sink.violation(Violation.ofMachine(rule(), "working set of " + process.name() + " has " + set.size()
                        + " pages, its maximum is " + set.maximum() + " and its peak " + set.peak()));
            }
        }
    }
}
