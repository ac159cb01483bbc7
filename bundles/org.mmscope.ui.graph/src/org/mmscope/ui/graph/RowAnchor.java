package org.mmscope.ui.graph;

import org.eclipse.draw2d.AbstractConnectionAnchor;
import org.eclipse.draw2d.IFigure;
import org.eclipse.draw2d.geometry.Point;
import org.eclipse.draw2d.geometry.Rectangle;

/** Holds an arrow at the height of a row, or of a box's title, on the edge of the box. */
public final class RowAnchor extends AbstractConnectionAnchor {

    /** An anchor at a {@link RowFigure} or a {@link BoxFigure}. */
    public RowAnchor(IFigure owner) {
        super(owner);
    }

    @Override
    public Point getLocation(Point reference) {
        Rectangle box = box();
        return point(reference.x < box.x + box.width / 2 ? Link.Side.LEFT : Link.Side.RIGHT, 0.5);
    }

    /** The point on a side, at a share of the height from the top, in absolute coordinates. */
    Point point(Link.Side side, double share) {
        Rectangle box = box();
        Rectangle line = line();
        int y = line.y + (int) Math.round(line.height * share);
        return new Point(side == Link.Side.LEFT ? box.x : box.right(), y);
    }

    /** Bounds of the box in absolute coordinates. */
    Rectangle box() {
        IFigure box = getOwner();
        while (!(box instanceof BoxFigure) && box.getParent() != null) {
            box = box.getParent();
        }
        return absolute(box, box.getBounds());
    }

    private Rectangle line() {
        IFigure owner = getOwner();
        Rectangle r = owner.getBounds().getCopy();
        if (owner instanceof BoxFigure box) {
            r.height = Math.min(r.height, box.headerHeight());
        }
        return absolute(owner, r);
    }

    private static Rectangle absolute(IFigure figure, Rectangle bounds) {
        Rectangle copy = bounds.getCopy();
        figure.translateToAbsolute(copy);
        return copy;
    }
}
