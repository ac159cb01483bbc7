package org.mmscope.session.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.mmscope.session.snapshot.ReplacingFile;

/** A text file in UTF-8 that replaces its target whole or not at all, and whose writing ends when it is cancelled. */
final class ExportedText implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final ReplacingFile file;
    private final Writer writer;

    ExportedText(Path target, ProgressSink progress) throws IOException {
        progress.step(0, 1);
        file = new ReplacingFile(target);
        writer = new BufferedWriter(new java.io.OutputStreamWriter(
                new CancellableOutput(Channels.newOutputStream(file.channel()), progress), StandardCharsets.UTF_8),
                BUFFER);
    }

    /** What the text is written to. */
    Writer writer() {
        return writer;
    }

    /** Makes what was written the target's contents. */
    void commit() throws IOException {
        writer.flush();
        file.commit();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
