package org.mmscope.session;

/** What a session is doing. */
public enum SessionState {
    /** At the first statement, nothing run yet. */
    READY,
    /** Running statements. */
    RUNNING,
    /** Between two statements. */
    PAUSED,
    /** No statement is left. */
    FINISHED,
    /** A statement failed with an error of the engine; going back or restarting leaves this state. */
    FAILED,
    /** Closed for good. */
    CLOSED;

    /** Whether run, step and run to line do something in this state. */
    public boolean canAdvance() {
        return this == READY || this == PAUSED;
    }
}
