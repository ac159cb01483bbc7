package org.mmscope.session.export;

import java.io.IOException;
import java.nio.file.Path;

import org.mmscope.session.snapshot.SnapshotContent;
import org.mmscope.session.snapshot.SnapshotFile;

/** The native snapshot. */
final class NativeExporter implements Exporter {

    @Override
    public String kind() {
        return "mmsnap";
    }

    @Override
    public String description() {
        return "the native snapshot: all that is needed to open, step and resume";
    }

    @Override
    public void export(ExportSource source, Path target, ProgressSink progress) throws IOException {
        SnapshotContent content = new SnapshotContent(source.view().machine(), source.view().memory(), source.state());
        SnapshotFile.write(target, content, progress);
    }
}
