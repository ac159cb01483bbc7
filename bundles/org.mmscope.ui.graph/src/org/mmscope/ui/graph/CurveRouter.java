package org.mmscope.ui.graph;

import org.eclipse.draw2d.AbstractRouter;
import org.eclipse.draw2d.Connection;
import org.eclipse.draw2d.geometry.Point;
import org.eclipse.draw2d.geometry.PointList;
import org.eclipse.draw2d.geometry.Rectangle;

/**
 * Leads an arrow as a smooth curve that leaves its row and reaches the other sideways. Between boxes beside each other
 * it runs across the gap; between boxes above each other it goes round on the side that the link asks for.
 */
public final class CurveRouter extends AbstractRouter {

    private static final int SAMPLES = 28;
    private static final int LEAST_REACH = 20;
    private static final int MOST_LOOP = 62;
    private static final int ARROW = 2;

    @Override
    public void route(Connection connection) {
        RowAnchor source = (RowAnchor) connection.getSourceAnchor();
        RowAnchor target = (RowAnchor) connection.getTargetAnchor();
        if (source == null || target == null) {
            return;
        }
        Rectangle from = source.box();
        Rectangle to = target.box();
        Link.Side bend = ((LinkFigure) connection).link().bend();
        Link.Side leave = to.x >= from.right() ? Link.Side.RIGHT : to.right() <= from.x ? Link.Side.LEFT : bend;
        boolean loop = to.x < from.right() && to.right() > from.x;
        Link.Side arrive = loop ? bend : leave == Link.Side.RIGHT ? Link.Side.LEFT : Link.Side.RIGHT;
        Point a = source.point(leave, 0.5);
        Point b = target.point(arrive, loop ? 0.3 : 0.62);
        connection.translateToRelative(a);
        connection.translateToRelative(b);
        connection.setPoints(curve(a, leave, b, arrive, reach(a, b, loop)));
    }

    private static double reach(Point a, Point b, boolean loop) {
        return loop ? Math.min(MOST_LOOP, LEAST_REACH + Math.abs(a.y - b.y) * 0.16)
                : Math.max(LEAST_REACH, Math.abs(a.x - b.x) * 0.5);
    }

    private static PointList curve(Point a, Link.Side leave, Point b, Link.Side arrive, double reach) {
        double ax = a.x + (leave == Link.Side.LEFT ? -reach : reach);
        double bx = b.x + (arrive == Link.Side.LEFT ? -reach : reach);
        PointList points = new PointList(SAMPLES + 2);
        for (int i = 0; i < SAMPLES; i++) {
            double t = (double) i / SAMPLES;
            points.addPoint((int) Math.round(bezier(a.x, ax, bx, b.x, t)),
                    (int) Math.round(bezier(a.y, a.y, b.y, b.y, t)));
        }
        // The last piece is level, so that the arrow head is.
        points.setPoint(new Point(b.x + (arrive == Link.Side.LEFT ? -ARROW : ARROW) * 3, b.y), SAMPLES - 1);
        points.addPoint(b);
        return points;
    }

    private static double bezier(double p0, double p1, double p2, double p3, double t) {
        double u = 1 - t;
        return u * u * u * p0 + 3 * u * u * t * p1 + 3 * u * t * t * p2 + t * t * t * p3;
    }
}
