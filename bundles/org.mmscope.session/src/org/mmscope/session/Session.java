package org.mmscope.session;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.mmscope.kernel.event.KernelEvent;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.scenario.ExpectationFailure;
import org.mmscope.scenario.TranscriptRow;
import org.mmscope.session.internal.CommandQueue;
import org.mmscope.session.internal.History;
import org.mmscope.session.internal.Playback;
import org.mmscope.session.internal.Program;
import org.mmscope.session.internal.RunLog;

/**
 * One open machine with a thread of its own that runs it. Commands may be given from any thread and return at once;
 * they are carried out in order. {@link #run()} and {@link #runToLine} end early when another command is given;
 * {@link #pause()}, {@link #restart()}, {@link #jumpTo} and {@link #close()} also drop the commands that still wait
 * and cut short the one in progress, between two statements.
 *
 * <p>Whoever wants to follow subscribes, and closes the subscription; see {@link SessionListener}.
 */
public final class Session implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Session.class.getName());

    private final SessionOptions options;
    private final CommandQueue commands = new CommandQueue();
    private final RunLog log;
    private final Publisher publisher;
    private Playback playback;
    private volatile BitSet breakpoints = new BitSet();
    private volatile SessionState state = SessionState.READY;
    private volatile long statement;
    private volatile Throwable failure;
    private String failureMessage;

    /** A session over any program; {@code boot} is called on the engine thread. */
    Session(String name, Supplier<Program> boot, SessionOptions options) {
        this.options = options;
        log = new RunLog(options.rows(), options.events());
        publisher = new Publisher(options.updatesPerSecond());
        CompletableFuture<Void> booted = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("mmscope " + name).start(() -> serve(boot, booted));
        try {
            booted.join();
        } catch (CompletionException e) {
            throw new SessionException("The machine does not start: " + describe(e.getCause()), e.getCause());
        }
    }

    private void serve(Supplier<Program> boot, CompletableFuture<Void> booted) {
        try {
            playback = new Playback(boot.get(), new History(options.history()), log, options.events() > 0,
                    options.recorder(), options.nanoTime());
            publish(stateHere());
            booted.complete(null);
        } catch (Throwable t) {
            booted.completeExceptionally(t);
            return;
        }
        commands.serve();
    }

    /** The newest moment published: the present one unless the session is running. */
    public Moment moment() {
        return publisher.latest();
    }

    /** What the session is doing now. */
    public SessionState state() {
        return state;
    }

    /** Statements run since the start, up to date also while running with nobody listening. */
    public long statement() {
        return statement;
    }

    /** What the engine threw when the state is {@link SessionState#FAILED}, for a bug report. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** The newest transcript rows up to the present moment, in order. */
    public List<TranscriptRow> transcript() {
        return log.rows(moment().statement());
    }

    /** The newest failed expectations up to the present moment, in order. */
    public List<ExpectationFailure> expectationFailures() {
        return log.failures(moment().statement());
    }

    /** What happened in the kernel in a statement, counted from 1, in order, as far as it is still kept. */
    public List<KernelEvent> events(long statement) {
        return log.events(statement);
    }

    /** Snapshots that the scenario has taken up to the present moment, by name. */
    public Map<String, MachineView> snapshots() {
        return log.snapshots(moment().statement());
    }

    /**
     * Registers a listener. It hears of the present moment first, then of new ones: at most the rate of the options
     * while running, and always at a step, a pause, the end, a failure.
     *
     * @param executor calls the listener; an executor that refuses ends the subscription
     */
    public Subscription subscribe(SessionListener listener, Executor executor) {
        return publisher.subscribe(listener, executor);
    }

    /** Number of subscriptions that are open. */
    public int subscriptions() {
        return publisher.registrations();
    }

    /** Lines, from 1, before whose statements a run stops; they replace those set before. */
    public void breakpoints(Collection<Integer> lines) {
        BitSet set = new BitSet();
        lines.forEach(set::set);
        breakpoints = set;
    }

    /** Runs until the end, a breakpoint, or the next command. */
    public void run() {
        append(() -> advance(() -> breakpoints.get(line())));
    }

    /** Runs until the statement of a line, from 1, is next, or as {@link #run()}. */
    public void runToLine(int line) {
        append(() -> advance(() -> line() == line || breakpoints.get(line())));
    }

    /** Stops between two statements. */
    public void pause() {
        replace(() -> publish(stateHere()));
    }

    /** Runs one statement. */
    public void step() {
        append(this::stepOnce);
    }

    /** Goes back one statement; after a failure to just before the statement that failed. */
    public void stepBack() {
        append(() -> travel(playback.broken() ? playback.statement() : Math.max(0, playback.statement() - 1)));
    }

    /**
     * Goes to the moment after a number of statements, back or forth; to the end if there are fewer.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public void jumpTo(long target) {
        if (target < 0) {
            throw new IllegalArgumentException("a run begins with statement 0");
        }
        replace(() -> travel(target));
    }

    /** Goes back to the start. */
    public void restart() {
        replace(() -> travel(0));
    }

    /**
     * Waits until every command given before is done.
     *
     * @return false when the time was up first
     * @throws InterruptedException if the calling thread is interrupted
     */
    public boolean waitIdle(Duration timeout) throws InterruptedException {
        return commands.waitIdle(timeout);
    }

    /** Ends the session between two statements; listeners hear of a last moment, commands do nothing any more. */
    @Override
    public void close() {
        commands.close(guarded(() -> {
            state = SessionState.CLOSED;
            publisher.close(momentHere(), options.nanoTime().getAsLong());
        }));
    }

    private void append(Runnable command) {
        commands.append(guarded(command));
    }

    private void replace(Runnable command) {
        commands.replace(guarded(command));
    }

    /** A command whose failure becomes a state that can be seen, and does not end the thread. */
    private Runnable guarded(Runnable command) {
        return () -> {
            try {
                command.run();
            } catch (Throwable t) {
                fail(t);
            }
        };
    }

    private int line() {
        return playback.program().nextLine();
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

    private void stepOnce() {
        if (stateHere().canAdvance()) {
            playback.step();
            publish(stateHere());
        }
    }

    private void advance(BooleanSupplier stop) {
        if (!stateHere().canAdvance() || commands.interrupted()) {
            return;
        }
        publish(SessionState.RUNNING);
        do {
            playback.step();
            statement = playback.statement();
            publishIfDue();
        } while (!playback.program().atEnd() && !commands.interrupted() && !stop.getAsBoolean());
        publish(stateHere());
    }

    private void travel(long target) {
        state = SessionState.RUNNING;
        failure = null;
        failureMessage = null;
        playback.travel(target, commands::cancelled);
        publish(stateHere());
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

    private void fail(Throwable t) {
        failure = t;
        failureMessage = "line " + line() + ": the engine failed: " + describe(t);
        LOG.log(Level.DEBUG, failureMessage, t);
        publish(SessionState.FAILED);
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

    private static String describe(Throwable t) {
        return t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
    }
}
