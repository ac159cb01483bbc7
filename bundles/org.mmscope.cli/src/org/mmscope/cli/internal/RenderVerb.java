package org.mmscope.cli.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

import org.mmscope.session.SavedMachine;
import org.mmscope.session.export.Exporter;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws a view of a snapshot into a file. Who draws is not here: the workbench brings the kinds that are pictures. */
@Command(name = "render", description = "Draws a view of a snapshot as the workbench would.", footer = {
        "%nExit code: 0 drawn, 2 refused input." })
final class RenderVerb extends Verb {

    @Parameters(index = "0", arity = "0..1", paramLabel = "SNAPSHOT", description = "A snapshot: .mmsnap, or .json.")
    private String snapshot;

    @Parameters(index = "1", arity = "0..1", paramLabel = "VIEW", description = "One of those that --list lists.")
    private String view;

    @Parameters(index = "2", arity = "0..1", paramLabel = "PATH", description = "Ends in .png or .svg.")
    private String picture;

    @Option(names = "--list", description = "Lists the views that can be drawn.")
    private boolean list;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    RenderVerb(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws IOException {
        Map<String, Exporter> kinds = kinds();
        if (list) {
            print(kinds.values().iterator().next().views());
        } else if (picture == null) {
            throw new RefusedException("expected SNAPSHOT VIEW PATH, or --list; mmscope render --help says more");
        } else {
            draw(kinds);
        }
        console().flushResults();
        return ExitCode.OK;
    }

    /** The kinds that are pictures: those that write views. */
    private Map<String, Exporter> kinds() {
        Map<String, Exporter> kinds = new TreeMap<>();
        console().exporters().all().stream().filter(exporter -> !exporter.views().isEmpty())
                .forEach(exporter -> kinds.put(exporter.kind(), exporter));
        if (kinds.isEmpty()) {
            throw new RefusedException("views are drawn by the workbench, which is not here; start the mmscope of the"
                    + " product or of the checkout");
        }
        return kinds;
    }

    private void draw(Map<String, Exporter> kinds) throws IOException {
        Path target = Paths.of(picture);
        String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
        Exporter kind = kinds.values().stream().filter(exporter -> name.endsWith("." + exporter.kind())).findFirst()
                .orElseThrow(() -> new RefusedException(picture + ": a picture's name ends in ."
                        + String.join(" or .", kinds.keySet())));
        ExportRequest request = new ExportRequest(ExportRequest.ofView(kind, view), target);
        try (SavedMachine saved = Snapshots.open(snapshot)) {
            request.write(saved.exportSource(), console(), false);
        }
        if (json) {
            try (JsonResult result = new JsonResult(console())) {
                result.out().writeStringField("snapshot", snapshot);
                result.out().writeStringField("view", view);
                result.out().writeStringField("path", picture);
            }
        }
    }

    private void print(SequencedMap<String, String> views) throws IOException {
        if (json) {
            try (JsonResult result = new JsonResult(console())) {
                for (Map.Entry<String, String> one : views.entrySet()) {
                    result.out().writeStringField(one.getKey(), one.getValue());
                }
            }
            return;
        }
        int width = views.keySet().stream().mapToInt(String::length).max().orElse(0);
        views.forEach((name, shows) -> console().out().printf("%-" + width + "s   %s%n", name, shows));
    }
}
