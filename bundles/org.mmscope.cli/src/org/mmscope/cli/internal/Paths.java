package org.mmscope.cli.internal;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths given on the command line. */
final class Paths {

    private Paths() {
    }

    /**
     * The path that a text names.
     *
     * @throws RefusedException if it names none
     */
    static Path of(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new RefusedException("\"" + text + "\" is not a path: " + e.getReason());
        }
    }

    /** The name of a file without its extension. */
    static String baseName(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    /**
     * Sees to it that a file can be replaced by renaming: a device would be replaced by a file.
     *
     * @throws RefusedException if it cannot
     */
    static void checkTarget(Path target) {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new RefusedException(target + ": there is no folder " + folder + " to write into; make it first");
        }
        if (Files.exists(target) && !Files.isRegularFile(target) && !Files.isDirectory(target)) {
            throw new RefusedException(target + ": is not a regular file; give another path");
        }
    }
}
