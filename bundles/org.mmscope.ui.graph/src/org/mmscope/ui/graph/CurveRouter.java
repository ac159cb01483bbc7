package org.mmscope.ui.graph;

import org.eclipse.draw2d.AbstractRouter;
import org.eclipse.draw2d.Connection;
import org.eclipse.draw2d.geometry.Point;
import org.eclipse.draw2d.geometry.Rectangle;

/**
 * Leads an arrow as a smooth curve that leaves its row and reaches the other sideways. Between boxes beside each other
 * it runs across the gap; between boxes above each other it goes round on the side that the link asks for.
 */
public final class CurveRouter extends AbstractRouter {

    private static final int SAMPLES = 28;
    private static final int LEAST_REACH = 20;
    private static final int MOST_LOOP = 56;
    /** Where on the height of a row arrows that go round end, and where those do that come across. */
    private static final double LOOP_SHARE = 0.3;
    private static final double CROSS_SHARE = 0.68;
    private static final int LEVEL = 5;

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
        double share = loop ? LOOP_SHARE : CROSS_SHARE;
        Point a = source.point(leave, share);
        Point b = target.point(arrive, share);
        if (!loop && Math.abs(a.y - b.y) <= LEVEL) {
            b.y = a.y;
        }
        connection.translateToRelative(a);
        connection.translateToRelative(b);
        double reach = reach(a, b, loop);
        Curve curve = new Curve(a, new Point(out(a.x, leave, reach), a.y), new Point(out(b.x, arrive, reach), b.y), b);
        ((LinkFigure) connection).setCurve(curve);
        connection.setPoints(curve.sample(SAMPLES));
    }

    private static int out(int x, Link.Side side, double reach) {
        return (int) Math.round(x + (side == Link.Side.LEFT ? -reach : reach));
    }

    private static double reach(Point a, Point b, boolean loop) {
        return loop ? Math.min(MOST_LOOP, LEAST_REACH + Math.abs(a.y - b.y) * 0.16)
                : Math.max(LEAST_REACH, Math.abs(a.x - b.x) * 0.5);
    }
}
