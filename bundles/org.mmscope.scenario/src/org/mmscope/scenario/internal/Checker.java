package org.mmscope.scenario.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.mmscope.scenario.Expression;
import org.mmscope.scenario.SourceSpan;
import org.mmscope.scenario.Statement;

/**
 * Checks the names of a scenario: that each call, variable, process and host file exists where it is used. The lines
 * run in the order in which they stand, so one pass from the first to the last knows what is there.
 */
public final class Checker {

    private final Diagnostics diagnostics;
    private final Names processes;
    private final CallCheck calls;
    private final JournaledMap<Boolean> variables = new JournaledMap<>();
    private final Set<String> told = new HashSet<>();
    private final JournaledMap<Integer> files = new JournaledMap<>();
    private final Deque<Loop> loops = new ArrayDeque<>();
    private boolean called;
    private long steps;

    /** A repeat that is being checked, and marks of how things stood at its start. */
    private record Loop(Statement.Repeat repeat, int variables, int processes, int files, boolean called, long steps) {
    }

    public Checker(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.processes = new Names(diagnostics);
        this.calls = new CallCheck(diagnostics, processes, this::checkValue);
    }

    /** Checks statements in order. */
    public void check(List<Statement> statements) {
        for (Statement statement : statements) {
            steps = Math.min(steps + 1, Parser.MAXIMUM_STEPS + 1);
            checkOne(statement);
        }
        if (steps > Parser.MAXIMUM_STEPS) {
            diagnostics.add(new SourceSpan(1, 1, 0),
                    "the repeats would run more than " + Parser.MAXIMUM_STEPS + " statements");
        }
    }

    private void checkOne(Statement statement) {
        switch (statement) {
            case Statement.File file -> checkFile(file);
            case Statement.CreateProcess process -> checkProcess(process);
            case Statement.Fork fork -> {
                processes.requireProcess(fork.parent(), fork.parentSpan());
                processes.declareProcess(fork.name(), fork.nameSpan());
            }
            case Statement.CreateThread thread -> {
                processes.requireProcess(thread.process(), thread.processSpan());
                processes.declareThread(thread.name(), thread.nameSpan(), thread.process());
            }
            case Statement.Exit exit -> processes.end(exit.name(), exit.nameSpan());
            case Statement.Tick tick -> checkTick(tick);
            case Statement.WorkingSet set -> processes.requireProcess(set.name(), set.nameSpan());
            case Statement.Trace trace -> {
                processes.requireProcess(trace.process(), trace.processSpan());
                HostFiles.check(trace.path(), trace.pathSpan(), diagnostics);
                called = true;
            }
            case Statement.Repeat repeat -> begin(repeat);
            case Statement.End end -> end(end);
            case Statement.ExpectValue expect -> {
                checkValue(expect.left());
                checkValue(expect.right());
            }
            case Statement.ExpectOutcome expect -> checkOutcome(expect);
            case Statement.Call call -> checkCall(call);
            case Statement.Machine machine -> { }
            case Statement.Wait wait -> { }
            case Statement.Snapshot snapshot -> { }
        }
    }

    private void checkTick(Statement.Tick tick) {
        checkValue(tick.seconds());
        if (tick.seconds() instanceof Expression.Number number
                && Integer.compareUnsigned(number.value(), Statement.Tick.MOST) > 0) {
            diagnostics.add(number.span(), "at most " + Statement.Tick.MOST + " seconds were expected");
        }
    }

    private void checkFile(Statement.File file) {
        HostFiles.checkVolumePath(file.path(), file.pathSpan(), diagnostics);
        if (file.from() != null) {
            HostFiles.check(file.from(), file.fromSpan(), diagnostics);
        }
        String key = file.path().toLowerCase(Locale.ROOT);
        Integer before = files.get(key);
        if (before != null) {
            diagnostics.add(file.pathSpan(), "this file exists since line " + before);
            return;
        }
        files.put(key, file.line());
        if (loops.stream().anyMatch(loop -> loop.repeat().count() > 1)) {
            diagnostics.add(file.span(), "a repeat would make this file again and again");
        }
    }

    private void checkProcess(Statement.CreateProcess process) {
        if (!process.parent().isEmpty()) {
            processes.requireProcess(process.parent(), process.parentSpan());
        }
        processes.declareProcess(process.name(), process.nameSpan());
    }

    private void checkOutcome(Statement.ExpectOutcome expect) {
        if (!called) {
            diagnostics.add(expect.span(), "there is no call before this line that it could be about");
        }
    }

    private void checkCall(Statement.Call call) {
        calls.check(call);
        called = true;
        if (!call.variable().isEmpty()) {
            calls.checkVariableName(call);
            variables.put(call.variable(), true);
        }
    }

    private void checkValue(Expression expression) {
        switch (expression) {
            case Expression.Name name -> {
                if (variables.get(name.name()) == null && told.add(name.name())) {
                    diagnostics.add(name.span(), "'" + name.name()
                            + "' is neither a constant nor a variable that an earlier line has set");
                }
            }
            case Expression.Counter counter -> {
                if (loops.isEmpty()) {
                    diagnostics.add(counter.span(), "$i has a value only between repeat and end");
                }
            }
            case Expression.Text string -> diagnostics.add(string.span(), "a number was expected, not a string");
            case Expression.Minus minus -> checkValue(minus.operand());
            case Expression.Binary binary -> {
                checkValue(binary.left());
                checkValue(binary.right());
            }
            case Expression.Number number -> { }
            case Expression.Constant constant -> { }
        }
    }

    private void begin(Statement.Repeat repeat) {
        loops.push(new Loop(repeat, variables.mark(), processes.mark(), files.mark(), called, steps));
    }

    private void end(Statement.End end) {
        Loop loop = loops.pop();
        long count = loop.repeat().count();
        long body = steps - loop.steps();
        steps = count == 0 ? loop.steps()
                : body > Parser.MAXIMUM_STEPS / count ? Parser.MAXIMUM_STEPS + 1 : loop.steps() + body * count;
        if (count == 0) {
            forget(loop);
        } else if (count > 1) {
            processes.compare(loop.processes(), end.span());
        }
    }

    /** A body that never runs sets and creates nothing. */
    private void forget(Loop loop) {
        variables.rollBack(loop.variables());
        processes.rollBack(loop.processes());
        files.rollBack(loop.files());
        called = loop.called();
    }
}
