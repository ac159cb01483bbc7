package org.mmscope.kernel.event;

/** Who is told of what happens in the kernel, in order, on the engine thread. */
@FunctionalInterface
public interface EventSink {

    /** Something happened; the event is immutable and may be kept. */
    void event(KernelEvent event);
}
