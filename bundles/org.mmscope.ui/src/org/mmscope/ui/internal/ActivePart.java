package org.mmscope.ui.internal;

import java.util.function.Consumer;

import org.eclipse.ui.IPartListener;
import org.eclipse.ui.IWindowListener;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

/** Tells which part of the workbench was activated last, over all windows. */
final class ActivePart implements IPartListener, IWindowListener {

    private final IWorkbench workbench = PlatformUI.getWorkbench();
    private final Consumer<IWorkbenchPart> consumer;

    ActivePart(Consumer<IWorkbenchPart> consumer) {
        this.consumer = consumer;
        workbench.addWindowListener(this);
        for (IWorkbenchWindow window : workbench.getWorkbenchWindows()) {
            windowOpened(window);
        }
    }

    void close() {
        workbench.removeWindowListener(this);
        for (IWorkbenchWindow window : workbench.getWorkbenchWindows()) {
            windowClosed(window);
        }
    }

    @Override
    public void windowOpened(IWorkbenchWindow window) {
        window.getPartService().addPartListener(this);
    }

    @Override
    public void windowClosed(IWorkbenchWindow window) {
        window.getPartService().removePartListener(this);
    }

    @Override
    public void partActivated(IWorkbenchPart part) {
        consumer.accept(part);
    }

    @Override
    public void partBroughtToTop(IWorkbenchPart part) {
        consumer.accept(part);
    }

    @Override
    public void partClosed(IWorkbenchPart part) {
        consumer.accept(null);
    }

    @Override
    public void partOpened(IWorkbenchPart part) {
        // activation follows when it matters
    }

    @Override
    public void partDeactivated(IWorkbenchPart part) {
        // another part is activated next
    }

    @Override
    public void windowActivated(IWorkbenchWindow window) {
        consumer.accept(window.getPartService().getActivePart());
    }

    @Override
    public void windowDeactivated(IWorkbenchWindow window) {
        // another window is activated next
    }
}
