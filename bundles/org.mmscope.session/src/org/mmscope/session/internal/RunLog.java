package org.mmscope.session.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

import org.mmscope.kernel.event.KernelEvent;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.scenario.ExpectationFailure;
import org.mmscope.scenario.TranscriptRow;
import org.mmscope.session.EventFilter;
import org.mmscope.session.LoggedEvent;
import org.mmscope.session.Sample;

/**
 * What the statements of a run have produced, each recorded when it was run for the first time: the newest transcript
 * rows, failed expectations, kernel events and named snapshots, and samples of the whole run. Going back forgets
 * nothing, as going forward again would produce the same; readers ask for what lies up to a statement. Written by the engine thread, read by any.
 */
public final class RunLog implements AutoCloseable {

    private static final int SNAPSHOTS = 64;

    private final Ring<TranscriptRow> rows;
    private final Ring<ExpectationFailure> failures;
    private final EventLog events;
    private final Samples samples;
    private final Ring<Map.Entry<String, MachineView>> snapshots = new Ring<>(SNAPSHOTS);

    /** The newest of something, in order of the statements, counted from 1, that produced it. */
    private static final class Ring<T> {

        private record At<T>(long statement, T value) {
        }

        private final Deque<At<T>> items = new ArrayDeque<>();
        private final int limit;

        Ring(int limit) {
            this.limit = limit;
        }

        void add(long statement, T value) {
            if (limit > 0) {
                if (items.size() == limit) {
                    items.remove();
                }
                items.add(new At<>(statement, value));
            }
        }

        List<T> upTo(long statement) {
            return items.stream().takeWhile(at -> at.statement() <= statement).map(At::value).toList();
        }

        void forget(long statement) {
            while (!items.isEmpty() && items.getLast().statement() >= statement) {
                items.removeLast();
            }
        }
    }

    /**
     * An empty log.
     *
     * @param rowLimit rows and failed expectations kept, each
     * @param eventLimit kernel events kept
     * @param sampleLimit samples kept, even
     */
    public RunLog(int rowLimit, int eventLimit, int sampleLimit) {
        rows = new Ring<>(rowLimit);
        failures = new Ring<>(rowLimit);
        events = new EventLog(eventLimit);
        samples = new Samples(sampleLimit);
    }

    /** Adds a row of a statement. */
    public synchronized void row(long statement, TranscriptRow row) {
        rows.add(statement, row);
    }

    /** Adds a failed expectation of a statement. */
    public synchronized void failure(long statement, ExpectationFailure failure) {
        failures.add(statement, failure);
    }

    /** Adds a kernel event of a statement. */
    public void event(long statement, KernelEvent event) {
        events.add(statement, event);
    }

    /** Adds a named snapshot that a statement took. */
    public synchronized void snapshot(long statement, String name, MachineView view) {
        snapshots.add(statement, Map.entry(name, view));
    }

    /** Forgets what a statement that was given up, and any after it, has produced. */
    public synchronized void forget(long statement) {
        rows.forget(statement);
        failures.forget(statement);
        events.forget(statement);
        snapshots.forget(statement);
    }

    /** The newest rows up to a statement, in order. */
    public synchronized List<TranscriptRow> rows(long upTo) {
        return rows.upTo(upTo);
    }

    /** The newest failed expectations up to a statement, in order. */
    public synchronized List<ExpectationFailure> failures(long upTo) {
        return failures.upTo(upTo);
    }

    /** Takes a sample if one is due after so many statements. */
    public void reached(long statement, LongFunction<Sample> machine) {
        samples.reached(statement, machine);
    }

    /** The kernel events of a statement that are still kept, in order. */
    public List<KernelEvent> events(long statement) {
        return events.find(EventFilter.ALL, statement, statement, Integer.MAX_VALUE).stream().map(LoggedEvent::event)
                .toList();
    }

    /** The first of the events of some statements that a filter wants, in order. */
    public List<LoggedEvent> events(EventFilter filter, long firstStatement, long lastStatement, int atMost) {
        return events.find(filter, firstStatement, lastStatement, atMost);
    }

    /** Events kept. */
    public long eventCount() {
        return events.size();
    }

    /** The samples of the run, in order. */
    public List<Sample> samples() {
        return samples.list();
    }

    /** Lets go of what takes room: the events. */
    @Override
    public void close() {
        events.close();
    }

    /** The newest snapshots up to a statement by name, of each name the last one. */
    public synchronized Map<String, MachineView> snapshots(long upTo) {
        Map<String, MachineView> views = new LinkedHashMap<>();
        snapshots.upTo(upTo).forEach(named -> views.put(named.getKey(), named.getValue()));
        return views;
    }
}
