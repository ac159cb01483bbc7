package org.mmscope.session.internal;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import org.mmscope.scenario.ParseResult;
import org.mmscope.scenario.Scenario;
import org.mmscope.scenario.SourceText;
import org.mmscope.session.SessionException;
import org.mmscope.session.snapshot.SnapshotFormatException;

/**
 * What a native snapshot keeps beside the machine so that its run can go on: the scenario and the place in it. As runs
 * are deterministic, running the scenario to the place gives the state of the machine with all that its memory does not
 * hold.
 *
 * @param source the scenario
 * @param profile the release that it runs on
 * @param statement statements run
 */
public record SavedRun(SourceText source, String profile, long statement) {

    /** Name of the state chunk. */
    public static final String CHUNK = "run";

    private static final String DAMAGED = "the run in the snapshot is damaged";
    private static final int VERSION = 1;
    private static final int MAXIMUM_TEXT = 4 * SourceText.MAXIMUM_BYTES;

    /** A place in the run of a scenario. */
    public static SavedRun of(Scenario scenario, long statement) {
        return new SavedRun(scenario.source(), scenario.machine().profile(), statement);
    }

    /**
     * The scenario, read again.
     *
     * @throws SessionException if it is refused now, for example as a file of the host is gone
     */
    public Scenario scenario() {
        ParseResult result = Scenario.parse(source);
        if (result.refused()) {
            throw new SessionException("The scenario of the snapshot is refused: " + result.diagnostics().getFirst(),
                    null);
        }
        try {
            return result.scenario().withProfile(profile);
        } catch (IllegalArgumentException e) {
            throw new SessionException("The scenario of the snapshot is refused: " + e.getMessage(), e);
        }
    }

    /** Writes it as the bytes of a state chunk. */
    public void writeTo(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(VERSION);
        data.writeLong(statement);
        writeText(data, source.fileName());
        writeText(data, source.folder().toAbsolutePath().toString());
        writeText(data, source.text());
        writeText(data, profile);
        data.flush();
    }

    private static void writeText(DataOutputStream data, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        data.writeInt(bytes.length);
        data.write(bytes);
    }

    /**
     * Reads the bytes of a state chunk.
     *
     * @throws SnapshotFormatException if they are damaged or of a later version, with the offset in the chunk
     */
    public static SavedRun read(byte[] chunk) throws IOException {
        ByteArrayInputStream bytes = new ByteArrayInputStream(chunk);
        try (DataInputStream data = new DataInputStream(bytes)) {
            return read(data);
        } catch (IOException e) {
            String message = e instanceof EOFException ? DAMAGED : e.getMessage();
            SnapshotFormatException refused =
                    new SnapshotFormatException(message + ", in its bytes", chunk.length - bytes.available());
            refused.initCause(e);
            throw refused;
        }
    }

    private static SavedRun read(DataInputStream data) throws IOException {
        int version = data.readInt();
        if (version != VERSION) {
            throw new IOException("the run in the snapshot has version " + version + "; this mmscope reads " + VERSION);
        }
        long statement = data.readLong();
        String name = readText(data);
        String folder = readText(data);
        String text = readText(data);
        String profile = readText(data);
        if (statement < 0 || data.read() >= 0) {
            throw new IOException(DAMAGED);
        }
        try {
            return new SavedRun(new SourceText(name, text, Path.of(folder)), profile, statement);
        } catch (InvalidPathException e) {
            throw new IOException("the run in the snapshot names no folder", e);
        }
    }

    private static String readText(DataInputStream data) throws IOException {
        int length = data.readInt();
        if (length < 0 || length > MAXIMUM_TEXT) {
            throw new IOException(DAMAGED);
        }
        byte[] bytes = data.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException(DAMAGED);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
