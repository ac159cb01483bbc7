package org.mmscope.cli.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;

import org.mmscope.session.export.ExportSource;
import org.mmscope.session.export.Exporter;
import org.mmscope.session.export.Exporters;

/**
 * One {@code KIND=PATH} or {@code KIND:VIEW=PATH}.
 *
 * @param exporter writes the kind
 * @param path where to, as given
 */
record ExportRequest(Exporter exporter, Path path) {

    /** Whether an argument has the form of a request for a kind that is known. */
    static boolean looksLike(String argument, Exporters exporters) {
        int equals = argument.indexOf('=');
        return equals > 0 && exporters.find(kind(argument.substring(0, equals))).isPresent();
    }

    /**
     * Reads {@code KIND=PATH} or {@code KIND:VIEW=PATH}.
     *
     * @throws RefusedException if it has another form, or the kind or the view is not known
     */
    static ExportRequest parse(String argument, Exporters exporters) {
        int equals = argument.indexOf('=');
        if (equals <= 0 || equals == argument.length() - 1) {
            throw new RefusedException("cannot export \"" + argument + "\": expected KIND=PATH, for example json=state.json");
        }
        String what = argument.substring(0, equals);
        String kind = kind(what);
        Exporter exporter = exporters.find(kind).orElseThrow(() -> new RefusedException(
                "there is no export kind \"" + kind + "\": expected one of " + kinds(exporters)));
        String view = what.length() == kind.length() ? null : what.substring(kind.length() + 1);
        return new ExportRequest(ofView(exporter, view), Paths.of(argument.substring(equals + 1)));
    }

    private static String kind(String what) {
        int colon = what.indexOf(':');
        return colon < 0 ? what : what.substring(0, colon);
    }

    /**
     * A kind for a view.
     *
     * @param view as given, null for none
     * @throws RefusedException if the kind needs another one
     */
    static Exporter ofView(Exporter exporter, String view) {
        if (view == null && exporter.views().isEmpty()) {
            return exporter;
        }
        if (view == null) {
            throw new RefusedException(exporter.kind() + " writes one view: expected " + exporter.kind()
                    + ":VIEW=PATH with one of " + String.join(", ", exporter.views().keySet()));
        }
        try {
            return exporter.of(view);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(e.getMessage());
        }
    }

    private static String kinds(Exporters exporters) {
        return exporters.all().stream().map(Exporter::kind).collect(Collectors.joining(", "));
    }

    /** This request for one of several inputs: its path is a folder that gets a file of the input's name. */
    ExportRequest inFolder(String name) {
        return new ExportRequest(exporter, path.resolve(name + "." + exporter.kind()));
    }

    /** Writes the moment, whole or not at all. */
    void write(ExportSource source, Console console, boolean quiet) throws IOException {
        Paths.checkTarget(path);
        try (ProgressLine progress = new ProgressLine(console, quiet)) {
            exporter.export(source, path, progress.exporting("writing " + path));
        }
    }
}
