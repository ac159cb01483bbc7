package org.mmscope.rcp.internal;

import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IPartListener2;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPartReference;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;

/** Keeps the active editor's name in the title of the window. */
final class WindowTitle implements IPartListener2, AutoCloseable {

    private final IWorkbenchWindowConfigurer configurer;

    WindowTitle(IWorkbenchWindowConfigurer configurer) {
        this.configurer = configurer;
        configurer.getWindow().getPartService().addPartListener(this);
        update();
    }

    @Override
    public void close() {
        configurer.getWindow().getPartService().removePartListener(this);
    }

    @Override
    public void partActivated(IWorkbenchPartReference reference) {
        update();
    }

    @Override
    public void partClosed(IWorkbenchPartReference reference) {
        update();
    }

    @Override
    public void partInputChanged(IWorkbenchPartReference reference) {
        update();
    }

    private void update() {
        IWorkbenchPage page = configurer.getWindow().getActivePage();
        IEditorPart editor = page == null ? null : page.getActiveEditor();
        configurer.setTitle(editor == null ? Messages.Window_title
                : NLS.bind(Messages.Window_titleWithEditor, editor.getTitle(), Messages.Window_title));
    }
}
