package org.mmscope.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ServiceConfigurationError;

import org.mmscope.cli.internal.Console;
import org.mmscope.cli.internal.Verbs;
import org.mmscope.session.export.Exporters;
import org.mmscope.session.inspect.Inspections;

/**
 * The command line of mmscope. Exit codes: 0 done and nothing wrong found, 1 something wrong or different found, 2
 * input or arguments refused, 3 an error of mmscope itself.
 */
public final class Main {

    private static final int REFUSED = 2;

    private Main() {
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        System.exit(Verbs.execute(args, console(out, err)));
    }

    private static Console console(PrintStream out, PrintStream err) {
        try {
            return Console.ofProcess(out, err);
        } catch (ServiceConfigurationError | IllegalArgumentException e) {
            err.println("mmscope: a jar in the folder dropins does not fit: " + e.getMessage());
            err.flush();
            System.exit(REFUSED);
            throw e;
        }
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
        return execute(args, out, err, new Exporters(), new Inspections());
    }

    /**
     * As {@link #execute(String[], PrintStream, PrintStream)}, with what the verbs know of.
     *
     * @param exporters the export kinds; those of pictures make {@code render} and pictures in exports possible
     * @param inspections the inspections
     */
    public static int execute(String[] args, PrintStream out, PrintStream err, Exporters exporters,
            Inspections inspections) {
        return Verbs.execute(args, new Console(out, err, false, exporters, inspections));
    }
}
