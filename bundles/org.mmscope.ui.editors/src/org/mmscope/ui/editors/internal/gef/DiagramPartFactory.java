package org.mmscope.ui.editors.internal.gef;

import org.eclipse.gef.EditPart;
import org.eclipse.gef.EditPartFactory;
import org.mmscope.ui.graph.Palette;

/** Makes the edit parts of a live diagram. */
public final class DiagramPartFactory implements EditPartFactory {

    private final LiveDiagram diagram;
    private final Palette palette;

    /** A factory for the parts of one diagram. */
    public DiagramPartFactory(LiveDiagram diagram, Palette palette) {
        this.diagram = diagram;
        this.palette = palette;
    }

    @Override
    public EditPart createEditPart(EditPart context, Object model) {
        return switch (model) {
            case LiveDiagram whole -> new DiagramPart(whole);
            case BoxNode box -> new BoxPart(box, diagram, palette);
            case RowNode row -> new RowPart(row, palette);
            case LinkNode link -> new LinkPart(link, palette);
            default -> throw new IllegalArgumentException("no edit part for " + model);
        };
    }
}
