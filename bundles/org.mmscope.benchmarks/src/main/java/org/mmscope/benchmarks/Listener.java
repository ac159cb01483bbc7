package org.mmscope.benchmarks;

import org.mmscope.kernel.event.EventSink;
import org.mmscope.kernel.event.KernelEvent;

/** Who is told of the kernel's events while a benchmark runs. */
public enum Listener {

    NOBODY {
        @Override
        EventSink sink() {
            return null;
        }
    },
    /** Keeps the last {@value #KEPT} events, as the recorder of a session does. */
    RECORDER {
        @Override
        EventSink sink() {
            KernelEvent[] kept = new KernelEvent[KEPT];
            int[] next = new int[1];
            return event -> kept[next[0]++ & KEPT - 1] = event;
        }
    };

    private static final int KEPT = 1 << 16;

    /** A new listener, or null. */
    abstract EventSink sink();
}
