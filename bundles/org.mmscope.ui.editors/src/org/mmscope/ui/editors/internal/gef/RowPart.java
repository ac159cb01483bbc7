package org.mmscope.ui.editors.internal.gef;

import java.util.List;

import org.eclipse.draw2d.IFigure;
import org.eclipse.gef.DragTracker;
import org.eclipse.gef.EditPart;
import org.eclipse.gef.Request;
import org.eclipse.gef.tools.DragEditPartsTracker;
import org.mmscope.ui.graph.Palette;
import org.mmscope.ui.graph.Row;
import org.mmscope.ui.graph.RowFigure;

/** A row of a box. */
final class RowPart extends NodePart<RowNode> {

    RowPart(RowNode model, Palette palette) {
        super(model, palette);
    }

    @Override
    protected IFigure createFigure() {
        return new RowFigure(node().row(), palette());
    }

    @Override
    protected void refreshVisuals() {
        RowFigure figure = (RowFigure) getFigure();
        if (!figure.row().equals(node().row())) {
            figure.setRow(node().row());
        }
    }

    @Override
    void showSelected(boolean selected) {
        ((RowFigure) getFigure()).setSelected(selected);
    }

    /** Rows keep their places: dragging one drags its box. */
    @Override
    public DragTracker getDragTracker(Request request) {
        return new DragEditPartsTracker(this) {
            @Override
            protected List<? extends EditPart> createOperationSet() {
                return List.of(getParent());
            }

            /** The superclass asks whether what is moved is selected, which the row is in place of its box. */
            @Override
            protected boolean isMove() {
                return getTargetEditPart() == RowPart.this.getParent().getParent();
            }
        };
    }

    @Override
    public boolean isSelectable() {
        return super.isSelectable() && node().row().kind() != Row.Kind.CAPTION;
    }
}
