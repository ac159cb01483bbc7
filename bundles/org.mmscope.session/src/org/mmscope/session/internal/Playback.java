package org.mmscope.session.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import org.mmscope.scenario.ExpectationFailure;
import org.mmscope.scenario.RunListener;
import org.mmscope.scenario.TranscriptRow;

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
    private long work;
    private long nextCheckpoint;
    private boolean broken;

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

    /**
     * Runs one statement.
     *
     * @throws RuntimeException if the engine fails; the playback is broken then
     */
    public void step() {
        int line = program.nextLine();
        long began = nanoTime.getAsLong();
        rows.clear();
        broken = true;
        program.eventSink(events && firstTime() ? event -> log.event(statement + 1, event) : null);
        try {
            program.step(this);
        } finally {
            recorded = Math.max(recorded, statement + 1);
        }
        broken = false;
        work += nanoTime.getAsLong() - began;
        statement++;
        lastLine = line;
        lastRows = List.copyOf(rows);
        finishStatement();
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
        Checkpoint nearest = history.atOrBefore(target);
        if (broken || target < statement || nearest.statement() > statement) {
            restore(nearest);
        }
        while (statement < target && !program.atEnd() && !cancelled.getAsBoolean()) {
            step();
        }
    }

    private void restore(Checkpoint checkpoint) {
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
