package org.mmscope.ui.graph;

import org.eclipse.draw2d.geometry.Point;
import org.eclipse.draw2d.geometry.PointList;

/**
 * A cubic Bezier curve.
 *
 * @param start where it starts
 * @param leave what it heads for at first
 * @param arrive where it comes from at last
 * @param end where it ends
 */
record Curve(Point start, Point leave, Point arrive, Point end) {

    /** Length in pixels of the last piece of a sample, which is level so that the arrow head is. */
    private static final int HEAD = 6;

    /** Points along the curve, for what cannot follow it itself. */
    PointList sample(int count) {
        PointList points = new PointList(count + 2);
        for (int i = 0; i < count; i++) {
            double t = (double) i / count;
            points.addPoint((int) Math.round(at(start.x, leave.x, arrive.x, end.x, t)),
                    (int) Math.round(at(start.y, leave.y, arrive.y, end.y, t)));
        }
        points.setPoint(new Point(end.x + HEAD * Integer.signum(arrive.x - end.x), end.y), count - 1);
        points.addPoint(end);
        return points;
    }

    private static double at(double p0, double p1, double p2, double p3, double t) {
        double u = 1 - t;
        return u * u * u * p0 + 3 * u * u * t * p1 + 3 * u * t * t * p2 + t * t * t * p3;
    }
}
