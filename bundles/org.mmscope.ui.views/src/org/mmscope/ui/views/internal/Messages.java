package org.mmscope.ui.views.internal;

import org.eclipse.osgi.util.NLS;

/** The texts of this bundle that people read. */
public final class Messages extends NLS {

    public static String Table_filter;
    public static String Table_copy;
    public static String Table_export;
    public static String Table_export_title;
    public static String Table_export_failed;
    public static String Processes_name;
    public static String Processes_pid;
    public static String Processes_workingSet;
    public static String Processes_private;
    public static String Processes_commit;
    public static String Processes_faults;
    public static String Processes_hardFaults;
    public static String Processes_size;
    public static String Processes_type;
    public static String Processes_protection;
    public static String Processes_backing;
    public static String Processes_pageFile;
    public static String Processes_pages;
    public static String Frames_tooltip;
    public static String Frames_tooltip_pte;
    public static String Frames_tooltip_prototype;
    public static String Frames_tooltip_counts;
    public static String Frames_zoomIn;
    public static String Frames_zoomOut;
    public static String Frames_fit;
    public static String Frames_total;
    public static String Console_name;
    public static String Console_line;
    public static String Console_prompt;
    public static String Console_asking;
    public static String Console_noMachine;
    public static String Console_inspection;
    public static String Frames_none;
    public static String Frames_reading;
    public static String Frames_modifiedNoWrite;
    public static String Frames_legend;

    static {
        NLS.initializeMessages("org.mmscope.ui.views.internal.messages", Messages.class);
    }

    private Messages() {
    }
}
