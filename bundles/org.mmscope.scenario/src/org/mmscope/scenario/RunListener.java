package org.mmscope.scenario;

/** Hears of what a run gives, on the thread that runs it, in order. */
public interface RunListener {

    /** A call was made. */
    default void row(TranscriptRow row) {
    }

    /** An expectation did not hold; the run goes on. */
    default void expectationFailed(ExpectationFailure failure) {
    }

    /** A snapshot line was reached. */
    default void snapshot(String name) {
    }
}
