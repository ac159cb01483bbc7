package org.mmscope.win32;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Paths as programs give them, made full as RtlGetFullPathName_U does it. The current folder of every process is the
 * root of drive C.
 */
final class DosPath {

    private static final String ROOT = "C:\\";
    /** What comes behind is taken as it is. */
    private static final String LITERAL = "\\\\?\\";

    private DosPath() {
    }

    /** The full path of a path, empty when there is none (an empty path). */
    static String full(String path) {
        if (path.startsWith(LITERAL)) {
            return path.substring(LITERAL.length());
        }
        String name = path.replace('/', '\\').stripTrailing();
        if (name.isEmpty()) {
            return "";
        }
        if (name.length() >= 2 && name.charAt(1) == ':') {
            return name.substring(0, 2) + "\\" + folders(name.substring(2));
        }
        return ROOT + folders(name);
    }

    /** The path below the root, without the folders that stand for themselves or for those above them. */
    private static String folders(String path) {
        Deque<String> parts = new ArrayDeque<>();
        String[] given = path.split("\\\\", -1);
        for (int i = 0; i < given.length; i++) {
            boolean last = i == given.length - 1;
            if (given[i].equals("..")) {
                parts.pollLast();
            } else if (!given[i].isEmpty() && !given[i].equals(".")) {
                parts.addLast(last ? withoutTrailing(given[i]) : given[i]);
            } else if (last && given[i].isEmpty() && !parts.isEmpty()) {
                parts.addLast("");
            }
        }
        return String.join("\\", parts);
    }

    /** Dots and blanks at the end of a file's name are not part of it. */
    private static String withoutTrailing(String name) {
        int end = name.length();
        while (end > 0 && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == ' ')) {
            end--;
        }
        return name.substring(0, end);
    }
}
