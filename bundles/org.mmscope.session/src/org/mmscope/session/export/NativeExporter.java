package org.mmscope.session.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.mmscope.session.snapshot.PageFilePages;
import org.mmscope.session.snapshot.SnapshotContent;
import org.mmscope.session.snapshot.SnapshotFile;
import org.mmscope.session.snapshot.StateChunk;

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
        Map<String, StateChunk> state = new LinkedHashMap<>(source.state());
        PageFilePages.put(source.view(), state);
        SnapshotContent content = new SnapshotContent(source.view().machine(), source.view().memory(), state);
        SnapshotFile.write(target, content, progress);
    }
}
