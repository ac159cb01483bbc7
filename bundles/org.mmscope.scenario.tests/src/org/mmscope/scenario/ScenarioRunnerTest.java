package org.mmscope.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mmscope.scenario.Runs.Given;

class ScenarioRunnerTest {

    private static final String REPEATS = """
            process A
            A: p = VirtualAlloc(0x10000000, 64KB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)
            repeat 3
              A: store32(p + $i * 4, $i + 7)
              repeat 2
                A: load32(p + $i * 4)
              end
              repeat 0
                A: load8(0)
              end
            end
            A: load32(p + 8)
            """;

    @Test
    void repeatsLinesWithTheirCount() {
        Given given = Runs.of(REPEATS);
        assertEquals(List.of(2, 4, 6, 6, 4, 6, 6, 4, 6, 6, 12),
                given.rows().stream().map(TranscriptRow::line).toList());
        assertEquals(List.of(7L, 0L, 7L, 8L, 7L, 8L, 9L),
                given.rows().stream().filter(row -> row.call().equals("load32")).map(TranscriptRow::result).toList());
    }

    @Test
    void stepsOneStatementAtATime() {
        ScenarioRunner runner = new ScenarioRunner(Runs.scenario("machine memory=32MB\nrepeat 2\nsnapshot \"x\"\nend"));
        List<Integer> lines = new ArrayList<>();
        while (!runner.atEnd()) {
            lines.add(runner.nextLine());
            assertEquals("snapshot \"x\"", runner.next().text());
            runner.step();
        }
        assertEquals(List.of(3, 3), lines);
        assertEquals(0, runner.nextLine());
        assertThrows(IllegalStateException.class, runner::step);
        assertThrows(IllegalStateException.class, runner::next);
        assertEquals(32L << 20, runner.kernel().configuration().memoryBytes());
    }

    @Test
    void aHugeRepeatCostsNothingBeforeItRuns() {
        ScenarioRunner runner = new ScenarioRunner(
                Runs.scenario("repeat 10000\nrepeat 10000\nsnapshot \"x\"\nend\nend"));
        runner.step();
        runner.step();
        assertFalse(runner.atEnd());
    }

    @Test
    void reportsExpectationsThatDoNotHold() {
        Given given = Runs.of("""
                process A
                A: p = VirtualAlloc(0x10000000, 4KB, MEM_RESERVE, PAGE_READWRITE)
                expect p == 0x10000000
                expect p < 16
                expect error ERROR_INVALID_ADDRESS
                A: load8(p)
                expect exception STATUS_ACCESS_VIOLATION
                expect exception none
                A: VirtualFree(p + 64KB, 0, MEM_RELEASE)
                expect error 487
                expect error none
                """);
        assertEquals(List.of(
                "test.mms:4: 'expect p < 16' does not hold: expected < 16 (0x10), found 268435456 (0x10000000)",
                "test.mms:5: 'expect error ERROR_INVALID_ADDRESS' does not hold: "
                        + "expected ERROR_INVALID_ADDRESS (487), found NO_ERROR (0)",
                "test.mms:8: 'expect exception none' does not hold: "
                        + "expected none, found EXCEPTION_ACCESS_VIOLATION (3221225477)",
                "test.mms:11: 'expect error none' does not hold: "
                        + "expected NO_ERROR (0), found ERROR_INVALID_ADDRESS (487)"),
                given.failures().stream().map(ExpectationFailure::toString).toList());
    }

    @Test
    void expectsFaults() {
        Given given = Runs.of("""
                process A
                A: p = VirtualAlloc(0x10000000, 4KB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)
                A: store8(p, 1)
                expect fault demand-zero
                expect fault none
                A: store8(p, 1)
                expect fault none
                """);
        assertEquals(List.of(5), given.failures().stream().map(ExpectationFailure::line).toList());
        assertEquals("demand-zero", given.failures().get(0).actual());
    }

    @Test
    void namesSnapshots() {
        assertEquals(List.of("one", "two"), Runs.of("snapshot \"one\"\nsnapshot \"two\"").snapshots());
    }

    @Test
    void goesBackToACapturedState() {
        Scenario scenario = Runs.scenario(REPEATS);
        List<TranscriptRow> straight = new ArrayList<>();
        Runs.toEnd(scenario, straight);

        Given given = new Given();
        ScenarioRunner runner = new ScenarioRunner(scenario);
        runner.listener(given);
        while (given.rows().size() < 6) {
            runner.step();
        }
        RunnerCapture capture = runner.capture();
        while (!runner.atEnd()) {
            runner.step();
        }
        assertEquals(straight, given.rows());
        runner.restore(capture);
        given.rows().subList(6, given.rows().size()).clear();
        assertEquals(6, runner.nextLine());
        while (!runner.atEnd()) {
            runner.step();
        }
        assertEquals(straight, given.rows());
    }

    @Test
    void equalScenariosGiveEqualRuns() {
        assertEquals(Runs.of(REPEATS), Runs.of(REPEATS));
    }

    @Test
    void aFileThatExistsEndsTheRun() {
        ScenarioRunner runner = new ScenarioRunner(Runs.scenario("process A\n"
                + "A: f = CreateFile(\"C:\\x\", GENERIC_READ, 0, CREATE_NEW)\nfile \"C:\\x\" size=1"));
        runner.step();
        runner.step();
        ScenarioException failure = assertThrows(ScenarioException.class, runner::step);
        assertEquals("test.mms:3:1: the file C:\\x exists", failure.getMessage());
        assertEquals(3, failure.diagnostic().line());
    }

    @Test
    void tellsOfTheProcessesAndVariables() {
        ScenarioRunner runner = new ScenarioRunner(Runs.scenario(
                "process A\nprocess B parent=A\nA: p = VirtualAlloc(0, 4KB, MEM_RESERVE, PAGE_READWRITE)\nexit A"));
        for (int i = 0; i < 3; i++) {
            runner.step();
        }
        assertEquals(java.util.Set.of("A", "B"), runner.processes().keySet());
        assertTrue(runner.variables().containsKey("p"));
        runner.step();
        assertEquals(java.util.Set.of("B"), runner.processes().keySet());
    }

    @Test
    void waitsForSystemThreads() {
        ScenarioRunner runner = new ScenarioRunner(Runs.scenario("wait zero-page\nwait dereference-segment"));
        int free = runner.kernel().view().pageLists().free();
        runner.step();
        assertTrue(free > 0);
        assertEquals(0, runner.kernel().view().pageLists().free());
        runner.step();
    }

    @ParameterizedTest
    @CsvSource({"ws_min=60 ws_max=200 priority=9, 60, 200", "ws_max=40, 40, 40", "ws_min=1000, 1000, 1000",
        "ws_max=100, 50, 100", "ws_min=60, 60, 345", "priority=8, 50, 345"})
    void processesHaveTheLimitsTheyAreGiven(String limits, int minimum, int maximum) {
        ScenarioRunner runner = new ScenarioRunner(Runs.scenario("process A " + limits));
        runner.step();
        var sizes = runner.kernel().view().processes().getLast().workingSet();
        assertEquals(minimum, sizes.minimum());
        assertEquals(maximum, sizes.maximum());
    }
}
