package org.mmscope.session;

import java.lang.System.Logger.Level;
import java.util.List;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.scenario.ScenarioException;
import org.mmscope.session.internal.CommandQueue;
import org.mmscope.session.internal.History;
import org.mmscope.session.internal.Patience;
import org.mmscope.session.internal.Playback;
import org.mmscope.session.internal.PlaybackPlace;
import org.mmscope.session.internal.Program;
import org.mmscope.session.internal.RunLog;

/**
 * The engine thread's side of a session: carries out commands, and publishes where they lead. Only {@link #state()},
 * {@link #statement()}, {@link #failure()}, {@link #breakpoints} and {@link #speed} are for other threads.
 */
final class Engine {

    private static final System.Logger LOG = System.getLogger(Engine.class.getName());
    private static final double NANOS = 1e9;
    /** How often the speed is looked at while a run waits, in ns. */
    private static final long PACE_SLICE = 50_000_000;

    private final Playback playback;
    private final CommandQueue commands;
    private final Publisher publisher;
    private final SessionOptions options;
    private final Condition.Place here;
    private final Patience patience;
    private String failureMessage;
    private volatile List<Breakpoint> breakpoints = List.of();
    private volatile double speed = Double.POSITIVE_INFINITY;
    private volatile SessionState state;
    private volatile long statement;
    private volatile Throwable failure;

    /** Stands before the first statement of a program and publishes that. */
    Engine(Program program, SessionOptions options, CommandQueue commands, RunLog log, Publisher publisher) {
        this.options = options;
        this.commands = commands;
        this.publisher = publisher;
        playback = new Playback(program, new History(options.history()), log, options.events() > 0, options.recorder(),
                options.nanoTime());
        here = new PlaybackPlace(playback);
        patience = new Patience(commands, options.nanoTime());
        program.interruption(patience::point);
        publishHere();
    }

    SessionState state() {
        return state;
    }

    long statement() {
        return statement;
    }

    Throwable failure() {
        return failure;
    }

    /** Where a run stops; the list is not changed any more. */
    void breakpoints(List<Breakpoint> value) {
        breakpoints = value;
    }

    /** Statements a second at most in a run. */
    void speed(double statementsPerSecond) {
        speed = statementsPerSecond;
    }

    /** Line of the next statement; 0 at the end. */
    int line() {
        return playback.program().nextLine();
    }

    void step() {
        if (stateHere().canAdvance()) {
            playback.step();
            publishHere();
        }
    }

    /** Goes to the next decision of a page fault in the next statement, or to its end after the last one. */
    void stepInto() {
        if (stateHere().canAdvance()) {
            if (!playback.decide(playback.decision() == null ? 1 : playback.decision().index() + 1)) {
                playback.step();
            }
            publishHere();
        }
    }

    /** Runs until {@code stop} holds between two statements, a breakpoint, the end, or another command. */
    void advance(Condition stop) {
        if (!stateHere().canAdvance() || commands.interrupted()) {
            return;
        }
        publish(SessionState.RUNNING);
        do {
            long began = options.nanoTime().getAsLong();
            playback.step();
            statement = playback.statement();
            publishIfDue();
            keepPace(began);
        } while (!playback.program().atEnd() && !commands.interrupted() && !atBreakpoint() && !stop.holds(here));
        publishHere();
    }

    private boolean atBreakpoint() {
        for (Breakpoint breakpoint : breakpoints) {
            if (breakpoint.stopsAt(here)) {
                return true;
            }
        }
        return false;
    }

    /** Waits until a statement has taken its time at the speed wanted, which may change meanwhile. */
    private void keepPace(long began) {
        while (speed < NANOS && !commands.interrupted()) {
            long left = began + (long) (NANOS / speed) - options.nanoTime().getAsLong();
            if (left <= 0) {
                return;
            }
            publishIfDue();
            commands.awaitInterruption(Math.min(left, PACE_SLICE));
        }
    }

    /** Stands before the statement that was given up. */
    void recover() {
        patience.without(() -> playback.travel(playback.statement(), () -> false));
    }

    /** Goes back one statement, or one decision inside a statement, or to the beginning of one that failed. */
    void stepBack() {
        FaultDecision decision = playback.decision();
        if (decision == null) {
            travel(playback.broken() ? playback.statement() : Math.max(0, playback.statement() - 1));
        } else if (decision.index() == 1) {
            travel(playback.statement());
        } else {
            playback.decide(decision.index() - 1);
            publishHere();
        }
    }

    /** Goes back to the last place where a condition held; stays here when there is none. */
    void runBackTo(Condition condition) {
        state = SessionState.RUNNING;
        failure = null;
        failureMessage = null;
        playback.travelBackTo(() -> condition.holds(here), commands::cancelled);
        publishHere();
    }

    void travel(long target) {
        state = SessionState.RUNNING;
        failure = null;
        failureMessage = null;
        playback.travel(target, commands::cancelled);
        publishHere();
    }

    void publishHere() {
        publish(stateHere());
    }

    /**
     * Publishes the last moment and lets go of the listeners. In the middle of a statement that was given up that is
     * the one published last.
     */
    void close() {
        state = SessionState.CLOSED;
        boolean givenUp = playback.broken() && playback.decision() == null && failure == null;
        publisher.close(givenUp ? publisher.latest().closed() : momentHere(), options.nanoTime().getAsLong());
    }

    /** Makes the failure of a command a state that can be seen. */
    void fail(Throwable t) {
        failure = t;
        failureMessage = t instanceof ScenarioException refused
                ? "line " + refused.diagnostic().line() + ": " + refused.diagnostic().message()
                : "line " + line() + ": the engine failed: " + describe(t);
        LOG.log(Level.DEBUG, failureMessage, t);
        publish(SessionState.FAILED);
    }

    private SessionState stateHere() {
        if (failure != null) {
            return SessionState.FAILED;
        }
        if (playback.program().atEnd()) {
            return SessionState.FINISHED;
        }
        return playback.decision() != null ? SessionState.PAUSED : playback.statement() == 0 ? SessionState.READY : SessionState.PAUSED;
    }

    private void publishIfDue() {
        if (publisher.due(options.nanoTime().getAsLong())) {
            publish(SessionState.RUNNING);
        }
    }

    private void publish(SessionState now) {
        state = now;
        statement = playback.statement();
        publisher.publish(momentHere(), options.nanoTime().getAsLong());
    }

    private Moment momentHere() {
        Program program = playback.program();
        MachineView view = viewHere();
        var position = new Moment.Position(playback.statement(), line(), playback.lastLine(), program.time());
        return new Moment(view, state, position, playback.lastRows(), failureMessage,
                publisher.changedSince(view.memory()), playback.decision());
    }

    /** The machine now; after a failure that left it unreadable, as it was last seen. */
    private MachineView viewHere() {
        try {
            return playback.view();
        } catch (RuntimeException e) {
            if (failure == null) {
                throw e;
            }
            return publisher.latest().view();
        }
    }

    /** What a failure says of itself. */
    static String describe(Throwable t) {
        return t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
    }
}
