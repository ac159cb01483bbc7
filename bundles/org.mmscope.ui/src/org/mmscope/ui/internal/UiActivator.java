package org.mmscope.ui.internal;

import org.eclipse.jface.resource.ImageRegistry;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.plugin.AbstractUIPlugin;
import org.mmscope.session.SessionOptions;
import org.mmscope.ui.Preferences;
import org.mmscope.ui.SessionService;
import org.mmscope.ui.UiThread;
import org.osgi.framework.BundleContext;

/** Holds what lives as long as the workbench: the sessions and the shared images. */
public final class UiActivator extends AbstractUIPlugin {

    /** The id of this bundle. */
    public static final String ID = "org.mmscope.ui";

    private static UiActivator instance;
    private SessionService sessions;

    @Override
    public void start(BundleContext context) throws Exception {
        super.start(context);
        instance = this;
    }

    @Override
    public void stop(BundleContext context) throws Exception {
        instance = null;
        if (sessions != null) {
            sessions.close();
        }
        super.stop(context);
    }

    /** The workbench's sessions. UI thread. */
    public static SessionService sessions() {
        if (instance.sessions == null) {
            instance.sessions = new SessionService(UiThread.executor(display()), UiActivator::options);
        }
        return instance.sessions;
    }

    /** The shared images. UI thread. */
    public static ImageRegistry images() {
        return instance.getImageRegistry();
    }

    /** This bundle, for its log and its preferences. */
    public static UiActivator instance() {
        return instance;
    }

    private static SessionOptions options() {
        int updates = Preferences.store().getInt(Preferences.UPDATES_PER_SECOND);
        return SessionOptions.defaults().withUpdatesPerSecond(Math.max(1, updates));
    }

    private static Display display() {
        return PlatformUI.isWorkbenchRunning() ? PlatformUI.getWorkbench().getDisplay() : Display.getDefault();
    }
}
