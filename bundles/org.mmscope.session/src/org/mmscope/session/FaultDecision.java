package org.mmscope.session;

import java.util.List;

import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.event.KernelEvent;

/**
 * A place inside a statement: just after a decision in the resolution of one of its page faults. Immutable.
 *
 * @param index which decision of the statement, from 1
 * @param fault which fault of the statement, from 1
 * @param step the decision
 * @param events what the kernel told of since the fault was taken, in order, the decision last
 */
public record FaultDecision(int index, int fault, FaultStep step, List<KernelEvent> events) {

    /** Makes the list one that does not change. */
    public FaultDecision {
        events = List.copyOf(events);
    }
}
