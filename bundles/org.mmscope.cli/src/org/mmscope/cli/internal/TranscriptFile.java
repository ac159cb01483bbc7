package org.mmscope.cli.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;

import org.mmscope.scenario.TranscriptRow;
import org.mmscope.scenario.TranscriptWriter;
import org.mmscope.session.snapshot.ReplacingFile;

/**
 * Where the transcript of one run goes: nowhere, standard output, a device, or a file that is replaced whole when the
 * run is over and stays as it was when it fails.
 */
final class TranscriptFile implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final TranscriptWriter writer;
    private final OutputStream out;
    private final ReplacingFile file;

    private TranscriptFile(OutputStream out, ReplacingFile file) {
        this.out = out;
        this.file = file;
        this.writer = out == null ? null : new TranscriptWriter(out);
    }

    /**
     * Opens it for writing.
     *
     * @param path as on the command line; null for nowhere
     * @throws RefusedException if there is nothing that can be written under this path
     */
    static TranscriptFile open(String path, Console console) throws IOException {
        if (path == null) {
            return new TranscriptFile(null, null);
        }
        if (path.equals("-")) {
            return new TranscriptFile(new BufferedOutputStream(console.out(), BUFFER), null);
        }
        Path target = Paths.of(path);
        if (Files.isDirectory(target)) {
            throw new RefusedException(path + ": is a folder; name a file for the transcript");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            return new TranscriptFile(new BufferedOutputStream(Files.newOutputStream(target), BUFFER), null);
        }
        Paths.checkTarget(target);
        ReplacingFile file = new ReplacingFile(target);
        return new TranscriptFile(new BufferedOutputStream(Channels.newOutputStream(file.channel()), BUFFER), file);
    }

    /** Writes a row. */
    void write(TranscriptRow row) throws IOException {
        if (writer != null) {
            writer.write(row);
        }
    }

    /** Makes what was written the transcript. */
    void commit() throws IOException {
        if (out != null) {
            out.flush();
        }
        if (file != null) {
            file.commit();
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
