package org.mmscope.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.mmscope.kernel.BugCheckException;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.SystemThread;
import org.mmscope.kernel.ThreadOptions;
import org.mmscope.kernel.event.EventSink;
import org.mmscope.kernel.io.FileSource;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.process.EThread;
import org.mmscope.scenario.internal.Caller;
import org.mmscope.scenario.internal.Evaluator;
import org.mmscope.scenario.internal.MachineConfiguration;
import org.mmscope.scenario.internal.Outcome;
import org.mmscope.scenario.internal.Position;
import org.mmscope.scenario.internal.ScenarioThread;
import org.mmscope.scenario.internal.trace.TraceCounts;
import org.mmscope.scenario.internal.trace.TraceFormat;
import org.mmscope.scenario.internal.trace.TraceMemoryException;
import org.mmscope.scenario.internal.trace.TracePlaces;
import org.mmscope.scenario.internal.trace.TracePlayer;
import org.mmscope.scenario.internal.trace.TraceSyntaxException;
import org.mmscope.win32.CallResult;
import org.mmscope.win32.Win32;

/**
 * Runs a scenario a statement at a time on a machine that is booted for it. {@code machine}, {@code repeat} and
 * {@code end} are no statements of the run: the machine is there from the beginning, and the lines of a repeat follow
 * one another as often as they are repeated. Equal scenarios give equal runs. Engine thread only.
 */
public final class ScenarioRunner {

    private final Scenario scenario;
    private final List<Statement> statements;
    private final Kernel kernel;
    private final Win32 win32;
    private final Caller caller;
    private final Evaluator evaluator;
    private final Map<String, Integer> variables = new HashMap<>();
    private final Map<String, EProcess> processes = new HashMap<>();
    private final Map<String, TracePlaces> traces = new HashMap<>();
    private final Map<String, ScenarioThread> threads = new HashMap<>();
    private RunListener listener = new RunListener() { };
    private Position position;
    private TranscriptRow last;

    /** Boots the machine of a scenario, with nobody listening to its events. */
    public ScenarioRunner(Scenario scenario) {
        this(scenario, null);
    }

    /**
     * Boots the machine of a scenario.
     *
     * @param sink who is told of what happens in the kernel, null for nobody
     */
    public ScenarioRunner(Scenario scenario, EventSink sink) {
        this.scenario = scenario;
        this.statements = scenario.statements();
        this.kernel = Kernel.boot(MachineConfiguration.of(scenario.machine()), scenario.policies());
        this.kernel.eventSink(sink);
        this.evaluator = new Evaluator(variables);
        this.win32 = new Win32(kernel);
        this.caller = new Caller(win32, evaluator, processes, threads);
        this.position = Position.start(statements);
    }

    /** The machine. Between two statements it may be read. */
    public Kernel kernel() {
        return kernel;
    }

    /** Who hears of what the run gives; nobody at first. */
    public void listener(RunListener value) {
        listener = value;
    }

    public boolean atEnd() {
        return position.atEnd(statements);
    }

    /** Line of the next statement, 0 at the end. */
    public int nextLine() {
        return atEnd() ? 0 : next().line();
    }

    /**
     * The next statement.
     *
     * @throws IllegalStateException at the end
     */
    public Statement next() {
        if (atEnd()) {
            throw new IllegalStateException("the scenario is at its end");
        }
        return statements.get(position.index());
    }

    /** The count of the innermost repeat around the next statement, {@code $i}; 0 outside. */
    public int counter() {
        return position.counter();
    }

    /** The value of a variable, null when it is not set. */
    public Integer variable(String name) {
        return variables.get(name);
    }

    /** The living process of a name in the scenario, null when there is none. */
    public EProcess process(String name) {
        return processes.get(name);
    }

    /** The values of the variables that are set. */
    public Map<String, Integer> variables() {
        return Map.copyOf(variables);
    }

    /** The processes that are alive, by their names in the scenario. */
    public Map<String, EProcess> processes() {
        return Map.copyOf(processes);
    }

    /**
     * Runs exactly one statement.
     *
     * @throws ScenarioException when the line cannot be carried out; the run cannot go on then
     * @throws IllegalStateException at the end
     */
    public void step() {
        Statement statement = next();
        try {
            run(statement);
        } catch (UncheckedIOException e) {
            throw failure(statement, "a file of the host cannot be read: " + e.getCause().getMessage(), e);
        } catch (BugCheckException e) {
            throw failure(statement, "the system has stopped: " + e.getMessage(), e);
        }
        position = position.next(statements);
    }

    private void run(Statement statement) {
        switch (statement) {
            case Statement.File file -> makeFile(file);
            case Statement.CreateProcess process -> createProcess(process);
            case Statement.Fork fork -> fork(fork);
            case Statement.CreateThread thread -> createThread(thread);
            case Statement.Exit exit -> exit(exit.name());
            case Statement.Wait wait -> waitFor(wait.thread());
            case Statement.Tick tick -> tick(tick);
            case Statement.WorkingSet set -> workingSet(set);
            case Statement.Snapshot snapshot -> listener.snapshot(snapshot.name());
            case Statement.ExpectValue expect -> report(expect, Outcome.of(expect,
                    evaluator.value(expect.left(), position.counter()),
                    evaluator.value(expect.right(), position.counter())));
            case Statement.ExpectOutcome expect -> report(expect, Outcome.of(expect, last));
            case Statement.Trace trace -> trace(trace);
            case Statement.Call call -> call(call);
            default -> throw new IllegalStateException("the parser let through: " + statement.text());
        }
    }

    private void makeFile(Statement.File file) {
        if (kernel.volume().file(file.path()) != null) {
            throw failure(file, "the file " + file.path() + " exists", null);
        }
        if (file.from() != null) {
            kernel.volume().addHostFile(file.path(), file.from());
            return;
        }
        FileSource source = switch (file.fill()) {
            case "zero" -> FileSource.ZERO;
            case "pattern" -> FileSource.PATTERN;
            default -> FileSource.of(Integer.parseInt(file.fill()));
        };
        kernel.volume().addFile(file.path(), file.size(), source);
    }

    private void createProcess(Statement.CreateProcess statement) {
        ProcessOptions options = ProcessOptions.named(statement.name())
                .withWorkingSet(statement.minimum(), statement.maximum()).withPriority(statement.priority());
        if (!statement.parent().isEmpty()) {
            options = options.withParent(processes.get(statement.parent()).processId());
        }
        EProcess[] process = new EProcess[1];
        if (!statement.image().isEmpty()) {
            if (win32.loader().createProcess(options, statement.image(), process).result() == 0) {
                throw failure(statement, "process " + statement.name() + " cannot be created: "
                        + win32.loader().reason(), null);
            }
            processes.put(statement.name(), process[0]);
            return;
        }
        int status = kernel.processes().create(options, process);
        if (!NtStatus.success(status)) {
            throw failure(statement, String.format("process %s cannot be created: status 0x%08X", statement.name(),
                    status), null);
        }
        processes.put(statement.name(), process[0]);
    }

    private void fork(Statement.Fork fork) {
        EProcess parent = processes.get(fork.parent());
        EProcess[] child = new EProcess[1];
        int status = kernel.processes().fork(parent,
                ProcessOptions.named(fork.name()).withParent(parent.processId()), child);
        if (!NtStatus.success(status)) {
            throw failure(fork, String.format("process %s cannot be forked: status 0x%08X", fork.name(), status),
                    null);
        }
        processes.put(fork.name(), child[0]);
    }

    private void trace(Statement.Trace trace) {
        EProcess process = processes.get(trace.process());
        TracePlaces places = traces.computeIfAbsent(trace.process(), name -> new TracePlaces(kernel, process));
        long limit = trace.limit() == 0 ? Long.MAX_VALUE : trace.limit();
        try {
            TraceCounts counts = new TracePlayer(kernel, process, places).play(trace.path(),
                    TraceFormat.of(trace.format()), limit);
            last = new TranscriptRow(trace.line(), trace.process(), "trace", counts.accesses(), 0, counts.byName(),
                    null, Caller.faults(counts.firstFaults()));
            listener.row(last);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TraceSyntaxException | TraceMemoryException e) {
            throw failure(trace, e.getMessage(), e);
        }
    }

    private void createThread(Statement.CreateThread statement) {
        EThread[] thread = new EThread[1];
        EProcess process = processes.get(statement.process());
        int status = kernel.threads().create(process,
                ThreadOptions.withStack(statement.stack(), statement.commit()), thread);
        if (NtStatus.success(status) && win32.loader().threadBegins(process, thread[0]).result() == 0) {
            kernel.threads().exit(thread[0]);
            status = NtStatus.NO_MEMORY;
        }
        if (!NtStatus.success(status)) {
            throw failure(statement, String.format("thread %s cannot be created: status 0x%08X", statement.name(),
                    status), null);
        }
        threads.put(statement.name(), new ScenarioThread(thread[0], statement.process()));
    }

    private void workingSet(Statement.WorkingSet set) {
        EProcess process = processes.get(set.name());
        switch (set.keyword()) {
            case "trim" -> kernel.processes().emptyWorkingSet(process);
            case "outswap" -> kernel.processes().outswap(process);
            default -> kernel.processes().inswap(process);
        }
    }

    private void exit(String name) {
        ScenarioThread thread = threads.remove(name);
        if (thread != null) {
            win32.loader().threadEnds(processes.get(thread.process()), thread.thread());
            kernel.threads().exit(thread.thread());
            return;
        }
        traces.remove(name);
        threads.values().removeIf(other -> other.process().equals(name));
        kernel.processes().exit(processes.remove(name));
    }

    private void waitFor(String thread) {
        for (SystemThread candidate : SystemThread.values()) {
            if (candidate.id().equals(thread)) {
                kernel.run(candidate);
            }
        }
    }

    private void tick(Statement.Tick statement) {
        long seconds = Integer.toUnsignedLong(evaluator.value(statement.seconds(), position.counter()));
        if (seconds > Statement.Tick.MOST) {
            throw failure(statement, "a tick of " + seconds + " seconds; at most " + Statement.Tick.MOST
                    + " were expected", null);
        }
        kernel.tick(seconds);
    }

    private void call(Statement.Call call) {
        CallResult result = caller.call(call, position.counter());
        if (!call.variable().isEmpty()) {
            variables.put(call.variable(), result.result());
        }
        last = caller.row(call, result);
        listener.row(last);
    }

    private void report(Statement statement, Outcome outcome) {
        if (!outcome.holds()) {
            listener.expectationFailed(new ExpectationFailure(scenario.source().fileName(), statement.line(),
                    statement.text(), outcome.expected(), outcome.actual()));
        }
    }

    private ScenarioException failure(Statement statement, String message, Throwable cause) {
        SourceSpan span = statement.span();
        return new ScenarioException(new Diagnostic(scenario.source().fileName(), span.line(), span.column(),
                span.length(), message), cause);
    }

    /** The state at this moment; its cost is that of what changed since the capture before. */
    public RunnerCapture capture() {
        Map<String, Map<Long, TracePlaces.Block>> places = new HashMap<>();
        traces.forEach((name, kept) -> places.put(name, kept.keep()));
        return new RunnerCapture(kernel.capture(), position, variables, processes, places, threads, last);
    }

    /** Goes back to a captured state of this runner. */
    public void restore(RunnerCapture capture) {
        kernel.restore(capture.kernel());
        position = capture.position();
        last = capture.last();
        variables.clear();
        variables.putAll(capture.variables());
        processes.clear();
        processes.putAll(capture.processes());
        traces.clear();
        capture.places()
                .forEach((name, kept) -> traces.put(name, new TracePlaces(kernel, processes.get(name), kept)));
        threads.clear();
        threads.putAll(capture.threads());
    }
}
