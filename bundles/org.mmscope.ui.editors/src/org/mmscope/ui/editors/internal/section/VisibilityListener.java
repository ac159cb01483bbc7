package org.mmscope.ui.editors.internal.section;

import java.util.function.Consumer;

import org.eclipse.ui.IPartListener2;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.IWorkbenchPartReference;

/** Tells whether a part can be seen. */
final class VisibilityListener implements IPartListener2, AutoCloseable {

    private final IWorkbenchPart part;
    private final Consumer<Boolean> consumer;

    VisibilityListener(IWorkbenchPart part, Consumer<Boolean> consumer) {
        this.part = part;
        this.consumer = consumer;
        part.getSite().getPage().addPartListener(this);
    }

    @Override
    public void partVisible(IWorkbenchPartReference reference) {
        tell(reference, true);
    }

    @Override
    public void partHidden(IWorkbenchPartReference reference) {
        tell(reference, false);
    }

    private void tell(IWorkbenchPartReference reference, boolean visible) {
        if (reference.getPart(false) == part) {
            consumer.accept(visible);
        }
    }

    @Override
    public void close() {
        part.getSite().getPage().removePartListener(this);
    }
}
