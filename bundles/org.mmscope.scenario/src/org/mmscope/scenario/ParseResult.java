package org.mmscope.scenario;

import java.util.List;

/**
 * What reading a scenario gave.
 *
 * @param scenario the scenario, null when it is refused
 * @param diagnostics why it is refused, by line; empty when it is not
 * @param warnings what is to be said of a scenario that is not refused, by line
 */
public record ParseResult(Scenario scenario, List<Diagnostic> diagnostics, List<Diagnostic> warnings) {

    public ParseResult {
        diagnostics = List.copyOf(diagnostics);
        warnings = List.copyOf(warnings);
    }

    /** Whether the scenario may not be run. */
    public boolean refused() {
        return scenario == null;
    }
}
