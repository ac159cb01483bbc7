package org.mmscope.cli.internal;

import java.util.List;
import java.util.Stack;

import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Takes the {@code KIND=PATH}s that follow one {@code --export}: the next argument, and more while they look like one. */
final class ExportConsumer implements IParameterConsumer {

    @Override
    public void consumeParameters(Stack<String> args, ArgSpec option, CommandSpec command) {
        if (args.isEmpty()) {
            throw new ParameterException(command.commandLine(), "--export needs KIND=PATH");
        }
        List<String> taken = option.getValue();
        Verb verb = (Verb) command.userObject();
        do {
            taken.add(args.pop());
        } while (!args.isEmpty() && ExportRequest.looksLike(args.peek(), verb.console().exporters()));
    }
}
