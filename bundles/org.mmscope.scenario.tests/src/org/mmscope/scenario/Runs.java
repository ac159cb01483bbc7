package org.mmscope.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

/** Runs of scenarios in tests. */
final class Runs {

    private Runs() {
    }

    /** What a run gave. */
    record Given(List<TranscriptRow> rows, List<ExpectationFailure> failures, List<String> snapshots)
            implements RunListener {

        Given() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        @Override
        public void row(TranscriptRow row) {
            rows.add(row);
        }

        @Override
        public void expectationFailed(ExpectationFailure failure) {
            failures.add(failure);
        }

        @Override
        public void snapshot(String name) {
            snapshots.add(name);
        }
    }

    static Scenario scenario(String text) {
        ParseResult result = Scenario.parse(new SourceText("test.mms", text));
        assertEquals(List.of(), result.diagnostics());
        return result.scenario();
    }

    /** Runs a text to its end. */
    static Given of(String text) {
        Given given = new Given();
        ScenarioRunner runner = new ScenarioRunner(scenario(text));
        runner.listener(given);
        while (!runner.atEnd()) {
            runner.step();
        }
        return given;
    }

    /** Runs a scenario to its end, adding its rows as they come. */
    static void toEnd(Scenario scenario, List<TranscriptRow> rows) {
        ScenarioRunner runner = new ScenarioRunner(scenario);
        runner.listener(new RunListener() {
            @Override
            public void row(TranscriptRow row) {
                rows.add(row);
            }
        });
        while (!runner.atEnd()) {
            runner.step();
        }
    }
}
