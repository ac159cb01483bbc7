package org.mmscope.kernel.event;

import org.mmscope.kernel.event.FaultStep.Decision;

/** The one place that knows whether somebody listens; every emitter asks {@link #wanted()} before making an event. */
public final class Events {

    /**
     * A system property: true makes every kernel of this Java machine one without events, whoever listens. For measuring
     * what it costs to ask.
     */
    public static final String ABSENT = "org.mmscope.kernel.event.absent";

    private static final boolean PRESENT = !Boolean.getBoolean(ABSENT);

    private EventSink sink;
    /** Whether a fault is being resolved, so that what happens are its steps. */
    private boolean inFault;
    private int faultAddress;

    /** Sets who is told; null for nobody. */
    public void sink(EventSink newSink) {
        sink = newSink;
        inFault = false;
    }

    /** Whether somebody listens. */
    public boolean wanted() {
        return PRESENT && sink != null;
    }

    public void emit(KernelEvent event) {
        sink.event(event);
    }

    /** Whether a fault is being resolved that somebody is told of. */
    public boolean inFault() {
        return inFault;
    }

    /** A fault begins: what happens up to {@link #endFault} are its steps. */
    public void beginFault(int va, int operation, Decision decision) {
        if (wanted()) {
            inFault = true;
            faultAddress = va;
            step(FaultStep.Kind.FAULT_TAKEN, 0, operation, decision);
        }
    }

    /** No fault is being resolved: the machine is in another state than that in which one began. */
    public void forgetFault() {
        inFault = false;
    }

    /** Faults of their own may follow before the fault goes on. */
    public void suspendFault() {
        inFault = false;
    }

    /** The fault goes on. */
    public void resumeFault(int va) {
        inFault = wanted();
        faultAddress = va;
    }

    /** The last step of a fault. */
    public void endFault(FaultStep.Kind kind, int structure, long value, Decision decision) {
        step(kind, structure, value, decision);
        inFault = false;
    }

    /** Tells of a step at which nothing was decided; while no fault is being resolved it is none. */
    public void step(FaultStep.Kind kind, int structure, long value) {
        step(kind, structure, value, Decision.NONE);
    }

    /** Tells of a step of a fault's resolution; while no fault is being resolved it is none. */
    public void step(FaultStep.Kind kind, int structure, long value, Decision decision) {
        if (wanted() && inFault) {
            sink.event(new FaultStep(kind, faultAddress, structure, value, decision));
        }
    }

    /** Tells of a written entry. */
    public void pte(int pteAddress, long before, long after) {
        if (wanted() && before != after) {
            sink.event(new PteChanged(pteAddress, before, after));
            step(FaultStep.Kind.PTE_WRITTEN, pteAddress, after);
        }
    }
}
