package org.mmscope.scenario;

import java.nio.file.Path;
import java.util.List;

/** One line of a scenario that says something. Immutable. */
public sealed interface Statement {

    /** The line without its comment. */
    SourceSpan span();

    /** The line as it is written, without comment and outer spaces. */
    String text();

    /** Line number from 1. */
    default int line() {
        return span().line();
    }

    /** {@code machine key=value …}: the machine on which the scenario runs. */
    record Machine(SourceSpan span, String text, MachineOptions options) implements Statement {
    }

    /**
     * {@code file "path" size=SIZE [fill=…]} or {@code file "path" from="host path"}.
     *
     * @param size length in bytes; of no meaning with a host file
     * @param fill {@code zero}, {@code pattern} or the number of a byte
     * @param from the host's file, null when there is none
     * @param fromSpan where the host path stands, null when there is none
     */
    record File(SourceSpan span, String text, SourceSpan pathSpan, String path, long size, String fill, Path from,
            SourceSpan fromSpan) implements Statement {
    }

    /**
     * {@code process NAME …}.
     *
     * @param image path of its PE image, empty when there is none
     * @param parent name of the creating process, empty when there is none
     * @param minimum minimum working set in pages, 0 for the usual one
     * @param maximum maximum working set in pages, 0 for the usual one
     * @param priority base priority, 0 for the usual one
     */
    record CreateProcess(SourceSpan span, String text, SourceSpan nameSpan, String name, String image, String parent,
            SourceSpan parentSpan, int minimum, int maximum, int priority) implements Statement {
    }

    /** {@code fork NAME from=NAME}. */
    record Fork(SourceSpan span, String text, SourceSpan nameSpan, String name, String parent, SourceSpan parentSpan)
            implements Statement {
    }

    /** {@code thread NAME in=PROCESS …}; sizes in bytes, 0 for the usual ones. */
    record CreateThread(SourceSpan span, String text, SourceSpan nameSpan, String name, String process,
            SourceSpan processSpan, long stack, long commit) implements Statement {
    }

    /** {@code exit NAME}. */
    record Exit(SourceSpan span, String text, SourceSpan nameSpan, String name) implements Statement {
    }

    /** {@code tick N}, in seconds of virtual time. */
    record Tick(SourceSpan span, String text, Expression seconds) implements Statement {

        /** The most seconds of one line: a day. */
        public static final int MOST = 86_400;
    }

    /** {@code trim}, {@code outswap} or {@code inswap NAME}. */
    record WorkingSet(SourceSpan span, String text, String keyword, SourceSpan nameSpan, String name)
            implements Statement {
    }

    /** {@code wait NAME} of a system thread. */
    record Wait(SourceSpan span, String text, SourceSpan nameSpan, String thread) implements Statement {
    }

    /** {@code trace "host path" in=PROCESS …}; limit 0 means all of it. */
    record Trace(SourceSpan span, String text, Path path, SourceSpan pathSpan, String process, SourceSpan processSpan,
            String format, long limit) implements Statement {
    }

    /**
     * {@code repeat N}.
     *
     * @param count how often
     * @param end index of its {@code end} in {@link Scenario#statements()}
     */
    record Repeat(SourceSpan span, String text, long count, int end) implements Statement {
    }

    /**
     * {@code end} of a repeat.
     *
     * @param repeat index of its {@code repeat} in {@link Scenario#statements()}
     */
    record End(SourceSpan span, String text, int repeat) implements Statement {
    }

    /** {@code snapshot "name"}. */
    record Snapshot(SourceSpan span, String text, String name) implements Statement {
    }

    /** {@code expect EXPR OP EXPR}. */
    record ExpectValue(SourceSpan span, String text, Expression left, Comparison comparison, Expression right)
            implements Statement {
    }

    /**
     * {@code expect error|exception|fault NAME}: what the call before it gave.
     *
     * @param kind {@code error}, {@code exception} or {@code fault}
     * @param name what is expected, as it is written
     * @param value the error or exception code, 0 for none; of no meaning for a fault
     */
    record ExpectOutcome(SourceSpan span, String text, String kind, SourceSpan nameSpan, String name, int value)
            implements Statement {
    }

    /**
     * {@code NAME: [VAR =] Call(args)}.
     *
     * @param process the calling process
     * @param variable what keeps the result, empty for nothing
     * @param call name of the call
     * @param arguments its arguments
     */
    record Call(SourceSpan span, String text, SourceSpan processSpan, String process, SourceSpan variableSpan,
            String variable, SourceSpan callSpan, String call, List<Expression> arguments) implements Statement {

        public Call {
            arguments = List.copyOf(arguments);
        }
    }
}
