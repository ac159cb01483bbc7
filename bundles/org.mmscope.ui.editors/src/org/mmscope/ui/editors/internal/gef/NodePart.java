package org.mmscope.ui.editors.internal.gef;

import java.util.List;

import org.eclipse.draw2d.ConnectionAnchor;
import org.eclipse.gef.ConnectionEditPart;
import org.eclipse.gef.EditPart;
import org.eclipse.gef.NodeEditPart;
import org.eclipse.gef.Request;
import org.eclipse.gef.editparts.AbstractGraphicalEditPart;
import org.mmscope.ui.graph.Palette;
import org.mmscope.ui.graph.RowAnchor;

/** An edit part of a box or a row: typed model, arrows anchored at its line, all links refreshed with it. */
abstract class NodePart<M extends DiagramNode> extends AbstractGraphicalEditPart implements NodeEditPart {

    private final Palette palette;

    NodePart(M model, Palette palette) {
        this.palette = palette;
        setModel(model);
    }

    @SuppressWarnings("unchecked")
    M node() {
        return (M) getModel();
    }

    Palette palette() {
        return palette;
    }

    /** Shows what the model shows now, down to the last row. */
    void refreshAll() {
        refresh();
        for (Object child : getChildren()) {
            ((NodePart<?>) child).refreshAll();
        }
    }

    /** Draws the part as selected or not. */
    abstract void showSelected(boolean selected);

    @Override
    public void setSelected(int value) {
        super.setSelected(value);
        boolean selected = value != EditPart.SELECTED_NONE;
        showSelected(selected);
        getSourceConnections().forEach(link -> ((LinkPart) link).showEmphasis(selected));
        getTargetConnections().forEach(link -> ((LinkPart) link).showEmphasis(selected));
    }

    @Override
    protected List<?> getModelSourceConnections() {
        return node().outgoing();
    }

    @Override
    protected List<?> getModelTargetConnections() {
        return node().incoming();
    }

    @Override
    protected void createEditPolicies() {
        // Selecting needs none.
    }

    @Override
    public ConnectionAnchor getSourceConnectionAnchor(ConnectionEditPart connection) {
        return new RowAnchor(getFigure());
    }

    @Override
    public ConnectionAnchor getTargetConnectionAnchor(ConnectionEditPart connection) {
        return new RowAnchor(getFigure());
    }

    @Override
    public ConnectionAnchor getSourceConnectionAnchor(Request request) {
        return new RowAnchor(getFigure());
    }

    @Override
    public ConnectionAnchor getTargetConnectionAnchor(Request request) {
        return new RowAnchor(getFigure());
    }
}
