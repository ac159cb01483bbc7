package org.mmscope.scenario.internal;

import java.util.Set;

/**
 * What the language has and this version of the engine does not simulate. A scenario that asks for it is refused. An
 * entry goes as soon as the engine does the thing.
 */
public final class EngineSupport {

    private static final Set<String> STATEMENTS = Set.of();
    private static final Set<String> THREADS = Set.of();
    private static final Set<String> CALLS = Set.of();
    /** Values of machine options. */
    private static final Set<String> MACHINE = Set.of();
    private static final Set<String> OPTIONS = Set.of();

    private EngineSupport() {
    }

    /** Whether a kind of line is simulated. */
    public static boolean statement(String keyword) {
        return !STATEMENTS.contains(keyword);
    }

    /** Whether a system thread can be waited for. */
    static boolean systemThread(String name) {
        return !THREADS.contains(name);
    }

    /** Whether a call is simulated. */
    public static boolean call(String name) {
        return !CALLS.contains(name);
    }

    /** Whether an option of a kind of line is simulated. */
    static boolean option(String keyword, String key) {
        return !OPTIONS.contains(keyword + " " + key);
    }

    /** Why a machine option is refused, empty when it is not. */
    public static String machineOption(String key, String value) {
        return MACHINE.contains(key + "=" + value) ? notSimulated(key + "=" + value) : "";
    }

    static String notSimulated(String what) {
        return what + " is not simulated by this version";
    }
}
