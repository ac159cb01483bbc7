package org.mmscope.ui.editors.internal.gef;

import org.eclipse.draw2d.IFigure;
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

    @Override
    public boolean isSelectable() {
        return super.isSelectable() && node().row().kind() != Row.Kind.CAPTION;
    }
}
