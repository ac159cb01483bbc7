package org.mmscope.cli.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.mmscope.session.export.Exporters;
import org.mmscope.session.inspect.Inspections;

/**
 * What a command writes to and works with.
 *
 * @param out results
 * @param err errors, messages and progress
 * @param terminal whether a person sees {@code err} on a terminal
 * @param exporters the export kinds known
 * @param inspections the inspections known
 */
public record Console(PrintStream out, PrintStream err, boolean terminal, Exporters exporters,
        Inspections inspections) {

    /**
     * The streams of this process, with what is on its class path.
     *
     * @throws java.util.ServiceConfigurationError if something of a third party cannot be made
     * @throws IllegalArgumentException if something of a third party is not described well, or is there twice
     */
    public static Console ofProcess(PrintStream out, PrintStream err) {
        return new Console(out, err, errIsTerminal(), Exporters.onClassPath(), Inspections.onClassPath());
    }

    /** Asks the system itself: the JDK's own console wants standard input and output to be a terminal, too. */
    private static boolean errIsTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Prints an error or a message in one line. */
    void message(String text) {
        err.println(text);
    }

    /**
     * Makes sure that results have arrived.
     *
     * @throws IOException if whoever reads them has gone
     */
    void flushResults() throws IOException {
        if (out.checkError()) {
            throw new IOException("standard output: cannot be written");
        }
    }
}
