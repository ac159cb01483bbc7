package org.mmscope.rcp.internal;

import org.eclipse.e4.ui.model.application.ui.MElementContainer;
import org.eclipse.e4.ui.model.application.ui.MUIElement;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.model.application.ui.basic.MPartSashContainerElement;
import org.eclipse.e4.ui.model.application.ui.basic.MPartStack;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.ui.IEditorPart;

/** Puts editors side by side. */
final class EditorSplit {

    private EditorSplit() {
    }

    /**
     * Moves an editor to the right of the others of its folder, unless it is alone there.
     *
     * @param share how much of the width stays with the others
     */
    static void moveRight(IEditorPart editor, float share) {
        MPart part = editor.getSite().getService(MPart.class);
        EModelService models = editor.getSite().getService(EModelService.class);
        MUIElement shown = part.getCurSharedRef() == null ? part : part.getCurSharedRef();
        MElementContainer<MUIElement> folder = shown.getParent();
        if ((Object) folder instanceof MPartStack stack && folder.getChildren().size() > 1) {
            MPartStack right = models.createModelElement(MPartStack.class);
            right.getTags().addAll(stack.getTags());
            models.insert(right, (MPartSashContainerElement) stack, EModelService.RIGHT_OF, 1 - share);
            models.move(shown, cast(right));
            right.setSelectedElement(part);
        }
    }

    @SuppressWarnings("unchecked") // a part stack holds any stack element
    private static MElementContainer<MUIElement> cast(MPartStack stack) {
        return (MElementContainer<MUIElement>) (MElementContainer<?>) stack;
    }
}
