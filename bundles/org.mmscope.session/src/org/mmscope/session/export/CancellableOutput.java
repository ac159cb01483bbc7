package org.mmscope.session.export;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CancellationException;

/** Ends with CancellationException at the next block written after its export was cancelled. */
final class CancellableOutput extends FilterOutputStream {

    private final ProgressSink progress;

    CancellableOutput(OutputStream out, ProgressSink progress) {
        super(out);
        this.progress = progress;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (progress.cancelled()) {
            throw new CancellationException();
        }
        out.write(bytes, offset, count);
    }
}
