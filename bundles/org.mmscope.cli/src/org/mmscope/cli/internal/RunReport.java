package org.mmscope.cli.internal;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.mmscope.scenario.ExpectationFailure;
import org.mmscope.scenario.RunListener;
import org.mmscope.scenario.TranscriptRow;

/** What a run gave: rows go to the transcript, failed expectations are printed, both are counted. Engine thread. */
final class RunReport implements RunListener {

    private final Console console;
    private final TranscriptFile transcript;
    private long calls;
    private long failures;

    RunReport(Console console, TranscriptFile transcript) {
        this.console = console;
        this.transcript = transcript;
    }

    @Override
    public void row(TranscriptRow row) {
        calls++;
        try {
            transcript.write(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void expectationFailed(ExpectationFailure failure) {
        failures++;
        console.message(failure.toString());
    }

    /** Number of expectations that failed. */
    long failures() {
        return failures;
    }

    /** The run in a few words. */
    String summary() {
        String expectations = switch ((int) Math.min(failures, 2)) {
            case 0 -> "all expectations held";
            case 1 -> "1 expectation failed";
            default -> failures + " expectations failed";
        };
        return calls + (calls == 1 ? " call, " : " calls, ") + expectations;
    }
}
