package org.mmscope.win32;

/** Paths as programs give them. The current folder of every process is the root of drive C. */
final class DosPath {

    private static final String ROOT = "C:\\";

    private DosPath() {
    }

    /** The full path of a path, empty when there is none (an empty path). */
    static String full(String path) {
        String name = path.replace('/', '\\').stripTrailing();
        if (name.isEmpty()) {
            return "";
        }
        if (name.length() >= 2 && name.charAt(1) == ':') {
            String rest = name.substring(2);
            return name.substring(0, 2) + (rest.startsWith("\\") ? rest : "\\" + rest);
        }
        return ROOT + (name.startsWith("\\") ? name.substring(1) : name);
    }
}
