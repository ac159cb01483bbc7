package org.mmscope.cli.internal;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The verbs by name. Only the verb that was asked for is made, so that a command starts fast; help makes all of them.
 */
public final class Verbs {

    private static final Map<String, Function<Console, Verb>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("run", RunVerb::new);
        ALL.put("export", ExportVerb::new);
        ALL.put("diff", DiffVerb::new);
        ALL.put("check", CheckVerb::new);
        ALL.put("query", QueryVerb::new);
        ALL.put("walk", WalkVerb::new);
        ALL.put("render", RenderVerb::new);
        ALL.put("completion", CompletionVerb::new);
    }

    private Verbs() {
    }

    /** The command above the verbs: on its own it says what there is. */
    @Command(name = "mmscope", synopsisSubcommandLabel = "VERB", description = {
            "Shows how the Windows NT memory manager works, on a simulated x86 machine.",
            "Without a verb the workbench opens." }, footer = "%nmmscope VERB --help says more on a verb.")
    private static final class Root extends Verb {

        Root(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            throw new RefusedException("Say what to do: a verb is missing. mmscope --help lists them");
        }
    }

    /** Carries out a command and returns its exit code. */
    public static int execute(String[] args, Console console) {
        Function<Console, Verb> verb = args.length == 0 ? null : ALL.get(args[0]);
        CommandLine command = verb == null ? all(console) : alone(args[0], verb.apply(console));
        try {
            String[] rest = verb == null ? args : java.util.Arrays.copyOfRange(args, 1, args.length);
            return prepare(command, console).execute(rest);
        } finally {
            console.out().flush();
            console.err().flush();
        }
    }

    private static CommandLine alone(String name, Verb verb) {
        return new CommandLine(verb).setCommandName("mmscope " + name);
    }

    /** The whole command line: help and completion want every verb. */
    static CommandLine all(Console console) {
        CommandLine root = new CommandLine(new Root(console));
        ALL.forEach((name, verb) -> root.addSubcommand(name, verb.apply(console)));
        return root;
    }

    private static CommandLine prepare(CommandLine command, Console console) {
        return command.setOut(new PrintWriter(console.out(), true)).setErr(new PrintWriter(console.err(), true))
                .setUsageHelpAutoWidth(false).setUsageHelpWidth(100)
                .setParameterExceptionHandler((e, args) -> wrongArguments(e, console))
                .setExecutionExceptionHandler((e, line, parsed) -> Failures.report(e, line, console));
    }

    private static int wrongArguments(ParameterException e, Console console) {
        String name = e.getCommandLine().getCommandSpec().qualifiedName();
        StringWriter suggestions = new StringWriter();
        UnmatchedArgumentException.printSuggestions(e, new PrintWriter(suggestions, true));
        console.message(name + ": " + firstLine(e.getMessage()) + ". " + suggestions.toString().strip()
                + (suggestions.toString().isBlank() ? "" : " ") + name + " --help says what it takes.");
        return ExitCode.REFUSED;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("wrong arguments").replaceAll("[.:]+$", "");
    }
}
