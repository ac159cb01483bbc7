package org.mmscope.session.inspect;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * An inspection with its description.
 *
 * @param description what it is called, takes and tells
 * @param inspector what answers
 */
public record RegisteredInspection(Inspection description, Inspector inspector) {

    /** Its name as it is written: with {@code !} for a debugger's command. */
    public String title() {
        return (description.debugger() ? "!" : "") + description.name();
    }

    /** How it is asked, such as {@code !address PROCESS [ADDRESS]}. */
    public String usage() {
        String arguments = Arrays.stream(description.arguments())
                .map(argument -> argument.optional() ? "[" + argument.name() + "]" : argument.name())
                .collect(Collectors.joining(" "));
        return arguments.isEmpty() ? title() : title() + " " + arguments;
    }
}
