package org.mmscope.session.export;

import java.io.IOException;
import java.nio.file.Path;

/** The graph of what shares memory with what, for Graphviz: processes, views, sections, segments, files. */
final class DotExporter implements Exporter {

    @Override
    public String kind() {
        return "dot";
    }

    @Override
    public String description() {
        return "the graph of processes, views, sections, segments and files, for Graphviz";
    }

    @Override
    public void export(ExportSource source, Path target, ProgressSink progress) throws IOException {
        try (ExportedText file = new ExportedText(target, progress)) {
            new DotGraph(file.writer()).write(source.view());
            file.commit();
        }
    }
}
