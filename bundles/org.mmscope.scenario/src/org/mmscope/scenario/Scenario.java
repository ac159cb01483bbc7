package org.mmscope.scenario;

import java.util.ArrayList;
import java.util.List;

import org.mmscope.scenario.internal.Checker;
import org.mmscope.scenario.internal.Diagnostics;
import org.mmscope.scenario.internal.Parser;

/** A scenario that was read and checked as a whole, and may be run any number of times. Immutable, any thread. */
public final class Scenario {

    private final SourceText source;
    private final List<Statement> statements;

    private Scenario(SourceText source, List<Statement> statements) {
        this.source = source;
        this.statements = List.copyOf(statements);
    }

    /**
     * Reads and checks a scenario: its lines, and the names of calls, constants, variables, processes and host files in
     * them. Nothing is run. Any text whatever gives a result; no exception is thrown because of its content.
     */
    public static ParseResult parse(SourceText source) {
        Diagnostics diagnostics = new Diagnostics(source.fileName());
        List<Statement> statements = new ArrayList<>();
        if (source.text().length() > SourceText.MAXIMUM_BYTES) {
            diagnostics.add(new SourceSpan(1, 1, 0),
                    "a scenario may have at most " + SourceText.MAXIMUM_BYTES + " characters");
        } else {
            statements.addAll(new Parser(source, diagnostics).parse());
            new Checker(diagnostics).check(statements);
        }
        List<Diagnostic> found = diagnostics.list();
        return new ParseResult(found.isEmpty() ? new Scenario(source, statements) : null, found);
    }

    public SourceText source() {
        return source;
    }

    /** What machine it runs on. */
    public MachineOptions machine() {
        return !statements.isEmpty() && statements.get(0) instanceof Statement.Machine machine ? machine.options()
                : MachineOptions.DEFAULT;
    }

    /** Every statement in the order of the lines; bodies of repeats lie between their {@code repeat} and {@code end}. */
    public List<Statement> statements() {
        return statements;
    }
}
