package org.mmscope.ui.editors.internal.gef;

import org.eclipse.draw2d.IFigure;
import org.eclipse.gef.EditPart;
import org.eclipse.gef.editparts.AbstractConnectionEditPart;
import org.mmscope.ui.graph.LinkFigure;
import org.mmscope.ui.graph.Palette;

/** An arrow. */
final class LinkPart extends AbstractConnectionEditPart {

    private final Palette palette;
    private boolean emphasis;

    LinkPart(LinkNode model, Palette palette) {
        this.palette = palette;
        setModel(model);
    }

    private LinkNode node() {
        return (LinkNode) getModel();
    }

    @Override
    protected IFigure createFigure() {
        return new LinkFigure(node().link(), palette);
    }

    @Override
    protected void refreshVisuals() {
        LinkFigure figure = (LinkFigure) getFigure();
        if (!figure.link().equals(node().link())) {
            figure.setLink(node().link());
        }
    }

    /** Draws the arrow thick because one of its ends is selected. */
    void showEmphasis(boolean on) {
        emphasis = on;
        show();
    }

    @Override
    public void setSelected(int value) {
        super.setSelected(value);
        show();
    }

    private void show() {
        ((LinkFigure) getFigure()).setSelected(emphasis || getSelected() != EditPart.SELECTED_NONE);
    }

    @Override
    protected void createEditPolicies() {
        // The kernel's pointers are not changed by dragging them.
    }
}
