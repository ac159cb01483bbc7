package org.mmscope.scenario;

import java.util.List;

/**
 * What reading a scenario gave.
 *
 * @param scenario the scenario, null when it is refused
 * @param diagnostics why it is refused, by line; empty when it is not
 */
public record ParseResult(Scenario scenario, List<Diagnostic> diagnostics) {

    public ParseResult {
        diagnostics = List.copyOf(diagnostics);
    }

    /** Whether the scenario may not be run. */
    public boolean refused() {
        return scenario == null;
    }
}
