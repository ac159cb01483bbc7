package org.mmscope.session;

import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

import org.mmscope.machine.PhysicalReader;

/**
 * Hands moments to the listeners: while running not faster than the rate, at every stop at once. Publishing is the
 * engine thread's; subscribing is anybody's.
 */
final class Publisher {

    private final List<Registration> registrations = new CopyOnWriteArrayList<>();
    private final long periodNanos;
    private long lastNanos;
    private volatile Moment latest;
    private boolean closed;

    Publisher(int perSecond) {
        periodNanos = (1_000_000_000L + perSecond - 1) / perSecond;
    }

    Moment latest() {
        return latest;
    }

    /** Whether somebody listens and the last moment is old enough for another one in the middle of a run. */
    boolean due(long nanos) {
        return !registrations.isEmpty() && nanos - lastNanos >= periodNanos;
    }

    /** Publishes a moment at a time of the host's clock, in ns. */
    synchronized void publish(Moment moment, long nanos) {
        lastNanos = nanos;
        latest = moment;
        registrations.forEach(registration -> registration.offer(moment));
    }

    /** Publishes the last moment and lets go of the listeners. */
    synchronized void close(Moment last, long nanos) {
        publish(last, nanos);
        registrations.clear();
        closed = true;
    }

    /** Registers a listener and gives it the present moment; after the end it hears of that one only. */
    synchronized Subscription subscribe(SessionListener listener, Executor executor) {
        Registration registration = new Registration(listener, executor, registrations::remove);
        if (!closed) {
            registrations.add(registration);
        }
        registration.offer(latest);
        return registration;
    }

    int registrations() {
        return registrations.size();
    }

    /** Frames that differ between the moment published last and this memory; all while there is none. */
    BitSet changedSince(PhysicalReader memory) {
        return Frames.changed(latest == null ? null : latest.view().memory(), memory);
    }
}
