package org.mmscope.session;

import java.lang.System.Logger.Level;
import java.util.BitSet;
import java.util.function.BooleanSupplier;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.scenario.ScenarioException;
import org.mmscope.session.internal.CommandQueue;
import org.mmscope.session.internal.History;
import org.mmscope.session.internal.Playback;
import org.mmscope.session.internal.Program;
import org.mmscope.session.internal.RunLog;

/**
 * The engine thread's side of a session: carries out commands, and publishes where they lead. Only {@link #state()},
 * {@link #statement()}, {@link #failure()} and {@link #breakpoints(BitSet)} are for other threads.
 */
final class Engine {

    private static final System.Logger LOG = System.getLogger(Engine.class.getName());

    private final Playback playback;
    private final CommandQueue commands;
    private final Publisher publisher;
    private final SessionOptions options;
    private String failureMessage;
    private volatile BitSet breakpoints = new BitSet();
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

    /** Lines before which a run stops; the set is not changed any more. */
    void breakpoints(BitSet lines) {
        breakpoints = lines;
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

    /** Runs until {@code stop} holds between two statements, a breakpoint, the end, or another command. */
    void advance(BooleanSupplier stop) {
        if (!stateHere().canAdvance() || commands.interrupted()) {
            return;
        }
        publish(SessionState.RUNNING);
        do {
            playback.step();
            statement = playback.statement();
            publishIfDue();
        } while (!playback.program().atEnd() && !commands.interrupted() && !breakpoints.get(line())
                && !stop.getAsBoolean());
        publishHere();
    }

    /** Goes back one statement, or from the middle of one that failed to its beginning. */
    void stepBack() {
        travel(playback.broken() ? playback.statement() : Math.max(0, playback.statement() - 1));
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

    /** Publishes the last moment and lets go of the listeners. */
    void close() {
        state = SessionState.CLOSED;
        publisher.close(momentHere(), options.nanoTime().getAsLong());
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
        return playback.statement() == 0 ? SessionState.READY : SessionState.PAUSED;
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
        MachineView view = viewHere(program);
        var position = new Moment.Position(playback.statement(), line(), playback.lastLine(), program.time());
        return new Moment(view, state, position, playback.lastRows(), failureMessage,
                publisher.changedSince(view.memory()));
    }

    /** The machine now; after a failure that left it unreadable, as it was last seen. */
    private MachineView viewHere(Program program) {
        try {
            return program.view();
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
