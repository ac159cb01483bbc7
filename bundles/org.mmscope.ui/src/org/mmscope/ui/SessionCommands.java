package org.mmscope.ui;

/** The ids of the commands that act on the active session, as declared in this bundle's plugin.xml. */
public final class SessionCommands {

    /** Runs to the end, a breakpoint or a pause. */
    public static final String RUN = "org.mmscope.ui.command.run";
    /** Stops between two statements. */
    public static final String PAUSE = "org.mmscope.ui.command.pause";
    /** Runs one statement. */
    public static final String STEP = "org.mmscope.ui.command.step";
    /** Goes back one statement. */
    public static final String STEP_BACK = "org.mmscope.ui.command.stepBack";
    /** Goes back to the start. */
    public static final String RESTART = "org.mmscope.ui.command.restart";

    /** The variable of the session state in expressions, see {@code SessionState}; NONE without a session. */
    public static final String STATE_VARIABLE = "org.mmscope.ui.session.state";
    /** The variable that is true when a statement has been run and can be gone back from. */
    public static final String PAST_VARIABLE = "org.mmscope.ui.session.hasPast";
    /** The variable that is true when there is a session, or a part that can open one. */
    public static final String ADVANCE_VARIABLE = "org.mmscope.ui.session.canAdvance";

    private SessionCommands() {
    }
}
