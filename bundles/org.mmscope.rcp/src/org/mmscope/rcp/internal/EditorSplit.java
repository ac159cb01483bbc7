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
     * Sees to it that a text and a diagram are beside each other: where they are in one folder, one of them goes to the
     * folder beside it, so that the text is on the left, and where there is none, the diagram into a new one.
     *
     * @param share how much of the width stays with the text
     */
    static void apart(IEditorPart text, IEditorPart diagram, float share) {
        EModelService models = text.getSite().getService(EModelService.class);
        MUIElement shownText = shown(text);
        MUIElement shownDiagram = shown(diagram);
        if (shownText.getParent() == shownDiagram.getParent()
                && (Object) shownText.getParent() instanceof MPartStack stack) {
            MPartStack beside = beside(stack);
            if (beside == null) {
                move(models, shownDiagram, newRightOf(models, stack, share));
            } else {
                move(models, isLeftOf(stack, beside) ? shownDiagram : shownText, beside);
            }
        }
    }

    private static MUIElement shown(IEditorPart editor) {
        MPart part = editor.getSite().getService(MPart.class);
        return part.getCurSharedRef() == null ? part : part.getCurSharedRef();
    }

    private static MPartStack beside(MPartStack stack) {
        return stack.getParent().getChildren().stream().filter(element -> element != stack)
                .filter(MPartStack.class::isInstance).map(MPartStack.class::cast).findFirst().orElse(null);
    }

    private static boolean isLeftOf(MPartStack stack, MPartStack beside) {
        return stack.getParent().getChildren().indexOf(stack) < stack.getParent().getChildren().indexOf(beside);
    }

    private static MPartStack newRightOf(EModelService models, MPartStack stack, float share) {
        MPartStack right = models.createModelElement(MPartStack.class);
        right.getTags().addAll(stack.getTags());
        models.insert(right, (MPartSashContainerElement) stack, EModelService.RIGHT_OF, 1 - share);
        return right;
    }

    private static void move(EModelService models, MUIElement shown, MPartStack folder) {
        models.move(shown, cast(folder));
        cast(folder).setSelectedElement(shown);
    }

    @SuppressWarnings("unchecked") // a part stack holds any stack element
    private static MElementContainer<MUIElement> cast(MPartStack stack) {
        return (MElementContainer<MUIElement>) (MElementContainer<?>) stack;
    }
}
