package org.mmscope.rcp.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the workbench was started with.
 *
 * @param files scenarios and snapshots to open
 * @param demo whether to open the guided example
 */
public record StartArguments(List<Path> files, boolean demo) {

    /** Reads the arguments; what is neither a file name nor known is left out, since Equinox adds its own. */
    public static StartArguments of(String... arguments) {
        List<Path> files = new ArrayList<>();
        boolean demo = false;
        for (String argument : arguments) {
            if (argument.equals("--demo")) {
                demo = true;
            } else if (argument.endsWith(".mms") || argument.endsWith(".mmsnap")) {
                files.add(Path.of(argument).toAbsolutePath().normalize());
            }
        }
        return new StartArguments(List.copyOf(files), demo);
    }
}
