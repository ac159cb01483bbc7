package org.mmscope.session;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.mmscope.kernel.event.KernelEvent;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.scenario.ExpectationFailure;
import org.mmscope.scenario.Scenario;
import org.mmscope.scenario.TranscriptRow;
import org.mmscope.session.export.ExportSource;
import org.mmscope.session.internal.CommandQueue;
import org.mmscope.session.internal.Program;
import org.mmscope.session.internal.RunLog;
import org.mmscope.session.internal.SavedRun;
import org.mmscope.session.internal.ScenarioProgram;
import org.mmscope.session.internal.StatementInterruptedException;
import org.mmscope.session.snapshot.SnapshotFile;
import org.mmscope.session.snapshot.StateChunk;

/**
 * One open machine with a thread of its own that runs it. Commands may be given from any thread and return at once;
 * they are carried out in order. {@link #run()} and {@link #runToLine} end early when another command is given;
 * {@link #pause()}, {@link #restart()}, {@link #jumpTo} and {@link #close()} also drop the commands that still wait
 * and cut short the one in progress, between two statements or, when one takes long, in the middle of it.
 *
 * <p>Whoever wants to follow subscribes, and closes the subscription; see {@link SessionListener}.
 */
public final class Session implements AutoCloseable {

    private final CommandQueue commands = new CommandQueue();
    private final RunLog log;
    private final Publisher publisher;
    private Scenario scenario;
    private Engine engine;
    private volatile boolean closing;

    /**
     * Boots the machine that a scenario asks for and stands before its first statement. Takes as long as booting: up to
     * half a second for a machine of 4 GB.
     *
     * @throws SessionException if the machine does not start
     */
    public static Session open(Scenario scenario, SessionOptions options) {
        Session session = new Session(scenario.source().fileName(), () -> new ScenarioProgram(scenario), options);
        session.scenario = scenario;
        return session;
    }

    /**
     * Goes on where a session was saved: boots its machine and is on the way to the saved statement when it returns.
     *
     * @throws SessionException if the snapshot holds no run, or its scenario is refused or its machine does not start
     * @throws IOException if the run in the snapshot is damaged
     */
    public static Session resume(SnapshotFile snapshot, SessionOptions options) throws IOException {
        if (!snapshot.stateNames().contains(SavedRun.CHUNK)) {
            throw new SessionException("The snapshot holds no run. It can be looked at but not resumed", null);
        }
        return resume(SavedRun.read(snapshot.state(SavedRun.CHUNK)), options);
    }

    static Session resume(SavedRun saved, SessionOptions options) {
        Session session = open(saved.scenario(), options);
        session.jumpTo(saved.statement());
        return session;
    }

    /** A session over any program; {@code boot} is called on the engine thread. */
    Session(String name, Supplier<Program> boot, SessionOptions options) {
        log = new RunLog(options.rows(), options.events(), options.samples());
        publisher = new Publisher(options.updatesPerSecond());
        CompletableFuture<Void> booted = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("mmscope " + name).start(() -> serve(boot, options, booted));
        try {
            booted.join();
        } catch (CompletionException e) {
            throw new SessionException("The machine does not start: " + Engine.describe(e.getCause()), e.getCause());
        }
    }

    private void serve(Supplier<Program> boot, SessionOptions options, CompletableFuture<Void> booted) {
        try {
            engine = new Engine(boot.get(), options, commands, log, publisher);
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

    /** The scenario that is run; none when the program is another one. */
    public Optional<Scenario> scenario() {
        return Optional.ofNullable(scenario);
    }

    /** A moment of this session for exporters, with what is needed to {@link #resume}. */
    public ExportSource exportSource(Moment moment) {
        Map<String, StateChunk> state = scenario == null ? Map.of()
                : Map.of(SavedRun.CHUNK, SavedRun.of(scenario, moment.statement())::writeTo);
        return new ExportSource() {
            @Override
            public MachineView view() {
                return moment.view();
            }

            @Override
            public Map<String, StateChunk> state() {
                return state;
            }
        };
    }

    /** What the session is doing now. */
    public SessionState state() {
        return engine.state();
    }

    /** Statements run since the start, up to date also while running with nobody listening. */
    public long statement() {
        return engine.statement();
    }

    /** What the engine threw when the state is {@link SessionState#FAILED}, for a bug report. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(engine.failure());
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

    /**
     * What happened in the kernel, as far as it is still kept: the first of the events of some statements that a filter
     * wants, in order. Statements that were run once count as run, also when the session has gone back since. Takes
     * time in proportion to the events of those statements; any thread.
     *
     * @param firstStatement the first statement, from 1
     * @param lastStatement the last statement
     * @param atMost events given at most; to page on, ask again from the statement of the last one
     */
    public List<LoggedEvent> events(EventFilter filter, long firstStatement, long lastStatement, int atMost) {
        return log.events(filter, firstStatement, lastStatement, atMost);
    }

    /** Number of events that are kept. */
    public long eventCount() {
        return log.eventCount();
    }

    /**
     * Samples of the run as far as it has ever come, in order, at equal distances of statements: every statement at
     * first, then every second one, and so on, so that there are never more than the options say.
     */
    public List<Sample> samples() {
        return log.samples();
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
        setBreakpoints(lines.stream().map(Breakpoint::at).toList());
    }

    /** Where a run stops, also one that is under way; they replace those set before. */
    public void setBreakpoints(Collection<Breakpoint> breakpoints) {
        engine.breakpoints(List.copyOf(breakpoints));
    }

    /**
     * Slows runs down for watching, also one that is under way.
     *
     * @param statementsPerSecond at most so many, above 0; infinity for as fast as it goes, which is so at first
     */
    public void speed(double statementsPerSecond) {
        if (!(statementsPerSecond > 0)) {
            throw new IllegalArgumentException("a speed is above 0");
        }
        engine.speed(statementsPerSecond);
    }

    /** Runs until the end, a breakpoint, or the next command. */
    public void run() {
        append(() -> engine.advance(place -> false));
    }

    /** Runs until the statement of a line, from 1, is next, or as {@link #run()}. */
    public void runToLine(int line) {
        append(() -> engine.advance(Conditions.line(line)));
    }

    /** Runs at least one statement, until a condition holds after one, or as {@link #run()}. */
    public void runTo(Condition condition) {
        append(() -> engine.advance(condition));
    }

    /**
     * Goes back to the last place before this one where a condition held; stays here if there is none, or when another
     * command that cancels comes first. Takes as long as running from the checkpoints in between.
     */
    public void runBackTo(Condition condition) {
        append(() -> engine.runBackTo(condition));
    }

    /**
     * Stops between two statements. A statement that goes on for more than a fifth of a second is given up: the session
     * is before it then, as if it had not begun.
     */
    public void pause() {
        replace(engine::publishHere);
    }

    /** Runs one statement, or the rest of the one that the session is inside. */
    public void step() {
        append(engine::step);
    }

    /**
     * Goes inside the next statement, to the first decision of its first page fault; from there to the next one, and
     * from the last one to the end of the statement. A statement without page faults is run as a whole. Running,
     * stepping and travelling leave the statement by what they do; {@link #stepBack} goes to the decision before.
     */
    public void stepInto() {
        append(engine::stepInto);
    }

    /**
     * Goes back one statement, inside a statement one decision; after a failure to just before the statement that
     * failed.
     */
    public void stepBack() {
        append(engine::stepBack);
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
        replace(() -> engine.travel(target));
    }

    /** Goes back to the start. */
    public void restart() {
        replace(() -> engine.travel(0));
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

    /** Ends the session between two statements, or in the middle of one that takes long; listeners hear of a last moment, commands do nothing any more. */
    @Override
    public void close() {
        closing = true;
        commands.close(() -> {
            guarded(engine::close).run();
            log.close();
        });
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
            } catch (StatementInterruptedException e) {
                if (!closing) {
                    guarded(engine::recover).run();
                }
            } catch (Throwable t) {
                engine.fail(t);
            }
        };
    }
}
