package org.mmscope.ui.editors.internal.gef;

import java.util.function.Supplier;

import org.eclipse.draw2d.geometry.Point;
import org.eclipse.draw2d.geometry.Rectangle;
import org.eclipse.gef.EditPart;
import org.eclipse.gef.EditPolicy;
import org.eclipse.gef.Request;
import org.eclipse.gef.commands.Command;
import org.eclipse.gef.editpolicies.NonResizableEditPolicy;
import org.eclipse.gef.editpolicies.SelectionEditPolicy;
import org.eclipse.gef.editpolicies.XYLayoutEditPolicy;
import org.eclipse.gef.requests.CreateRequest;

/** Lets boxes be moved, each inside the one around it. Rows keep their places. */
final class MovePolicy extends XYLayoutEditPolicy {

    private final LiveDiagram diagram;
    private final Supplier<Point> origin;

    /**
     * A policy for the boxes in one container.
     *
     * @param origin left upper corner of the container, from the origin of the diagram
     */
    MovePolicy(LiveDiagram diagram, Supplier<Point> origin) {
        this.diagram = diagram;
        this.origin = origin;
    }

    @Override
    protected EditPolicy createChildEditPolicy(EditPart child) {
        return child instanceof BoxPart ? new NonResizableEditPolicy() : new NoFeedback();
    }

    @Override
    protected Point getLayoutOrigin() {
        return origin.get();
    }

    @Override
    public Object getConstraintFor(Rectangle rectangle) {
        return new Rectangle(rectangle);
    }

    @Override
    public Object getConstraintFor(Point point) {
        return new Rectangle(point.x, point.y, -1, -1);
    }

    /** The constraint is the new bounds relative to the container. */
    @Override
    protected Command createChangeConstraintCommand(EditPart child, Object constraint) {
        if (!(child instanceof BoxPart box)) {
            return null;
        }
        Rectangle place = (Rectangle) constraint;
        return new MoveBoxCommand(diagram, box.node(), place.getLocation().translate(origin.get()));
    }

    @Override
    protected Command createAddCommand(EditPart child, Object constraint) {
        return null;
    }

    @Override
    protected Command getCreateCommand(CreateRequest request) {
        return null;
    }

    @Override
    protected Command getDeleteDependantCommand(Request request) {
        return null;
    }

    /** A selected row says so itself. */
    private static final class NoFeedback extends SelectionEditPolicy {

        @Override
        protected void hideSelection() {
            // The figure does.
        }

        @Override
        protected void showSelection() {
            // The figure does.
        }
    }
}
