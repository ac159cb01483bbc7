package org.mmscope.kernel;

/**
 * Whether a process may execute data: MEM_EXECUTE_OPTION_*, as KPROCESS.ExecuteOptions keeps them. They have a meaning
 * only on a machine with data execution prevention.
 */
public final class ExecuteOptions {

    /** Data is not executed. */
    public static final int DISABLE = 1;
    /** Data may be executed; wins over {@link #DISABLE}. */
    public static final int ENABLE = 2;
    /** The options of the process cannot be changed any more. */
    public static final int PERMANENT = 8;

    private ExecuteOptions() {
    }
}
