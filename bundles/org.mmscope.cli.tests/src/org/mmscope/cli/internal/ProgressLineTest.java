package org.mmscope.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.mmscope.session.export.Exporters;
import org.mmscope.session.inspect.Inspections;

class ProgressLineTest {

    private final AtomicLong clock = new AtomicLong();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Console console(boolean terminal) {
        return new Console(new PrintStream(new ByteArrayOutputStream()), new PrintStream(err), terminal,
                new Exporters(), new Inspections());
    }

    private String printed() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void isDrawnFiveTimesASecondAndWiped() {
        try (ProgressLine line = new ProgressLine(console(true), false, clock::get)) {
            line.show("too early");
            clock.addAndGet(200_000_000);
            line.show("one");
            line.show("too soon");
            clock.addAndGet(200_000_000);
            line.exporting("two").progress(1, 4);
        }
        assertEquals("\r\033[Kone\r\033[Ktwo, 25 %\r\033[K", printed());
    }

    @Test
    void aShortCommandPrintsNothing() {
        try (ProgressLine line = new ProgressLine(console(true), false, clock::get)) {
            line.show("too early");
        }
        assertEquals("", printed());
    }

    @Test
    void nobodySeesItElsewhere() {
        try (ProgressLine line = new ProgressLine(console(false), false, clock::get)) {
            clock.addAndGet(1_000_000_000);
            line.show("one");
        }
        try (ProgressLine quiet = new ProgressLine(console(true), true, clock::get)) {
            clock.addAndGet(1_000_000_000);
            quiet.show("one");
        }
        assertEquals("", printed());
    }
}
