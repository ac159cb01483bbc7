package org.mmscope.session.export;

import java.io.IOException;
import java.nio.file.Path;

/** Writes moments in one form. Implementations hold no state and may be used from any thread. */
public interface Exporter {

    /** The kind as named on the command line, such as {@code json}. */
    String kind();

    /** One line on what it writes, for help and menus. */
    String description();

    /**
     * Writes a moment. The target, or each file of a target folder, is replaced whole or, on any error, left as it was.
     *
     * @param source what to write
     * @param target file, or folder for kinds that write several files
     * @param progress takes the progress
     * @throws IOException if the target cannot be written
     * @throws java.util.concurrent.CancellationException if cancelled
     * @throws org.mmscope.kernel.view.DamagedImageException if the source cannot be decoded
     */
    void export(ExportSource source, Path target, ProgressSink progress) throws IOException;
}
