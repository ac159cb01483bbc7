package org.mmscope.kernel.workingset;

import java.util.function.BooleanSupplier;

import org.mmscope.kernel.SystemThread;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.SystemThreadStep;
import org.mmscope.kernel.event.SystemThreadStep.Step;

/**
 * A thread of the memory manager as a state machine: it waits until it is woken, then takes one step after the other
 * until a step finds nothing to do, and waits again. Each step can be watched ({@link SystemThreadStep}).
 */
abstract class SteppedThread {

    private final SystemThread thread;
    private final Events events;

    SteppedThread(SystemThread thread, Events events) {
        this.thread = thread;
        this.events = events;
    }

    /** Runs until nothing is left to do, and gives the number of pages or segments dealt with. */
    final int run() {
        return run(() -> true);
    }

    /** Runs until nothing is left to do or there is no reason any more, which is asked before each step. */
    final int run(BooleanSupplier reason) {
        wake();
        tell(Step.WOKEN, 0, 0);
        int total = 0;
        int count = 1;
        while (count > 0 && reason.getAsBoolean()) {
            count = step();
            total += count;
        }
        tell(Step.WAITS, 0, total);
        return total;
    }

    /** Something has given the thread a reason to run. */
    void wake() {
        // most threads look at everything anew with each step
    }

    /** Takes the next step and gives the number of pages or segments it dealt with, 0 when nothing is left to do. */
    abstract int step();

    final void tell(Step step, int subject, int count) {
        if (events.wanted()) {
            events.emit(new SystemThreadStep(thread, step, subject, count));
        }
    }
}
