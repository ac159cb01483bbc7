package org.mmscope.ui;

import java.util.List;

import org.mmscope.scenario.Diagnostic;

/** A scenario that was to be opened is refused. */
public final class RefusedScenarioException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> diagnostics;

    RefusedScenarioException(List<Diagnostic> diagnostics) {
        super(diagnostics.get(0).toString());
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** Why, by line; at least one. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
