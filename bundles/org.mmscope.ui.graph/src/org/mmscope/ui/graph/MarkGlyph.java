package org.mmscope.ui.graph;

import org.eclipse.draw2d.Graphics;

/** The little sign of a mark, so that it is not said by colour alone: a dot for changed, a cross for new. */
final class MarkGlyph {

    private static final int RADIUS = 3;

    private MarkGlyph() {
    }

    static void paint(Graphics graphics, Palette palette, Mark mark, int x, int y) {
        graphics.setForegroundColor(palette.changedGlyph());
        graphics.setBackgroundColor(palette.changedGlyph());
        if (mark == Mark.CHANGED) {
            graphics.fillOval(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS);
        } else if (mark == Mark.NEW) {
            graphics.setLineWidth(2);
            graphics.drawLine(x - RADIUS, y, x + RADIUS, y);
            graphics.drawLine(x, y - RADIUS, x, y + RADIUS);
            graphics.setLineWidth(1);
        }
    }
}
