package org.mmscope.ui.editors.internal.scenario;

import org.eclipse.osgi.util.NLS;

/** Texts of the scenario editor. */
final class Messages extends NLS {

    public static String assist_process;
    public static String assist_variable;
    public static String hover_value;
    public static String annotation_currentLine;
    public static String status_refused;
    public static String status_stale;
    public static String action_runToLine;
    public static String save_title;
    public static String save_filter;
    public static String save_failed;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
