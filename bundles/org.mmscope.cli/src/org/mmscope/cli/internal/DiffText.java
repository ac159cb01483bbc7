package org.mmscope.cli.internal;

import java.io.PrintStream;
import java.util.List;

import org.mmscope.session.snapshot.ViewComparison.Difference;

/** Differences for a person: a line each; of the pages only how many changed lists. */
final class DiffText {

    private static final String PAGES = "pfns[";

    private final PrintStream out;

    DiffText(Console console) {
        out = console.out();
    }

    void print(List<Difference> differences, PageMoves moves) {
        for (Difference difference : differences) {
            if (!difference.path().startsWith(PAGES)) {
                out.println(line(difference));
            }
        }
        moves.forEach((from, to, pages) -> out.printf("* pages: %d %s -> %s%n", pages, from.label(), to.label()));
        long entries = differences.stream().filter(difference -> difference.path().startsWith(PAGES))
                .map(difference -> difference.path().substring(0, difference.path().indexOf(']'))).distinct().count();
        if (entries > 0) {
            out.printf("* page frame database: %d entries differ (--json lists them)%n", entries);
        }
    }

    private static String line(Difference difference) {
        if (difference.before() == null) {
            return "+ " + difference.path() + ": " + value(difference.after());
        }
        if (difference.after() == null) {
            return "- " + difference.path() + ": " + value(difference.before());
        }
        return "* " + difference.path() + ": " + value(difference.before()) + " -> " + value(difference.after());
    }

    private static String value(Object value) {
        return value instanceof Long number && (number >= 0x10000 || number < 0) ? "0x" + Long.toHexString(number)
                : String.valueOf(value);
    }
}
