package org.mmscope.cli.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.mmscope.session.SavedMachine;
import org.mmscope.session.snapshot.SnapshotFormatException;

/** Opens the snapshots that verbs are given. */
final class Snapshots {

    private Snapshots() {
    }

    /**
     * Opens a snapshot; a JSON one with the raw image of its name beside it, if there is one.
     *
     * @throws RefusedException if it is damaged or is none
     */
    static SavedMachine open(String argument) throws IOException {
        Path file = Paths.of(argument);
        if (Files.isDirectory(file)) {
            throw new RefusedException(file + ": is a folder; name a snapshot in it");
        }
        try {
            return SavedMachine.open(file);
        } catch (SnapshotFormatException e) {
            throw new RefusedException(file + ": " + e.getMessage());
        }
    }
}
