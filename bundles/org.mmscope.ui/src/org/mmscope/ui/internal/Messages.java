package org.mmscope.ui.internal;

import org.eclipse.osgi.util.NLS;

/** The texts of this bundle that people read. */
public final class Messages extends NLS {

    public static String Properties_attributes;
    public static String Properties_references;
    public static String Properties_yes;
    public static String Properties_no;

    static {
        NLS.initializeMessages("org.mmscope.ui.internal.messages", Messages.class);
    }

    private Messages() {
    }
}
