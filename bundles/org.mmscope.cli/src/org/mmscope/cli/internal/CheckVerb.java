package org.mmscope.cli.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.mmscope.kernel.check.Violation;
import org.mmscope.session.snapshot.SnapshotCheck;

import com.fasterxml.jackson.core.JsonGenerator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks every invariant of the memory manager on snapshots and names each entry that breaks one. */
@Command(name = "check", description = {
        "Checks every invariant of the memory manager on snapshots and names each entry that breaks one.",
        "A .json snapshot is checked with its raw image: the .raw file named after it, or that of its name beside it."
    }, footer = { "%nExit code: 0 every invariant holds, 1 one is broken, 2 refused input." })
final class CheckVerb extends Verb {

    @Parameters(paramLabel = "SNAPSHOT", arity = "1..*", description = "Snapshots: .mmsnap, or .json [.raw].")
    private List<String> snapshots;

    @Option(names = { "-q", "--quiet" }, description = "Prints broken invariants and errors only.")
    private boolean quiet;

    @Option(names = "--json", description = "Prints one JSON object a line for each snapshot.")
    private boolean json;

    CheckVerb(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws IOException {
        List<Path> files = snapshots.stream().map(Paths::of).toList();
        int worst = ExitCode.OK;
        for (SnapshotCheck.Result result : SnapshotCheck.check(files)) {
            worst = Math.max(worst, json ? reportJson(result) : report(result));
        }
        console().flushResults();
        return worst;
    }

    private int report(SnapshotCheck.Result result) {
        if (result.refused() != null) {
            console().message("mmscope check: " + result.snapshot() + ": " + result.refused());
            return ExitCode.REFUSED;
        }
        for (Violation violation : result.violations()) {
            console().out().println(result.snapshot() + ": " + violation);
        }
        if (!quiet) {
            console().message(result.snapshot() + ": " + summary(result));
        }
        return result.holds() ? ExitCode.OK : ExitCode.FOUND;
    }

    private int reportJson(SnapshotCheck.Result result) throws IOException {
        try (JsonResult object = new JsonResult(console())) {
            JsonGenerator out = object.out();
            out.writeStringField("snapshot", result.snapshot().toString());
            out.writeStringField("image", result.image() == null ? null : result.image().toString());
            out.writeBooleanField("holds", result.holds());
            out.writeStringField("refused", result.refused());
            out.writeArrayFieldStart("violations");
            for (Violation violation : result.violations()) {
                out.writeStartObject();
                out.writeStringField("rule", violation.rule());
                JsonResult.nullable(out, "address", violation.address());
                JsonResult.nullable(out, "pfn", violation.pfn());
                out.writeStringField("message", violation.message());
                out.writeEndObject();
            }
            out.writeEndArray();
        }
        return result.refused() != null ? ExitCode.REFUSED : result.holds() ? ExitCode.OK : ExitCode.FOUND;
    }

    private static String summary(SnapshotCheck.Result result) {
        int count = result.violations().size();
        String with = result.image() == null ? "" : " (with " + result.image().getFileName() + ")";
        return switch (count) {
            case 0 -> "every invariant holds" + with;
            case 1 -> "1 violation" + with;
            default -> count + " violations" + with;
        };
    }
}
