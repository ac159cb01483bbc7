package org.mmscope.scenario.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import org.mmscope.scenario.SourceSpan;

/** Checks paths: of files of the host, which must be there to be read, and of the simulated volume. */
final class HostFiles {

    private static final Pattern VOLUME_PATH = Pattern.compile("[Cc]:(\\\\[^\\\\/:*?\"<>|\\x00-\\x1F]+)+");
    private static final int MAXIMUM_PATH = 260;

    private HostFiles() {
    }

    static void check(Path path, SourceSpan where, Diagnostics diagnostics) {
        String missing = missing(path);
        if (!missing.isEmpty()) {
            diagnostics.add(where, missing);
        }
    }

    /** Why a file of the host cannot be read, empty when it can. */
    private static String missing(Path path) {
        try {
            if (!Files.exists(path)) {
                return "there is no file " + path + " on the host";
            }
            if (!Files.isRegularFile(path)) {
                return path + " on the host is not a file";
            }
            return Files.isReadable(path) ? "" : path + " on the host may not be read";
        } catch (SecurityException e) {
            return path + " on the host may not be read";
        }
    }

    static void checkVolumePath(String path, SourceSpan where, Diagnostics diagnostics) {
        if (path.length() > MAXIMUM_PATH || !VOLUME_PATH.matcher(path).matches()) {
            diagnostics.add(where, "a path of the simulated volume was expected, such as C:\\data.bin");
        }
    }
}
