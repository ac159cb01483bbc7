package org.mmscope.ui;

import org.eclipse.jface.preference.IPreferenceStore;
import org.mmscope.ui.internal.UiActivator;

/** The preferences of the workbench. UI thread. */
public final class Preferences {

    /** How often views follow a scenario that runs, at most; from 1 a second. */
    public static final String UPDATES_PER_SECOND = "updatesPerSecond";

    private Preferences() {
    }

    /** Where they are kept, with their defaults. */
    public static IPreferenceStore store() {
        return UiActivator.instance().getPreferenceStore();
    }
}
