package org.mmscope.session.internal;

import java.util.OptionalInt;

import org.mmscope.kernel.event.EventSink;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.scenario.RunListener;
import org.mmscope.session.Sample;

/**
 * What a session drives: a machine and the statements that are still to run on it. Deterministic: from equal states
 * equal steps lead to equal states. Engine thread only, except what it hands out.
 */
public interface Program {

    /** Whether no statement is left. */
    boolean atEnd();

    /** Line of the next statement, from 1; 0 at the end. */
    int nextLine();

    /** Virtual time since boot, in 100 ns. */
    long time();

    /**
     * Runs exactly one statement.
     *
     * @param listener hears of the rows, failed expectations and snapshots of this statement
     */
    void step(RunListener listener);

    /** Sets who hears of the kernel's events in the statements to come; null for nobody. */
    void eventSink(EventSink sink);

    /**
     * Sets what is called at points inside long statements, and may end them by throwing; the program must be restored
     * then. Null for nothing.
     */
    default void interruption(Runnable check) {
    }

    /** The value of a variable or counter by its name, as conditions know it. */
    default OptionalInt value(String name) {
        return OptionalInt.empty();
    }

    /**
     * A sample of the machine as it is now; null when there is nothing to take it of.
     *
     * @param statement statements run
     * @param faults page faults taken since the start
     * @param hardFaults how many of them needed a transfer
     */
    default Sample sample(long statement, long faults, long hardFaults) {
        return null;
    }

    /** The machine as it is now, to be read before the next step and not to be kept. */
    default MachineView glance() {
        return view();
    }

    /** The machine as it is now; what is returned does not change any more. */
    MachineView view();

    /** Everything needed to go on from here. */
    State capture();

    /** Goes to a state captured from this program before. */
    void restore(State state);

    /** A captured state; immutable. */
    interface State {

        /** Host memory that this state takes beyond another one that is kept, in bytes, roughly. */
        long bytesBeyond(State other);
    }
}
