package org.mmscope.session.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.mmscope.kernel.event.EventSink;
import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.event.KernelEvent;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.session.FaultDecision;

/** Counts the decisions of a statement's page faults as they are made, and ends the statement just after one. */
final class DecisionFinder implements EventSink {

    /** The decision was made. */
    static final class FoundException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FoundException() {
            super(null, null, false, false);
        }
    }

    private final int wanted;
    private final Supplier<MachineView> machine;
    private final List<KernelEvent> events = new ArrayList<>();
    private int index;
    private int fault;
    private FaultDecision decision;
    private MachineView view;

    /**
     * @param wanted which decision, from 1
     * @param machine captures the machine as it is
     */
    DecisionFinder(int wanted, Supplier<MachineView> machine) {
        this.wanted = wanted;
        this.machine = machine;
    }

    /** The decision that ended the statement. */
    FaultDecision decision() {
        return decision;
    }

    /** The machine just after it. */
    MachineView view() {
        return view;
    }

    @Override
    public void event(KernelEvent event) {
        if (event instanceof FaultStep step) {
            decide(step);
        } else if (fault > 0) {
            events.add(event);
        }
    }

    private void decide(FaultStep step) {
        if (step.kind() == FaultStep.Kind.FAULT_TAKEN) {
            fault++;
            events.clear();
        }
        events.add(step);
        if (++index == wanted) {
            decision = new FaultDecision(index, fault, step, events);
            view = machine.get();
            throw new FoundException();
        }
    }
}
