package org.mmscope.cli.internal;

import java.io.IOException;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints what a shell needs to complete commands. */
@Command(name = "completion", description = {
        "Prints a script for bash or zsh that completes verbs, options and paths. To have it from now on:",
        "  mmscope completion > ~/.mmscope-completion && echo '. ~/.mmscope-completion' >> ~/.bashrc" }, footer = {
        "%nIn zsh, run autoload -U +X bashcompinit && bashcompinit before it.", "Exit code: 0 printed." })
final class CompletionVerb extends Verb {

    CompletionVerb(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws IOException {
        console().out().print(AutoComplete.bash("mmscope", Verbs.all(console())));
        console().flushResults();
        return ExitCode.OK;
    }
}
