package org.mmscope.ui.views.internal.frames;

import org.eclipse.swt.graphics.Rectangle;

/**
 * Where the cells of a grid are: rows of cells from the left, as many as the width has room for.
 *
 * @param frames cells in all
 * @param cell side of a cell in pixels, the gap to the next one included
 * @param width pixels there are for a row
 */
public record GridGeometry(int frames, int cell, int width) {

    /** Sides that a cell can have. */
    private static final int[] SIDES = { 1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32 };

    /** The largest cells with which all frames can be seen in an area, or the smallest there are. */
    public static int fittingCell(int frames, int width, int height) {
        for (int i = SIDES.length - 1; i > 0; i--) {
            if (new GridGeometry(frames, SIDES[i], width).height() <= height) {
                return SIDES[i];
            }
        }
        return SIDES[0];
    }

    /** The next larger side, or the next smaller one; the same when there is none. */
    public static int zoom(int cell, boolean in) {
        int result = cell;
        for (int side : SIDES) {
            if (in && side > cell) {
                return side;
            }
            if (!in && side < cell) {
                result = side;
            }
        }
        return result;
    }

    /** Cells in a row. */
    public int columns() {
        return Math.max(1, width / cell);
    }

    /** Rows in all. */
    public int rows() {
        return (frames + columns() - 1) / columns();
    }

    /** Pixels from the top of the first row to the bottom of the last. */
    public int height() {
        return rows() * cell;
    }

    /** Pixels between two cells. */
    public int gap() {
        return cell >= 4 ? 1 : 0;
    }

    /** The frame at a point of the whole grid, -1 where there is none. */
    public int frameAt(int x, int y) {
        if (x < 0 || y < 0 || x / cell >= columns()) {
            return -1;
        }
        long frame = (long) (y / cell) * columns() + x / cell;
        return frame < frames ? (int) frame : -1;
    }

    /** Where a frame's cell is in the whole grid, without the gap. */
    public Rectangle bounds(int frame) {
        int side = cell - gap();
        return new Rectangle(frame % columns() * cell, frame / columns() * cell, side, side);
    }
}
