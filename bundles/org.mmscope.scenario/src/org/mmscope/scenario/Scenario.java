package org.mmscope.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.mmscope.kernel.Profile;
import org.mmscope.kernel.replacement.ReplacementPolicies;
import org.mmscope.scenario.internal.Checker;
import org.mmscope.scenario.internal.Diagnostics;
import org.mmscope.scenario.internal.MachineConfiguration;
import org.mmscope.scenario.internal.Parser;

/** A scenario that was read and checked as a whole, and may be run any number of times. Immutable, any thread. */
public final class Scenario {

    private final SourceText source;
    private final List<Statement> statements;
    private final MachineOptions machine;
    private final ReplacementPolicies policies;

    private Scenario(SourceText source, List<Statement> statements, MachineOptions machine,
            ReplacementPolicies policies) {
        this.source = source;
        this.statements = List.copyOf(statements);
        this.machine = machine;
        this.policies = policies;
    }

    /**
     * Reads and checks a scenario: its lines, and the names of calls, constants, variables, processes and host files in
     * them. Nothing is run. Any text whatever gives a result; no exception is thrown because of its content.
     */
    public static ParseResult parse(SourceText source) {
        return parse(source, new ReplacementPolicies());
    }

    /**
     * As {@link #parse(SourceText)}, where the machine line may name a replacement policy that has been added.
     *
     * @param policies the policies that are there
     */
    public static ParseResult parse(SourceText source, ReplacementPolicies policies) {
        Diagnostics diagnostics = new Diagnostics(source.fileName());
        List<Statement> statements = new ArrayList<>();
        if (source.text().length() > SourceText.MAXIMUM_BYTES) {
            diagnostics.add(new SourceSpan(1, 1, 0),
                    "a scenario may have at most " + SourceText.MAXIMUM_BYTES + " characters");
        } else {
            statements.addAll(new Parser(source, diagnostics, policies).parse());
            new Checker(diagnostics).check(statements);
        }
        List<Diagnostic> found = diagnostics.list();
        if (!found.isEmpty()) {
            return new ParseResult(null, found, List.of());
        }
        Scenario scenario = new Scenario(source, statements, machineOf(statements), policies);
        return new ParseResult(scenario, found, scenario.warnings());
    }

    private List<Diagnostic> warnings() {
        String warning = MachineConfiguration.warning(machine);
        SourceSpan span = warning.isEmpty() ? null : statements.get(0).span();
        return span == null ? List.of() : List.of(new Diagnostic(source.fileName(), span.line(), span.column(),
                span.length(), "warning: " + warning));
    }

    private static MachineOptions machineOf(List<Statement> statements) {
        return !statements.isEmpty() && statements.get(0) instanceof Statement.Machine machine ? machine.options()
                : MachineOptions.DEFAULT;
    }

    /**
     * The same scenario on a release whatever its machine line says.
     *
     * @param profile {@code nt4}, {@code w2k}, {@code xp} or {@code ws2003}
     * @throws IllegalArgumentException if there is no such release, or it does not have what the machine line asks for;
     *         the message is for people
     */
    public Scenario withProfile(String profile) {
        if (Arrays.stream(Profile.values()).noneMatch(known -> known.id().equals(profile))) {
            throw new IllegalArgumentException(
                    "there is no profile \"" + profile + "\": expected nt4, w2k, xp or ws2003");
        }
        MachineConfiguration.of(machine.withProfile(profile));
        return new Scenario(source, statements, machine.withProfile(profile), policies);
    }

    /** The replacement policies of which its machine uses one. */
    public ReplacementPolicies policies() {
        return policies;
    }

    public SourceText source() {
        return source;
    }

    /** What machine it runs on. */
    public MachineOptions machine() {
        return machine;
    }

    /**
     * Every statement in the order of the lines; bodies of repeats lie between their {@code repeat} and
     * {@code end}.
     */
    public List<Statement> statements() {
        return statements;
    }
}
