package org.mmscope.session;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Runs what it was given when it is told to, as a display does. */
final class ManualExecutor implements Executor {

    private final Queue<Runnable> waiting = new ArrayDeque<>();

    @Override
    public synchronized void execute(Runnable command) {
        waiting.add(command);
    }

    synchronized int waiting() {
        return waiting.size();
    }

    void runAll() {
        for (Runnable next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private synchronized Runnable next() {
        return waiting.poll();
    }
}
