package org.mmscope.kernel.event;

/** The one place that knows whether somebody listens; every emitter asks {@link #wanted()} before making an event. */
public final class Events {

    private EventSink sink;

    /** Sets who is told; null for nobody. */
    public void sink(EventSink newSink) {
        sink = newSink;
    }

    public boolean wanted() {
        return sink != null;
    }

    public void emit(KernelEvent event) {
        sink.event(event);
    }

    /** Tells of a step of a fault's resolution. */
    public void step(FaultStep.Kind kind, int va, int structure, long value) {
        if (sink != null) {
            sink.event(new FaultStep(kind, va, structure, value));
        }
    }

    /** Tells of a written entry. */
    public void pte(int pteAddress, long before, long after) {
        if (sink != null && before != after) {
            sink.event(new PteChanged(pteAddress, before, after));
        }
    }
}
