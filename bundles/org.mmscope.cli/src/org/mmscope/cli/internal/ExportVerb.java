package org.mmscope.cli.internal;

import java.io.IOException;
import java.util.List;
import java.util.Set;

import org.mmscope.session.SavedMachine;
import org.mmscope.session.export.ExportSource;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a saved snapshot in other forms. */
@Command(name = "export", description = "Writes a saved snapshot in other forms.", footer = {
        "%nVIEWs are those of mmscope render --list.", "Exit code: 0 written, 2 refused input." })
final class ExportVerb extends Verb {

    private static final Set<String> OF_MEMORY = Set.of("raw", "mmsnap");

    @Parameters(index = "0", paramLabel = "SNAPSHOT", description = "A snapshot: .mmsnap, or .json.")
    private String snapshot;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "KIND=PATH", description = {
        "What to write, and where to: csv, dot, json, mmsnap, raw,", "xmi; svg:VIEW and png:VIEW." })
    private List<String> exports;

    @Option(names = { "-q", "--quiet" }, description = "Prints errors only.")
    private boolean quiet;

    @Option(names = "--json", description = "Prints one JSON object that lists what was written.")
    private boolean json;

    ExportVerb(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws IOException {
        List<ExportRequest> requests = exports.stream()
                .map(argument -> ExportRequest.parse(argument, console().exporters())).toList();
        requests.forEach(request -> Paths.checkTarget(request.path()));
        try (SavedMachine saved = Snapshots.open(snapshot)) {
            ExportSource source = saved.exportSource();
            for (ExportRequest request : requests) {
                checkMemory(source, request);
                request.write(source, console(), quiet);
            }
        }
        if (json) {
            report(requests);
        }
        return ExitCode.OK;
    }

    private void report(List<ExportRequest> requests) throws IOException {
        try (JsonResult result = new JsonResult(console())) {
            result.out().writeStringField("snapshot", snapshot);
            result.out().writeArrayFieldStart("written");
            for (ExportRequest request : requests) {
                result.out().writeStartObject();
                result.out().writeStringField("kind", request.exporter().kind());
                result.out().writeStringField("path", request.path().toString());
                result.out().writeEndObject();
            }
            result.out().writeEndArray();
        }
    }

    private void checkMemory(ExportSource source, ExportRequest request) {
        String kind = request.exporter().kind();
        if (source.view().memory().size() == 0 && OF_MEMORY.contains(kind)) {
            throw new RefusedException(snapshot + " holds no memory to export as " + kind
                    + "; put its raw image of the same name beside it, or export from a .mmsnap");
        }
    }
}
