package org.mmscope.rcp;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;
import org.mmscope.rcp.internal.MmscopeWorkbenchAdvisor;
import org.mmscope.rcp.internal.SplashWindow;
import org.mmscope.rcp.internal.StartArguments;

/** The workbench. Arguments: a scenario file to open, or {@code --demo} for the guided example. */
public final class WorkbenchApplication implements IApplication {

    @Override
    public Object start(IApplicationContext context) {
        StartArguments arguments = StartArguments
                .of((String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS));
        Display display = PlatformUI.createDisplay();
        SplashWindow splash = SplashWindow.open(display);
        try {
            int code = PlatformUI.createAndRunWorkbench(display, new MmscopeWorkbenchAdvisor(arguments, splash));
            return code == PlatformUI.RETURN_RESTART ? EXIT_RESTART : EXIT_OK;
        } finally {
            display.dispose();
        }
    }

    @Override
    public void stop() {
        if (PlatformUI.isWorkbenchRunning()) {
            PlatformUI.getWorkbench().getDisplay().syncExec(() -> PlatformUI.getWorkbench().close());
        }
    }
}
