package org.mmscope.win32;

/**
 * Names of kernel objects as programs give them, below \\BaseNamedObjects. In the one session of these machines the
 * links Global and Local lead back there.
 */
final class ObjectName {

    private static final String GLOBAL = "Global\\";
    private static final String LOCAL = "Local\\";

    private ObjectName() {
    }

    /** The name in \\BaseNamedObjects, null for none: an empty name is none. */
    static String inBaseNamedObjects(String name) {
        if (name == null || name.isEmpty()) {
            return null;
        }
        return name.startsWith(GLOBAL) ? name.substring(GLOBAL.length())
                : name.startsWith(LOCAL) ? name.substring(LOCAL.length()) : name;
    }

    /** Whether a name goes through a directory that is not there. */
    static boolean leadsNowhere(String name) {
        String rest = inBaseNamedObjects(name);
        return rest != null && rest.indexOf('\\') >= 0;
    }
}
