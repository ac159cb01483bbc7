package org.mmscope.cli.internal;

import java.io.IOException;
import java.util.List;

import org.mmscope.session.SavedMachine;
import org.mmscope.session.inspect.Answer;
import org.mmscope.session.inspect.Query;
import org.mmscope.session.inspect.QueryException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks a saved snapshot a question of the debugger's kind. */
@Command(name = "query", description = {
        "Asks a snapshot: !pte A 0x10000000, !vad A, !pfn 0x1f, !ca, !memusage, !vm, !process, !wsle A,",
        "!address A, !vtop A VA, !ptov PFN, who-maps PFN, explain A VA, why-private A VA, sharing A B,",
        "commit, largest-free A, !handle A, !thread A, !heap A, !poolused, !sysptes, !filecache, dd A VA, db A VA.",
        "The expression help lists them, help NAME says what one takes." }, footer = {
        "%nNumbers are decimal, or hexadecimal with 0x. Quote the expression: a shell may take ! for its own.",
        "Exit code: 0 answered, 2 refused input." })
final class QueryVerb extends Verb {

    @Parameters(index = "0", paramLabel = "SNAPSHOT", description = {
            "A snapshot: .mmsnap, or .json (with its .raw", "image beside it, if there is one)." })
    private String snapshot;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "EXPRESSION", description = "The question.")
    private List<String> expression;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    QueryVerb(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws IOException {
        String text = String.join(" ", expression);
        try {
            Query query = console().inspections().parse(text);
            try (SavedMachine saved = Snapshots.open(snapshot)) {
                Answer answer = query.ask(saved.view());
                console().out().print(json ? answer.toJson() + "\n" : answer.toText());
            }
        } catch (QueryException e) {
            throw new RefusedException(e.getMessage());
        }
        console().flushResults();
        return ExitCode.OK;
    }
}
