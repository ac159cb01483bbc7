package org.mmscope.cli.internal;

import java.util.concurrent.Callable;

import picocli.CommandLine.Option;

/** One verb of the command line; {@link #call()} carries it out and returns the exit code. */
abstract class Verb implements Callable<Integer> {

    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Says what this command does and takes.")
    private boolean help;

    @Option(names = "--stacktrace", hidden = true, description = "Shows where an error of mmscope itself comes from.")
    private boolean stackTrace;

    private final Console console;

    Verb(Console console) {
        this.console = console;
    }

    Console console() {
        return console;
    }

    boolean stackTrace() {
        return stackTrace;
    }
}
