package org.mmscope.session.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;

import org.mmscope.session.snapshot.JsonSnapshotWriter;
import org.mmscope.session.snapshot.ReplacingFile;

/** The JSON snapshot. */
final class JsonExporter implements Exporter {

    @Override
    public String kind() {
        return "json";
    }

    @Override
    public String description() {
        return "the JSON snapshot: processes, ranges, sections, segments, control areas, files, pages";
    }

    @Override
    public void export(ExportSource source, Path target, ProgressSink progress) throws IOException {
        try (ReplacingFile file = new ReplacingFile(target);
                OutputStream out = new CancellableOutput(
                        new BufferedOutputStream(Channels.newOutputStream(file.channel()), 1 << 16), progress)) {
            JsonSnapshotWriter.write(source.view(), out);
            out.flush();
            file.commit();
        }
    }
}
