package org.mmscope.kernel.workingset;

import java.util.Collections;
import java.util.Iterator;

import org.mmscope.kernel.SystemThread;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.SystemThreadStep.Step;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.swap.ProcessSwapper;

/** The swapper's thread (KeSwapProcessOrStack): a process a step of which something leaves memory. */
final class SwapperThread extends SteppedThread {

    private final ProcessSwapper swapper;
    private final BalanceSetManager balance;
    private Iterator<ProcessObject> left = Collections.emptyIterator();
    private boolean wasShort;

    SwapperThread(ProcessSwapper swapper, BalanceSetManager balance, Events events) {
        super(SystemThread.SWAPPER, events);
        this.swapper = swapper;
        this.balance = balance;
    }

    /** A second has passed, at the beginning of which memory was short or not. */
    void second(boolean shortAtBegin) {
        if (swapper.isDue()) {
            wasShort = shortAtBegin;
            try {
                run();
            } finally {
                wasShort = false;
            }
        }
    }

    @Override
    void wake() {
        left = swapper.scan(wasShort || balance.isShort()).iterator();
    }

    @Override
    int step() {
        while (left.hasNext()) {
            ProcessObject process = left.next();
            int count = swapper.takeOut(process);
            if (count > 0) {
                tell(Step.PROCESS_SWAPPED, process.processId(), count);
                return count;
            }
        }
        return 0;
    }
}
