package org.mmscope.session;

import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

import org.mmscope.scenario.RunListener;

/**
 * How a session is run. Change one value with its {@code with…} method. None of them changes what the machine does.
 *
 * @param updatesPerSecond moments published a second, at most, while running
 * @param history how much of the past is kept for going back
 * @param rows transcript rows kept by the session, the newest
 * @param events kernel events kept by the session, the newest, most of them in a temporary file; 0 keeps the kernel
 *            from making any
 * @param samples samples kept for a timeline, even; 0 for none
 * @param recorder hears of each transcript row, failed expectation and snapshot once, on the engine thread, in order,
 *            and not again when statements are run a second time to travel
 * @param nanoTime the clock of the host in ns, for the two rates above
 */
public record SessionOptions(int updatesPerSecond, HistoryLimits history, int rows, int events, int samples,
        Optional<RunListener> recorder, LongSupplier nanoTime) {

    /** Checks the values. */
    public SessionOptions {
        if (updatesPerSecond < 1 || rows < 0 || events < 0 || samples < 0 || samples % 2 != 0) {
            throw new IllegalArgumentException(
                    "updates a second must be at least 1, what is kept at least 0, samples even");
        }
        Objects.requireNonNull(history);
        Objects.requireNonNull(recorder);
        Objects.requireNonNull(nanoTime);
    }

    /**
     * Limits of the history.
     *
     * @param checkpoints states kept at most, at least 1: the start is always kept
     * @param bytes memory that the kept states may take beyond the running machine, roughly
     * @param intervalNanos time that the engine runs between two checkpoints at first, in ns; grows as they thin out
     */
    public record HistoryLimits(int checkpoints, long bytes, long intervalNanos) {

        /** For a workbench: 200 states, 192 MB, one every 20 ms. */
        public static final HistoryLimits WORKBENCH = new HistoryLimits(200, 192L << 20, 20_000_000);

        /** Only the start: going back runs everything again. */
        public static final HistoryLimits START_ONLY = new HistoryLimits(1, Long.MAX_VALUE, Long.MAX_VALUE);

        /** Checks the values. */
        public HistoryLimits {
            if (checkpoints < 1 || bytes < 0 || intervalNanos < 0) {
                throw new IllegalArgumentException("a history keeps at least one checkpoint");
            }
        }
    }

    /**
     * For a person at a workbench: 25 updates a second, a history, 20,000 rows, a million events, 4096 samples.
     */
    public static SessionOptions defaults() {
        return new SessionOptions(25, HistoryLimits.WORKBENCH, 20_000, 1_000_000, 4096, Optional.empty(),
                System::nanoTime);
    }

    /** For running to the end with nobody watching: no history but the start, nothing kept. */
    public static SessionOptions headless() {
        return new SessionOptions(25, HistoryLimits.START_ONLY, 0, 0, 0, Optional.empty(), System::nanoTime);
    }

    public SessionOptions withUpdatesPerSecond(int value) {
        return new SessionOptions(value, history, rows, events, samples, recorder, nanoTime);
    }

    public SessionOptions withHistory(HistoryLimits value) {
        return new SessionOptions(updatesPerSecond, value, rows, events, samples, recorder, nanoTime);
    }

    public SessionOptions withRows(int value) {
        return new SessionOptions(updatesPerSecond, history, value, events, samples, recorder, nanoTime);
    }

    public SessionOptions withEvents(int value) {
        return new SessionOptions(updatesPerSecond, history, rows, value, samples, recorder, nanoTime);
    }

    public SessionOptions withSamples(int value) {
        return new SessionOptions(updatesPerSecond, history, rows, events, value, recorder, nanoTime);
    }

    public SessionOptions withRecorder(RunListener value) {
        return new SessionOptions(updatesPerSecond, history, rows, events, samples, Optional.of(value), nanoTime);
    }

    public SessionOptions withNanoTime(LongSupplier value) {
        return new SessionOptions(updatesPerSecond, history, rows, events, samples, recorder, value);
    }
}
