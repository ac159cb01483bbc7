package org.mmscope.ui.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.draw2d.geometry.Point;
import org.eclipse.draw2d.geometry.PointList;
import org.junit.jupiter.api.Test;

class CurveTest {

    @Test
    void aSampleStartsAndEndsWhereTheCurveDoesAndArrivesLevel() {
        Curve curve = new Curve(new Point(0, 0), new Point(40, 0), new Point(60, 200), new Point(100, 200));
        PointList points = curve.sample(20);
        assertEquals(new Point(0, 0), points.getFirstPoint());
        assertEquals(new Point(100, 200), points.getLastPoint());
        Point before = points.getPoint(points.size() - 2);
        assertEquals(200, before.y);
        assertTrue(before.x < 100);
    }

    @Test
    void aLoopArrivesFromItsOwnSide() {
        Curve curve = new Curve(new Point(0, 0), new Point(-40, 0), new Point(-40, 90), new Point(0, 90));
        PointList points = curve.sample(20);
        assertTrue(points.getPoint(points.size() - 2).x < 0);
        for (int i = 0; i < points.size(); i++) {
            assertTrue(points.getPoint(i).x <= 0);
        }
    }
}
