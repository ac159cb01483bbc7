package org.mmscope.ui.editors.internal.gef;

import java.util.List;

import org.eclipse.draw2d.IFigure;
import org.eclipse.draw2d.geometry.Point;
import org.eclipse.draw2d.geometry.Rectangle;
import org.eclipse.gef.EditPart;
import org.eclipse.gef.EditPolicy;
import org.eclipse.gef.GraphicalEditPart;
import org.mmscope.ui.graph.BoxFigure;
import org.mmscope.ui.graph.Palette;

/** A box with its rows and the boxes inside it. */
final class BoxPart extends NodePart<BoxNode> {

    private final LiveDiagram diagram;

    BoxPart(BoxNode model, LiveDiagram diagram, Palette palette) {
        super(model, palette);
        this.diagram = diagram;
    }

    private BoxFigure box() {
        return (BoxFigure) getFigure();
    }

    @Override
    protected IFigure createFigure() {
        return new BoxFigure(node().box(), palette());
    }

    @Override
    protected void createEditPolicies() {
        installEditPolicy(EditPolicy.LAYOUT_ROLE, new MovePolicy(diagram, () -> node().place().getLocation()));
    }

    @Override
    protected List<?> getModelChildren() {
        return node().children();
    }

    @Override
    protected void addChildVisual(EditPart child, int index) {
        IFigure figure = ((GraphicalEditPart) child).getFigure();
        int rows = node().rows().size();
        if (child instanceof RowPart) {
            box().rowPane().add(figure, Math.min(index, box().rowPane().getChildren().size()));
        } else {
            box().nestedPane().add(figure, Math.clamp(index - rows, 0, box().nestedPane().getChildren().size()));
        }
    }

    @Override
    protected void removeChildVisual(EditPart child) {
        IFigure figure = ((GraphicalEditPart) child).getFigure();
        figure.getParent().remove(figure);
    }

    @Override
    public void setLayoutConstraint(EditPart child, IFigure figure, Object constraint) {
        figure.getParent().setConstraint(figure, constraint);
    }

    @Override
    protected void refreshVisuals() {
        if (!box().box().equals(node().box())) {
            box().setBox(node().box());
        }
        Rectangle place = node().place().getCopy();
        if (getParent() instanceof BoxPart outer) {
            Point origin = outer.node().place().getLocation();
            place.translate(-origin.x, -origin.y);
        }
        ((GraphicalEditPart) getParent()).setLayoutConstraint(this, getFigure(), place);
    }

    @Override
    void showSelected(boolean selected) {
        box().setSelected(selected);
    }
}
