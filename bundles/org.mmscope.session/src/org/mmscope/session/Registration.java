package org.mmscope.session;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * One listener with the newest moment that it has not heard of yet. A moment that comes while another one is on its
 * way takes its place and its changed frames.
 */
final class Registration implements Subscription {

    private static final System.Logger LOG = System.getLogger(Registration.class.getName());

    private final SessionListener listener;
    private final Executor executor;
    private final Consumer<Registration> onClose;
    private final Object calling = new Object();
    private Moment next;
    private boolean first = true;
    private volatile boolean closed;

    Registration(SessionListener listener, Executor executor, Consumer<Registration> onClose) {
        this.listener = listener;
        this.executor = executor;
        this.onClose = onClose;
    }

    /** Hands a moment over; any thread. */
    void offer(Moment moment) {
        if (put(moment)) {
            try {
                executor.execute(this::deliver);
            } catch (RejectedExecutionException e) {
                close();
            }
        }
    }

    /** Returns whether a delivery has to be asked for: none is on its way. */
    private synchronized boolean put(Moment moment) {
        Moment overtaken = next;
        if (overtaken != null) {
            next = moment.replacing(overtaken);
        } else {
            next = first ? moment.asFirst() : moment;
            first = false;
        }
        return overtaken == null;
    }

    private synchronized Moment take() {
        Moment moment = next;
        next = null;
        return moment;
    }

    private void deliver() {
        synchronized (calling) {
            Moment moment = take();
            if (!closed && moment != null) {
                call(moment);
            }
        }
    }

    private void call(Moment moment) {
        try {
            listener.momentChanged(moment);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A listener failed on the moment after statement " + moment.statement(), e);
        }
    }

    @Override
    public void close() {
        closed = true;
        onClose.accept(this);
    }
}
