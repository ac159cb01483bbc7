package org.mmscope.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.mmscope.cli.internal.Console;
import org.mmscope.cli.internal.Verbs;
import org.mmscope.session.export.Exporters;

/**
 * The command line of mmscope. Exit codes: 0 done and nothing wrong found, 1 something wrong or different found, 2
 * input or arguments refused, 3 an error of mmscope itself.
 */
public final class Main {

    private Main() {
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        System.exit(Verbs.execute(args, Console.ofProcess(out, err)));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    /**
     * Runs one command in this process, without a terminal.
     *
     * @param args verb and arguments
     * @param out takes the results
     * @param err takes errors and messages
     * @return the exit code
     */
    public static int execute(String[] args, PrintStream out, PrintStream err) {
        return execute(args, out, err, new Exporters());
    }

    /** As {@link #execute(String[], PrintStream, PrintStream)}, with the export kinds given. */
    public static int execute(String[] args, PrintStream out, PrintStream err, Exporters exporters) {
        return Verbs.execute(args, new Console(out, err, false, exporters));
    }
}
