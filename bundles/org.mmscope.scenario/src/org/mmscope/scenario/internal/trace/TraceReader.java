package org.mmscope.scenario.internal.trace;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Reads a trace access by access, of any length in the same memory; a file packed by gzip is unpacked on the way. A trace
 * comes from anywhere: what is not of its format is refused at its place.
 */
final class TraceReader implements AutoCloseable {

    private static final int BUFFER = 1 << 16;
    private static final int GZIP = 0x1F;

    private final Path path;
    private final TraceFormat format;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private final TraceLine line = new TraceLine();
    private final TraceRecord access = new TraceRecord();
    private int position;
    private int filled;
    private long number;

    /** @throws IOException if the file cannot be opened */
    TraceReader(Path path, TraceFormat format) throws IOException {
        this.path = path;
        this.format = format;
        PushbackInputStream file = new PushbackInputStream(Files.newInputStream(path));
        try {
            int first = file.read();
            if (first >= 0) {
                file.unread(first);
            }
            in = first == GZIP ? new GZIPInputStream(file, BUFFER) : file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** The access that {@link #next()} has read. */
    TraceRecord access() {
        return access;
    }

    /**
     * Reads the next access; false at the end.
     *
     * @throws TraceSyntaxException if a line is not of the format
     * @throws IOException if the file cannot be read on
     */
    boolean next() throws IOException, TraceSyntaxException {
        while (nextLine()) {
            if (!format.skips(line)) {
                read();
                return true;
            }
        }
        return false;
    }

    private void read() throws TraceSyntaxException {
        if (line.tooLong()) {
            throw wrong(TraceLine.MAXIMUM + 1, "a line of at most " + TraceLine.MAXIMUM
                    + " characters was expected");
        }
        format.read(line, access);
        boolean rest = format != TraceFormat.DIN && !line.atEnd();
        if (line.wrong() == null && rest) {
            line.fail("the end of the line was expected");
        }
        if (line.wrong() != null) {
            throw wrong(line.column(), line.wrong());
        }
        if (Long.compareUnsigned(access.address + access.size - 1, access.address) < 0) {
            throw wrong(1, "an access below the end of the address space was expected");
        }
    }

    private TraceSyntaxException wrong(int column, String expected) {
        return new TraceSyntaxException(path.toString(), number, column, expected);
    }

    private boolean nextLine() throws IOException {
        line.clear();
        int value = read1();
        if (value < 0) {
            return false;
        }
        number++;
        while (value >= 0 && value != '\n') {
            if (value != '\r') {
                line.add(value);
            }
            value = read1();
        }
        return true;
    }

    private int read1() throws IOException {
        if (position == filled) {
            filled = in.read(buffer);
            position = 0;
            if (filled <= 0) {
                filled = 0;
                return -1;
            }
        }
        return buffer[position++] & 0xFF;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
