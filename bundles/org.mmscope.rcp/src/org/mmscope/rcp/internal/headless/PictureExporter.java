package org.mmscope.rcp.internal.headless;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

import org.eclipse.osgi.util.NLS;
import org.mmscope.rcp.internal.Messages;
import org.mmscope.session.export.ExportSource;
import org.mmscope.session.export.Exporter;
import org.mmscope.session.export.ProgressSink;
import org.mmscope.session.snapshot.ReplacingFile;

/**
 * The export kinds that are pictures of a view. To be used on a thread that has a display.
 *
 * @param kind {@code png} or {@code svg}
 * @param view what is drawn, null for the kind as such
 */
public record PictureExporter(String kind, String view) implements Exporter {

    /** A kind of picture. */
    public PictureExporter(String kind) {
        this(kind, null);
    }

    @Override
    public String description() {
        return NLS.bind(Messages.Headless_picture, kind);
    }

    @Override
    public SequencedMap<String, String> views() {
        SequencedMap<String, String> views = new LinkedHashMap<>();
        views.put(Pictures.SECTION_GRAPH, Messages.Headless_sectionGraph);
        return views;
    }

    @Override
    public Exporter of(String name) {
        if (!Pictures.known(name)) {
            throw new IllegalArgumentException(NLS.bind(Messages.Headless_noView, name));
        }
        return new PictureExporter(kind, name);
    }

    @Override
    public void export(ExportSource source, Path target, ProgressSink progress) throws IOException {
        progress.step(0, 1);
        Path folder = Files.createTempDirectory("mmscope");
        Path drawn = folder.resolve("picture." + kind);
        try (ReplacingFile file = new ReplacingFile(target)) {
            Pictures.render(source.view(), view, drawn);
            progress.step(1, 1);
            Files.copy(drawn, Channels.newOutputStream(file.channel()));
            file.commit();
        } finally {
            Files.deleteIfExists(drawn);
            Files.delete(folder);
        }
    }
}
