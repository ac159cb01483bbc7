package org.mmscope.session.export;

import java.io.IOException;
import java.nio.file.Path;

/** The machine as an instance of the Ecore model, in XMI; plain EMF with the published Ecore reads it. */
final class XmiExporter implements Exporter {

    @Override
    public String kind() {
        return "xmi";
    }

    @Override
    public String description() {
        return "the EMF model, for EMF with the published mmscope.ecore";
    }

    @Override
    public void export(ExportSource source, Path target, ProgressSink progress) throws IOException {
        try (ExportedText file = new ExportedText(target, progress)) {
            new XmiMachine(source.view(), new XmlOutput(file.writer()), progress).write();
            file.commit();
        }
    }
}
