package org.mmscope.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.mmscope.kernel.check.Checkers;

/** Threads in scenarios: created, calling, growing their stacks, ending; every invariant is checked after each line. */
class ThreadStatementsTest {

    private static final String GROWTH = """
            machine memory=16MB pagefile=16MB
            process A
            thread T in=A stack=64KB commit=4KB
            A: teb = load32(0x7FFDD018)
            A: base = load32(teb + 4)
            T: store32(base - 4, 1)
            expect fault demand-zero
            T: store32(base - 0x2000, 2)
            expect fault stack-growth
            T: limit = load32(teb + 8)
            expect limit == base - 0x2000
            repeat 11
            T: store32(base - 0x3000 - $i * 0x1000, 3)
            expect fault stack-growth
            end
            T: store32(base - 0xE000, 4)
            expect exception STATUS_STACK_OVERFLOW
            T: store32(base - 0xF000, 5)
            T: store32(base - 0x10000, 6)
            expect exception EXCEPTION_ACCESS_VIOLATION
            exit T
            A: VirtualQuery(base - 4)
            exit A
            """;

    private final Runs.Given given = new Runs.Given();

    private ScenarioRunner run(String text) {
        ScenarioRunner runner = new ScenarioRunner(Runs.scenario(text));
        runner.listener(given);
        while (!runner.atEnd()) {
            runner.step();
            assertEquals(List.of(), Checkers.check(runner.kernel().view()), () -> "before line " + runner.nextLine());
        }
        assertEquals(List.of(), given.failures());
        return runner;
    }

    private static List<String> refusals(String text) {
        return Scenario.parse(new SourceText("x.mms", text)).diagnostics().stream().map(Diagnostic::toString).toList();
    }

    @Test
    void stackGrowsInItsOwnThread() {
        run(GROWTH);
        assertTrue(given.rows().stream().allMatch(row -> row.process().equals("A")), "the process makes the call");
        assertEquals(0x10000L, given.rows().getLast().out().get("State"), "free again");
    }

    @Test
    void guardPageOfAnotherThreadRaises() {
        run("process A\nthread T in=A\nA: base = load32(0x7FFDD004)\nA: load8(base - 0x2001)\n"
                + "expect exception EXCEPTION_GUARD_PAGE\nexpect fault guard\n");
    }

    @Test
    void firstThreadGrowsItsStackWithoutBeingNamed() {
        run("process A\nA: base = load32(0x7FFDE004)\nA: store8(base - 0x2001, 1)\nexpect fault stack-growth\n"
                + "fork B from=A\nB: v = load8(base - 0x2001)\nexpect v == 1\n"
                + "B: store8(base - 0x3001, 1)\nexpect fault stack-growth\n");
    }

    @Test
    void captureKeepsThreads() {
        ScenarioRunner runner = new ScenarioRunner(Runs.scenario(GROWTH));
        runner.listener(given);
        for (int i = 0; i < 5; i++) {
            runner.step();
        }
        RunnerCapture capture = runner.capture();
        while (!runner.atEnd()) {
            runner.step();
        }
        List<TranscriptRow> first = List.copyOf(given.rows());
        given.rows().subList(3, given.rows().size()).clear();
        runner.restore(capture);
        while (!runner.atEnd()) {
            runner.step();
        }
        assertEquals(first, given.rows().stream().toList());
    }

    @Test
    void namesOfThreadsAreNoNamesOfProcesses() {
        assertEquals(List.of("x.mms:3:6: 'T' is a thread; the name of a process was expected"),
                refusals("process A\nthread T in=A\ntrim T\n"));
        assertEquals(List.of("x.mms:3:13: 'T' is a thread; the name of a process was expected"),
                refusals("process A\nthread T in=A\nthread U in=T\n"));
        assertEquals(List.of("x.mms:4:1: thread 'T' ended on line 3"),
                refusals("process A\nthread T in=A\nexit A\nT: load8(0)\n"));
        assertEquals(List.of("x.mms:4:1: thread 'T' ended on line 3"),
                refusals("process A\nthread T in=A\nexit T\nT: load8(0)\n"));
        assertEquals(List.of(), refusals("process A\nthread T in=A\nexit A\nprocess T\ntrim T\nexit T\n"));
    }
}
