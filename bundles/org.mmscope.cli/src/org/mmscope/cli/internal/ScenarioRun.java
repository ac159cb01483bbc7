package org.mmscope.cli.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

import org.mmscope.scenario.Scenario;
import org.mmscope.scenario.ScenarioException;
import org.mmscope.session.Session;
import org.mmscope.session.SessionException;
import org.mmscope.session.SessionOptions;
import org.mmscope.session.SessionState;

/** Runs one scenario to its end and writes what was asked for. */
final class ScenarioRun {

    /**
     * What a run prints.
     *
     * @param quiet errors and failed expectations only
     * @param json a JSON object with what it gave, as a result
     */
    record Output(boolean quiet, boolean json) {
    }

    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final Console console;
    private final Scenario scenario;
    private final String transcript;
    private final List<ExportRequest> exports;
    private final Output output;

    /**
     * @param transcript path of the transcript, {@code -} for the results, null for none
     */
    ScenarioRun(Console console, Scenario scenario, String transcript, List<ExportRequest> exports,
            Output output) {
        this.console = console;
        this.scenario = scenario;
        this.transcript = transcript;
        this.exports = exports;
        this.output = output;
    }

    /** Runs and returns the exit code. */
    int run() throws IOException {
        exports.forEach(request -> Paths.checkTarget(request.path()));
        try (TranscriptFile file = TranscriptFile.open(transcript, console)) {
            RunReport report = new RunReport(console, file);
            try (Session session = open(report)) {
                session.run();
                waitForEnd(session);
                finish(session, file);
            }
            if (output.json()) {
                report.print(name());
            } else if (!output.quiet()) {
                console.message(name() + ": " + report.summary());
            }
            return report.failures() == 0 ? ExitCode.OK : ExitCode.FOUND;
        }
    }

    private Session open(RunReport report) {
        try {
            return Session.open(scenario, SessionOptions.headless().withRecorder(report));
        } catch (SessionException e) {
            if (e.getCause() instanceof IllegalArgumentException) {
                throw new RefusedException(name() + ": " + e.getMessage());
            }
            throw e;
        }
    }

    private String name() {
        return scenario.source().fileName();
    }

    private void waitForEnd(Session session) {
        try (ProgressLine progress = new ProgressLine(console, output.quiet())) {
            while (!session.waitIdle(PATIENCE)) {
                progress.show("%s: %,d statements".formatted(name(), session.statement()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(name() + ": interrupted after " + session.statement() + " statements");
        }
    }

    private void finish(Session session, TranscriptFile file) throws IOException {
        if (session.state() == SessionState.FAILED) {
            throw failure(session);
        }
        file.commit();
        for (ExportRequest request : exports) {
            request.write(session.exportSource(session.moment()), console, output.quiet());
        }
    }

    private RuntimeException failure(Session session) throws IOException {
        Throwable cause = session.failure().orElseThrow();
        if (cause instanceof UncheckedIOException io) {
            throw io.getCause();
        }
        if (cause instanceof ScenarioException refused) {
            return new RefusedException(refused.getMessage());
        }
        String where = name() + ": " + session.moment().message().orElse("the engine failed");
        return new IllegalStateException(where, cause);
    }
}
