package org.mmscope.cli.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Pages as JSON Lines on standard output. */
final class PageLines implements AutoCloseable {

    private static final int BUFFER = 1 << 16;
    private static final int CHECK_EVERY = 4096;

    private final Console console;
    private final OutputStream out;
    private int lines;

    PageLines(Console console) {
        this.console = console;
        this.out = new BufferedOutputStream(console.out(), BUFFER);
    }

    /** A page: sizes in bytes. */
    void mapped(long va, long pa, long size, List<String> flags) throws IOException {
        StringBuilder line = new StringBuilder(96).append("{\"va\":").append(va).append(",\"pa\":").append(pa)
                .append(",\"size\":").append(size).append(",\"flags\":[");
        for (int i = 0; i < flags.size(); i++) {
            line.append(i == 0 ? "\"" : ",\"").append(flags.get(i)).append('"');
        }
        write(line.append("]}\n"));
    }

    /** An address that is not mapped; the reason needs no escapes. */
    void unmapped(long va, String reason) throws IOException {
        write(new StringBuilder("{\"va\":").append(va).append(",\"pa\":null,\"reason\":\"").append(reason)
                .append("\"}\n"));
    }

    private void write(StringBuilder line) throws IOException {
        out.write(line.toString().getBytes(StandardCharsets.US_ASCII));
        if (++lines % CHECK_EVERY == 0) {
            console.flushResults();
        }
    }

    @Override
    public void close() throws IOException {
        out.flush();
        console.flushResults();
    }
}
