package org.mmscope.scenario.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.mmscope.kernel.replacement.ReplacementPolicies;
import org.mmscope.scenario.SourceSpan;
import org.mmscope.scenario.SourceText;
import org.mmscope.scenario.Statement;

/** Reads the lines of a scenario. A line with an error is left out, and reading goes on with the next one. */
public final class Parser {

    /** How many statements a scenario may have. */
    static final int MAXIMUM_STATEMENTS = 200_000;
    /** How deep repeats may be nested. */
    static final int MAXIMUM_NESTING = 8;
    /** How many statements a scenario may run, repetitions counted. */
    static final long MAXIMUM_STEPS = 1_000_000_000L;

    private final SourceText source;
    private final Diagnostics diagnostics;
    private final ReplacementPolicies policies;
    private final List<Statement> statements = new ArrayList<>();
    private final Deque<Integer> repeats = new ArrayDeque<>();

    /** @param policies those that a machine line may name */
    public Parser(SourceText source, Diagnostics diagnostics, ReplacementPolicies policies) {
        this.source = source;
        this.diagnostics = diagnostics;
        this.policies = policies;
    }

    /** The statements of all lines without an error. */
    public List<Statement> parse() {
        List<String> lines = source.lines();
        for (int i = 0; i < lines.size() && !diagnostics.full(); i++) {
            read(lines.get(i), i + 1);
        }
        for (int open : repeats) {
            diagnostics.add(statements.get(open).span(), "this repeat has no end");
        }
        return statements;
    }

    private void read(String line, int number) {
        try {
            List<Token> tokens = Lexer.tokens(line, number);
            if (tokens.size() > 1) {
                add(statement(line, tokens));
            }
        } catch (SyntaxException e) {
            diagnostics.add(e.span(), e.getMessage());
            standIn(line, number);
        }
    }

    /** After an error in a repeat line its end is still an end. */
    private void standIn(String line, int number) {
        if ((line.strip() + " ").startsWith("repeat ") && statements.size() < MAXIMUM_STATEMENTS
                && repeats.size() < MAXIMUM_NESTING) {
            repeats.push(statements.size());
            statements.add(new Statement.Repeat(new SourceSpan(number, 1, line.length()), line, 1, -1));
        }
    }

    private Statement statement(String line, List<Token> tokens) throws SyntaxException {
        SourceSpan span = tokens.get(0).span().to(tokens.get(tokens.size() - 2).span());
        String text = line.substring(span.column() - 1, span.column() - 1 + span.length());
        return new StatementParser(new TokenReader(tokens), span, text, source.folder(), policies)
                .statement();
    }

    private void add(Statement statement) throws SyntaxException {
        if (statements.size() == MAXIMUM_STATEMENTS) {
            throw new SyntaxException(statement.span(),
                    "a scenario may have at most " + MAXIMUM_STATEMENTS + " statements");
        }
        switch (statement) {
            case Statement.Machine machine -> addMachine(machine);
            case Statement.Repeat repeat -> addRepeat(repeat);
            case Statement.End end -> addEnd(end);
            default -> statements.add(statement);
        }
    }

    private void addMachine(Statement.Machine machine) throws SyntaxException {
        if (!statements.isEmpty()) {
            throw new SyntaxException(machine.span(), "'machine' may only be the first statement");
        }
        statements.add(machine);
    }

    private void addRepeat(Statement.Repeat repeat) throws SyntaxException {
        if (repeats.size() == MAXIMUM_NESTING) {
            throw new SyntaxException(repeat.span(), "repeats may be nested at most " + MAXIMUM_NESTING + " deep");
        }
        repeats.push(statements.size());
        statements.add(repeat);
    }

    private void addEnd(Statement.End end) throws SyntaxException {
        if (repeats.isEmpty()) {
            throw new SyntaxException(end.span(), "this end has no repeat");
        }
        int start = repeats.pop();
        Statement.Repeat repeat = (Statement.Repeat) statements.get(start);
        if (start == statements.size() - 1) {
            throw new SyntaxException(end.span(), "there is nothing to repeat");
        }
        statements.set(start, new Statement.Repeat(repeat.span(), repeat.text(), repeat.count(), statements.size()));
        statements.add(new Statement.End(end.span(), end.text(), start));
    }
}
