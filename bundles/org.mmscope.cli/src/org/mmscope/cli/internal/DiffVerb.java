package org.mmscope.cli.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.session.SavedMachine;
import org.mmscope.session.snapshot.ViewComparison.Difference;
import org.mmscope.session.snapshot.ViewComparison;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what changed between two snapshots. */
@Command(name = "diff", description = {
        "Says what changed between two snapshots: processes, ranges, sections, pages by list, counters.",
        "In a line, - is only in A, + only in B, and * in both with two values." }, footer = {
        "%nExit code: 0 the same, 1 they differ, 2 refused input." })
final class DiffVerb extends Verb {

    @Parameters(index = "0", paramLabel = "A", description = "A snapshot: .mmsnap, or .json.")
    private String before;

    @Parameters(index = "1", paramLabel = "B", description = "Another one.")
    private String after;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    DiffVerb(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws IOException {
        try (SavedMachine a = Snapshots.open(before); SavedMachine b = Snapshots.open(after)) {
            return compare(a.view(), b.view());
        }
    }

    private int compare(MachineView a, MachineView b) throws IOException {
        List<Difference> differences = new ArrayList<>();
        ViewComparison.compare(a, b, differences::add);
        PageMoves moves = PageMoves.between(a.pfns(), b.pfns());
        if (json) {
            new DiffJson(console()).print(differences, moves);
        } else {
            new DiffText(console()).print(differences, moves);
        }
        console().flushResults();
        return differences.isEmpty() && moves.isEmpty() ? ExitCode.OK : ExitCode.FOUND;
    }
}
