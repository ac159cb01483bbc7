package org.mmscope.ui.internal;

import org.eclipse.core.runtime.preferences.AbstractPreferenceInitializer;
import org.eclipse.core.runtime.preferences.DefaultScope;
import org.mmscope.session.SessionOptions;
import org.mmscope.ui.Preferences;

/** The preferences that nobody has changed. */
public final class PreferenceDefaults extends AbstractPreferenceInitializer {

    @Override
    public void initializeDefaultPreferences() {
        DefaultScope.INSTANCE.getNode(UiActivator.ID).putInt(Preferences.UPDATES_PER_SECOND,
                SessionOptions.defaults().updatesPerSecond());
    }
}
