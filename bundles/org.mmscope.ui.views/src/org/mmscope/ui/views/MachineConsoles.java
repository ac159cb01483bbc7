package org.mmscope.ui.views;

import org.eclipse.ui.IPartListener2;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPartReference;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.console.ConsolePlugin;
import org.eclipse.ui.console.IConsole;
import org.eclipse.ui.console.IConsoleConstants;
import org.eclipse.ui.console.IConsoleManager;
import org.eclipse.ui.statushandlers.StatusManager;
import org.mmscope.ui.views.internal.console.MachineConsole;

/** The console that asks the machine shown, in the platform's Console view. UI thread. */
public final class MachineConsoles {

    /** The id of the Console view. */
    public static final String VIEW_ID = IConsoleConstants.ID_CONSOLE_VIEW;

    private MachineConsoles() {
    }

    /** Lets the Console view of a window have the console as soon as the view is seen. */
    public static void follow(IWorkbenchWindow window) {
        window.getPartService().addPartListener(new IPartListener2() {
            @Override
            public void partVisible(IWorkbenchPartReference reference) {
                if (VIEW_ID.equals(reference.getId())) {
                    console();
                }
            }
        });
        IWorkbenchPage page = window.getActivePage();
        IViewPart view = page == null ? null : page.findView(VIEW_ID);
        if (view != null && page.isPartVisible(view)) {
            console();
        }
    }

    /** Shows the console and asks a question there, which is answered when it is found. */
    public static void ask(IWorkbenchPage page, String query) {
        show(page).ask(query);
    }

    /** Shows the console with the beginning of a question in its line. */
    public static void prepare(IWorkbenchPage page, String query) {
        show(page).prepare(query);
    }

    private static MachineConsole show(IWorkbenchPage page) {
        MachineConsole console = console();
        try {
            page.showView(VIEW_ID);
            manager().showConsoleView(console);
        } catch (PartInitException e) {
            StatusManager.getManager().handle(e.getStatus(), StatusManager.LOG | StatusManager.SHOW);
        }
        return console;
    }

    private static MachineConsole console() {
        for (IConsole console : manager().getConsoles()) {
            if (console instanceof MachineConsole machine) {
                return machine;
            }
        }
        MachineConsole console = new MachineConsole();
        manager().addConsoles(new IConsole[] { console });
        return console;
    }

    private static IConsoleManager manager() {
        return ConsolePlugin.getDefault().getConsoleManager();
    }
}
