package org.mmscope.scenario.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.mmscope.scenario.Diagnostic;
import org.mmscope.scenario.SourceSpan;

/** The diagnostics found so far. Only the first {@link #MAXIMUM} are kept. */
public final class Diagnostics {

    /** How many are told; a text that has more is not a scenario. */
    public static final int MAXIMUM = 200;

    private final String file;
    private final List<Diagnostic> found = new ArrayList<>();

    public Diagnostics(String file) {
        this.file = file;
    }

    public void add(SourceSpan where, String message) {
        if (found.size() < MAXIMUM) {
            found.add(new Diagnostic(file, where.line(), where.column(), where.length(), message));
        }
    }

    boolean full() {
        return found.size() >= MAXIMUM;
    }

    /** All of them by line and column. */
    public List<Diagnostic> list() {
        return found.stream().sorted(Comparator.comparingInt(Diagnostic::line).thenComparingInt(Diagnostic::column))
                .toList();
    }
}
