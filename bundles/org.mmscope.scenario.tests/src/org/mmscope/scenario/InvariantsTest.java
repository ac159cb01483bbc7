package org.mmscope.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mmscope.kernel.check.Checkers;
import org.mmscope.kernel.view.PageListCounts;

/**
 * Random scenarios: the rules of the memory manager hold, variants that must agree do, and everything
 * is given back.
 */
class InvariantsTest {

    private static final int CALLS = 300;
    private static final int CHECK_EVERY = 10;

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
    void hold(long seed) {
        ScenarioRunner runner = new ScenarioRunner(Runs.scenario(RandomScenario.text(seed, CALLS)));
        for (int i = 1; !runner.atEnd(); i++) {
            int line = runner.nextLine();
            runner.step();
            if (i % CHECK_EVERY == 0 || runner.atEnd()) {
                assertEquals(List.of(), Checkers.check(runner.kernel().view()), "seed " + seed + ", line " + line);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = { 11, 12, 13, 14 })
    void releasesAndPagingModesAgree(long seed) {
        String text = RandomScenario.text(seed, CALLS);
        List<TranscriptRow> rows = rows(text);
        for (String machine : List.of("profile=ws2003", "profile=xp paging=pae", "profile=ws2003 paging=pae")) {
            assertEquals(rows, rows(text.replace("profile=xp", machine)), machine);
        }
    }

    /** The rows without the frames, which differ between machines. */
    private static List<TranscriptRow> rows(String text) {
        List<TranscriptRow> rows = new ArrayList<>();
        for (TranscriptRow row : Runs.of(text).rows()) {
            rows.add(new TranscriptRow(row.line(), row.process(), row.call(), row.result(), row.error(), row.out(),
                    row.exception(), List.of()));
        }
        return rows;
    }

    @Test
    void goingBackAndOnGivesTheSameRun() {
        Scenario scenario = Runs.scenario(RandomScenario.text(21, CALLS));
        Runs.Given given = new Runs.Given();
        ScenarioRunner runner = new ScenarioRunner(scenario);
        runner.listener(given);
        List<RunnerCapture> captures = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        while (!runner.atEnd()) {
            if (given.rows().size() % 50 == 0) {
                captures.add(runner.capture());
                counts.add(given.rows().size());
            }
            runner.step();
        }
        List<TranscriptRow> straight = List.copyOf(given.rows());
        for (int i = captures.size() - 1; i >= 0; i--) {
            runner.restore(captures.get(i));
            given.rows().clear();
            while (!runner.atEnd()) {
                runner.step();
            }
            assertEquals(straight.subList(counts.get(i), straight.size()), given.rows());
        }
    }

    @Test
    void everyPageIsGivenBack() {
        ScenarioRunner runner = new ScenarioRunner(Runs.scenario(RandomScenario.text(31, CALLS)
                + "wait dereference-segment"));
        long charged = runner.kernel().view().counters().commitTotal();
        PageListCounts before = runner.kernel().view().pageLists();
        while (!runner.atEnd()) {
            runner.step();
        }
        assertEquals(1, runner.kernel().view().processes().size());
        assertEquals(List.of(), runner.kernel().view().sections());
        assertEquals(charged, runner.kernel().view().counters().commitTotal());
        assertEquals(before.active(), runner.kernel().view().pageLists().active());
    }
}
