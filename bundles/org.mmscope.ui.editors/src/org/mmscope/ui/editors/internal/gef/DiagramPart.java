package org.mmscope.ui.editors.internal.gef;

import java.util.List;

import org.eclipse.draw2d.FreeformLayer;
import org.eclipse.draw2d.FreeformLayout;
import org.eclipse.draw2d.IFigure;
import org.eclipse.draw2d.MarginBorder;
import org.eclipse.draw2d.geometry.Point;
import org.eclipse.gef.EditPolicy;
import org.eclipse.gef.editparts.AbstractGraphicalEditPart;

/** The whole diagram: refreshes every part below it, once, after each change. */
public final class DiagramPart extends AbstractGraphicalEditPart {

    private static final int MARGIN = 14;

    DiagramPart(LiveDiagram model) {
        setModel(model);
    }

    private LiveDiagram diagram() {
        return (LiveDiagram) getModel();
    }

    @Override
    public void activate() {
        super.activate();
        diagram().setListener(this::refreshAll);
    }

    @Override
    public void deactivate() {
        diagram().setListener(() -> { });
        super.deactivate();
    }

    private void refreshAll() {
        refresh();
        for (Object child : getChildren()) {
            ((NodePart<?>) child).refreshAll();
        }
        refreshLinks();
    }

    /** Links show marks too, and they are nobody's children. */
    private void refreshLinks() {
        for (Object part : getViewer().getEditPartRegistry().values()) {
            if (part instanceof LinkPart link) {
                link.refresh();
            }
        }
    }

    @Override
    protected IFigure createFigure() {
        FreeformLayer layer = new FreeformLayer();
        layer.setLayoutManager(new FreeformLayout());
        layer.setBorder(new MarginBorder(MARGIN));
        return layer;
    }

    @Override
    protected List<?> getModelChildren() {
        return diagram().boxes();
    }

    @Override
    protected void createEditPolicies() {
        installEditPolicy(EditPolicy.LAYOUT_ROLE, new MovePolicy(diagram(), Point::new));
    }
}
