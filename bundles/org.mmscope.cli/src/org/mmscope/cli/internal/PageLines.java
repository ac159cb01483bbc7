package org.mmscope.cli.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.mmscope.machine.MappedPageVisitor;
import org.mmscope.machine.PageEntry;
import org.mmscope.machine.PhysicalReader;

/** Pages as JSON Lines on standard output. */
final class PageLines implements MappedPageVisitor, AutoCloseable {

    private static final int BUFFER = 1 << 16;
    private static final int CHECK_EVERY = 4096;

    private final Console console;
    private final PrintStream out;
    private int lines;

    PageLines(Console console) {
        this.console = console;
        this.out = new PrintStream(new BufferedOutputStream(console.out(), BUFFER), false, StandardCharsets.US_ASCII);
    }

    /** {@inheritDoc} Stops when nobody reads the lines any more. */
    @Override
    public boolean page(long va, long pa, int size, long entry) {
        mapped(va, pa, size, entry);
        return ++lines % CHECK_EVERY != 0 || !console.out().checkError();
    }

    /**
     * An address that is mapped.
     *
     * @param size size of its page in bytes
     * @param entry the entry that maps the page
     */
    void mapped(long va, long pa, int size, long entry) {
        StringBuilder line = new StringBuilder(96).append("{\"va\":").append(va).append(",\"pa\":").append(pa)
                .append(",\"size\":").append(size).append(",\"flags\":[");
        List<String> flags = PageEntry.flagNames(entry, size > PhysicalReader.FRAME_SIZE);
        for (int i = 0; i < flags.size(); i++) {
            line.append(i == 0 ? "\"" : ",\"").append(flags.get(i)).append('"');
        }
        out.append(line.append("]}\n"));
    }

    /** An address that is not mapped; the reason needs no escapes. */
    void unmapped(long va, String reason) {
        out.append("{\"va\":").append(Long.toString(va)).append(",\"pa\":null,\"reason\":\"").append(reason)
                .append("\"}\n");
    }

    @Override
    public void close() throws IOException {
        out.flush();
        console.flushResults();
    }
}
