package org.mmscope.session.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SequencedMap;

/**
 * Writes moments in one form. Implementations hold no state and may be used from any thread, but for pictures, which are
 * drawn on a thread that has a display. On a class path an implementation is found by the JDK's ServiceLoader.
 */
public interface Exporter {

    /** The kind as named on the command line, such as {@code json}. */
    String kind();

    /** One line on what it writes, for help and menus. */
    String description();

    /**
     * The views of which this kind writes one, with what each shows, in a fixed order; empty for a kind that writes the
     * whole moment.
     */
    default SequencedMap<String, String> views() {
        return Collections.emptyNavigableMap();
    }

    /**
     * This kind for one view.
     *
     * @param view one of {@link #views()}, with {@code :} and an argument behind it where the view takes some
     * @throws IllegalArgumentException if there is no such view or the arguments do not fit; the message is for a person
     */
    default Exporter of(String view) {
        throw new IllegalArgumentException(kind() + " writes the whole moment and takes no view");
    }

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
