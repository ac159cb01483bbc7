package org.mmscope.session.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The permissions that a file written anew gets. */
final class Permissions {

    private static final Set<PosixFilePermission> USUAL = PosixFilePermissions.fromString("rw-r--r--");

    private Permissions() {
    }

    /** Those of the file that is there, or the usual ones. */
    static Set<PosixFilePermission> of(Path target) throws IOException {
        return Files.exists(target) ? Files.getPosixFilePermissions(target) : USUAL;
    }
}
