package org.mmscope.session.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.scenario.ExpectationFailure;
import org.mmscope.scenario.RunListener;
import org.mmscope.scenario.ScenarioException;
import org.mmscope.scenario.TranscriptRow;
import org.mmscope.session.FaultDecision;

/**
 * A program with its place in the run: steps forward, leaves checkpoints, and travels to any statement by the nearest
 * checkpoint and a replay. Engine thread only.
 */
public final class Playback implements RunListener {

    private final Program program;
    private final History history;
    private final RunLog log;
    private final Optional<RunListener> recorder;
    private final LongSupplier nanoTime;
    private final boolean events;

    private final List<TranscriptRow> rows = new ArrayList<>();
    private final List<String> snapshots = new ArrayList<>();
    private List<TranscriptRow> lastRows = List.of();
    private int lastLine;
    private long statement;
    private long recorded;
    private long faults;
    private long hardFaults;
    private long work;
    private long nextCheckpoint;
    private boolean broken;
    private FaultDecision decision;
    private MachineView decisionView;
    private Checkpoint begin;

    /**
     * A program at its first statement.
     *
     * @param events whether the log takes kernel events
     * @param recorder hears of what each statement produces when it is run for the first time
     * @param nanoTime the clock of the host in ns
     */
    public Playback(Program program, History history, RunLog log, boolean events,
            Optional<RunListener> recorder, LongSupplier nanoTime) {
        this.program = program;
        this.history = history;
        this.log = log;
        this.events = events;
        this.recorder = recorder;
        this.nanoTime = nanoTime;
        keepCheckpoint();
        sample();
    }

    /** The program, to be read. */
    public Program program() {
        return program;
    }

    /** Statements run since the start. */
    public long statement() {
        return statement;
    }

    /** Line of the statement just run; 0 at the start. */
    public int lastLine() {
        return lastLine;
    }

    /** Rows of the statement just run. */
    public List<TranscriptRow> lastRows() {
        return lastRows;
    }

    /** Whether a statement failed half way; only travelling helps then. */
    public boolean broken() {
        return broken;
    }

    /** The decision after which it stands inside the next statement, null between two statements. */
    public FaultDecision decision() {
        return decision;
    }

    /** The machine as it is to be shown: after the decision, or between two statements. */
    public MachineView view() {
        return decision == null ? program.view() : decisionView;
    }

    /**
     * Goes inside the next statement, to just after a decision of its page faults; nothing of what it does there is
     * logged.
     *
     * @param index which decision of the statement, from 1
     * @return false if it makes fewer: it stands before the statement then
     */
    public boolean decide(int index) {
        leave();
        begin = new Checkpoint(statement, work, program.capture(), lastLine, lastRows);
        DecisionFinder finder = new DecisionFinder(index, program::view);
        program.eventSink(finder);
        broken = true;
        try {
            program.step(new RunListener() { });
        } catch (DecisionFinder.FoundException found) {
            decision = finder.decision();
            decisionView = finder.view();
            return true;
        } catch (ScenarioException fewer) {
            // Running the statement as a whole meets it again, and tells of it.
        }
        restore(begin);
        return false;
    }

    /** Goes back to before the statement if it stands inside one. */
    public void leave() {
        if (decision != null) {
            restore(begin);
        }
    }

    /**
     * Runs one statement.
     *
     * @throws RuntimeException if the engine fails; the playback is broken then
     */
    public void step() {
        leave();
        boolean first = firstTime();
        int line = program.nextLine();
        long began = nanoTime.getAsLong();
        rows.clear();
        broken = true;
        program.eventSink(events && firstTime() ? event -> log.event(statement + 1, event) : null);
        try {
            program.step(this);
        } catch (StatementInterruptedException e) {
            log.forget(statement + 1);
            throw e;
        } catch (Throwable t) {
            recorded = Math.max(recorded, statement + 1);
            throw t;
        }
        recorded = Math.max(recorded, statement + 1);
        broken = false;
        work += nanoTime.getAsLong() - began;
        statement++;
        lastLine = line;
        lastRows = List.copyOf(rows);
        if (first) {
            sample();
        }
        finishStatement();
    }

    private void sample() {
        for (TranscriptRow row : lastRows) {
            for (TranscriptRow.FaultRow fault : row.faults()) {
                faults++;
                hardFaults += fault.hard() ? 1 : 0;
            }
        }
        log.reached(statement, at -> program.sample(at, faults, hardFaults));
    }

    private void finishStatement() {
        snapshots.forEach(name -> log.snapshot(statement, name, program.view()));
        snapshots.clear();
        if (work >= nextCheckpoint) {
            keepCheckpoint();
        }
    }

    private void keepCheckpoint() {
        history.add(new Checkpoint(statement, work, program.capture(), lastLine, lastRows));
        planCheckpoint(work);
    }

    private void planCheckpoint(long since) {
        long interval = history.interval(work);
        nextCheckpoint = interval > Long.MAX_VALUE - since ? Long.MAX_VALUE : since + interval;
    }

    /**
     * Goes to the place after {@code target} statements, or to the end if there are fewer. When it is cancelled it
     * stops between two statements on the way.
     *
     * @throws RuntimeException if the engine fails on the way
     */
    public void travel(long target, BooleanSupplier cancelled) {
        leave();
        Checkpoint nearest = history.atOrBefore(target);
        if (broken || target < statement || nearest.statement() > statement) {
            restore(nearest);
        }
        while (statement < target && !program.atEnd() && !cancelled.getAsBoolean()) {
            step();
        }
    }

    /**
     * Looks backwards for the last place before this one where something holds, and goes there. Stays where it is when
     * there is none, or when it is cancelled.
     *
     * @param holds asked with this playback at each place
     * @throws RuntimeException if the engine fails on the way
     */
    public void travelBackTo(BooleanSupplier holds, BooleanSupplier cancelled) {
        long here = statement;
        long end = decision == null && !broken ? here : here + 1;
        long found = -1;
        while (found < 0 && end > 0 && !cancelled.getAsBoolean()) {
            Checkpoint from = history.atOrBefore(end - 1);
            found = lastBetween(from, end, holds, cancelled);
            end = from.statement();
        }
        travel(found < 0 || cancelled.getAsBoolean() ? here : found, () -> false);
    }

    private long lastBetween(Checkpoint from, long end, BooleanSupplier holds, BooleanSupplier cancelled) {
        restore(from);
        long found = holds.getAsBoolean() ? statement : -1;
        while (statement < end - 1 && !cancelled.getAsBoolean()) {
            step();
            found = holds.getAsBoolean() ? statement : found;
        }
        return found;
    }

    private void restore(Checkpoint checkpoint) {
        decision = null;
        decisionView = null;
        begin = null;
        snapshots.clear();
        program.restore(checkpoint.state());
        statement = checkpoint.statement();
        work = checkpoint.work();
        lastLine = checkpoint.lastLine();
        lastRows = checkpoint.lastRows();
        broken = false;
        planCheckpoint(work);
    }

    private boolean firstTime() {
        return statement >= recorded;
    }

    @Override
    public void row(TranscriptRow row) {
        rows.add(row);
        if (firstTime()) {
            log.row(statement + 1, row);
            recorder.ifPresent(r -> r.row(row));
        }
    }

    @Override
    public void expectationFailed(ExpectationFailure failure) {
        if (firstTime()) {
            log.failure(statement + 1, failure);
            recorder.ifPresent(r -> r.expectationFailed(failure));
        }
    }

    @Override
    public void snapshot(String name) {
        if (firstTime()) {
            snapshots.add(name);
            recorder.ifPresent(r -> r.snapshot(name));
        }
    }
}
