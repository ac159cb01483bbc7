package org.mmscope.session.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Commands on their way to the engine thread. A command that is appended waits for the ones before it; one that
 * replaces drops those that wait and cancels the one that runs.
 */
public final class CommandQueue {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;
    private boolean closed;
    private boolean ended;
    private volatile boolean interrupted;
    private volatile boolean cancelled;

    /** Adds a command behind those that wait; nothing happens when the queue is closed. */
    public void append(Runnable command) {
        lock.lock();
        try {
            add(command, false);
        } finally {
            lock.unlock();
        }
    }

    /** Drops what waits, cancels what runs, and adds a command; nothing happens when the queue is closed. */
    public void replace(Runnable command) {
        lock.lock();
        try {
            add(command, true);
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #replace}, and takes no command after this one. */
    public void close(Runnable last) {
        lock.lock();
        try {
            add(last, true);
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private void add(Runnable command, boolean replace) {
        if (closed) {
            return;
        }
        if (replace) {
            waiting.clear();
            cancelled = true;
        }
        waiting.add(command);
        interrupted = true;
        changed.signalAll();
    }

    /** Whether a command waits: a run in progress ends between two statements. */
    public boolean interrupted() {
        return interrupted;
    }

    /** Whether a replacing command waits: everything in progress ends between two statements. */
    public boolean cancelled() {
        return cancelled;
    }

    /**
     * Waits until a command waits, or the time is up; for the thread that serves.
     *
     * @param nanos how long, in ns
     */
    public void awaitInterruption(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (!interrupted && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Serves commands on the calling thread until the last command after {@link #close} has run. */
    public void serve() {
        for (Runnable command = take(); command != null; command = take()) {
            command.run();
        }
    }

    private Runnable take() {
        lock.lock();
        try {
            busy = false;
            changed.signalAll();
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            return next();
        } finally {
            lock.unlock();
        }
    }

    private Runnable next() {
        Runnable command = waiting.poll();
        interrupted = !waiting.isEmpty();
        cancelled = false;
        busy = command != null;
        ended = command == null;
        return command;
    }

    /**
     * Waits until no command waits or runs, or the thread that serves has ended.
     *
     * @return false when the time was up first
     * @throws InterruptedException if the calling thread is interrupted
     */
    public boolean waitIdle(Duration timeout) throws InterruptedException {
        long left = TimeUnit.NANOSECONDS.convert(timeout);
        lock.lockInterruptibly();
        try {
            while (!ended && (busy || closed || !waiting.isEmpty())) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
