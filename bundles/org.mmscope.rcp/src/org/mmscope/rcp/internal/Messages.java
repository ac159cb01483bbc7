package org.mmscope.rcp.internal;

import org.eclipse.osgi.util.NLS;

/** The texts of this bundle that people read. */
public final class Messages extends NLS {

    public static String Window_title;
    public static String Window_titleWithEditor;
    public static String Menu_file;
    public static String Menu_edit;
    public static String Menu_window;
    public static String Menu_showView;
    public static String Menu_help;
    public static String Open_title;
    public static String Open_missing;
    public static String Open_filter;
    public static String Open_filterSnapshots;
    public static String Snapshot_progress;
    public static String Snapshot_refused;
    public static String New_name;
    public static String New_text;
    public static String SectionGraph_title;
    public static String Export_title;
    public static String Export_failed;
    public static String Export_progress;
    public static String Status_running;
    public static String Status_paused;
    public static String Status_finished;
    public static String Status_failed;
    public static String Preferences_description;
    public static String Preferences_updates;
    public static String Headless_picture;
    public static String Headless_sectionGraph;
    public static String Headless_noView;
    public static String Demo_written;

    static {
        NLS.initializeMessages("org.mmscope.rcp.internal.messages", Messages.class);
    }

    private Messages() {
    }
}
