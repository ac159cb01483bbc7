package org.mmscope.cli.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import org.mmscope.scenario.ExpectationFailure;
import org.mmscope.scenario.RunListener;
import org.mmscope.scenario.TranscriptRow;

import com.fasterxml.jackson.core.JsonGenerator;

/** What a run gave: rows go to the transcript, failed expectations are printed, both are counted. Engine thread. */
final class RunReport implements RunListener {

    private final Console console;
    private final TranscriptFile transcript;
    private long calls;
    private final List<ExpectationFailure> failures = new ArrayList<>();

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
        failures.add(failure);
        console.message(failure.toString());
    }

    /** Number of expectations that failed. */
    int failures() {
        return failures.size();
    }

    /** Prints what the run gave as a JSON object. */
    void print(String scenario) throws IOException {
        try (JsonResult result = new JsonResult(console)) {
            JsonGenerator out = result.out();
            out.writeStringField("scenario", scenario);
            out.writeNumberField("calls", calls);
            out.writeArrayFieldStart("failedExpectations");
            for (ExpectationFailure failure : failures) {
                out.writeStartObject();
                out.writeNumberField("line", failure.line());
                out.writeStringField("text", failure.text());
                out.writeStringField("expected", failure.expected());
                out.writeStringField("actual", failure.actual());
                out.writeEndObject();
            }
            out.writeEndArray();
        }
    }

    /** The run in a few words. */
    String summary() {
        String expectations = switch (Math.min(failures.size(), 2)) {
            case 0 -> "all expectations held";
            case 1 -> "1 expectation failed";
            default -> failures.size() + " expectations failed";
        };
        return calls + (calls == 1 ? " call, " : " calls, ") + expectations;
    }
}
