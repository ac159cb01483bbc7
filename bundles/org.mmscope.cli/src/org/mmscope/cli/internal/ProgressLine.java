package org.mmscope.cli.internal;

import java.util.function.LongSupplier;

import org.mmscope.session.export.ProgressSink;

/** One line of progress that is written over and over on a terminal, and wiped at the end; elsewhere nothing. */
final class ProgressLine implements AutoCloseable {

    private static final long PERIOD_NANOS = 200_000_000;

    private final Console console;
    private final boolean shown;
    private final LongSupplier nanoTime;
    private long next;
    private boolean drawn;

    ProgressLine(Console console, boolean quiet) {
        this(console, quiet, System::nanoTime);
    }

    /** A line that goes by the given clock, in ns. */
    ProgressLine(Console console, boolean quiet, LongSupplier nanoTime) {
        this.console = console;
        this.shown = console.terminal() && !quiet;
        this.nanoTime = nanoTime;
        this.next = nanoTime.getAsLong() + PERIOD_NANOS;
    }

    /** Shows a text if the last one is old enough. */
    void show(String text) {
        long now = nanoTime.getAsLong();
        if (shown && now - next >= 0) {
            console.err().print("\r\033[K" + text);
            console.err().flush();
            drawn = true;
            next = now + PERIOD_NANOS;
        }
    }

    /** Shows how far an export is. */
    ProgressSink exporting(String text) {
        return (done, total) -> show(text + ", " + done * 100 / total + " %");
    }

    @Override
    public void close() {
        if (drawn) {
            console.err().print("\r\033[K");
            console.err().flush();
        }
    }
}
