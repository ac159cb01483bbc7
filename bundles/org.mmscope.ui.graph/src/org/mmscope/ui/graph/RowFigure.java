package org.mmscope.ui.graph;

import org.eclipse.draw2d.Figure;
import org.eclipse.draw2d.FigureUtilities;
import org.eclipse.draw2d.Graphics;
import org.eclipse.draw2d.geometry.Dimension;
import org.eclipse.draw2d.geometry.Rectangle;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;

/** A row of a box: its mark at the left, then its cells in the columns that the box has found for it. */
public final class RowFigure extends Figure {

    static final int MARGIN = 13;
    static final int GAP = 8;
    private static final int PADDING = 2;

    private final Palette palette;
    private Row row;
    private int[] columns = {};
    private boolean selected;

    /** A figure of a row, to be added to a box. */
    public RowFigure(Row row, Palette palette) {
        this.palette = palette;
        setRow(row);
    }

    /** Shows another row of the same key. */
    public void setRow(Row other) {
        row = other;
        setToolTip(Tooltip.of(other.tooltip()));
        revalidate();
        repaint();
    }

    public Row row() {
        return row;
    }

    /** Draws the row as selected or not. */
    public void setSelected(boolean selected) {
        this.selected = selected;
        repaint();
    }

    /** Places where cells begin, from the left edge of the row. */
    void setColumns(int[] columns) {
        this.columns = columns;
        repaint();
    }

    /** Width in pixels that a cell wants. */
    int cellWidth(int cell) {
        return FigureUtilities.getTextWidth(row.cells().get(cell), font(cell));
    }

    @Override
    public Dimension getPreferredSize(int wHint, int hHint) {
        int width = MARGIN + PADDING;
        for (int i = 0; i < row.cells().size(); i++) {
            width += cellWidth(i) + (i == 0 ? 0 : GAP);
        }
        return new Dimension(width, height());
    }

    private int height() {
        int text = FigureUtilities.getFontMetrics(DiagramFonts.text()).getHeight();
        return text + (row.kind() == Row.Kind.CAPTION ? 2 * PADDING : PADDING);
    }

    private Font font(int cell) {
        boolean mono = row.kind() == Row.Kind.ENTRY || row.kind() == Row.Kind.FIELD && cell > 0;
        return mono ? DiagramFonts.mono() : DiagramFonts.text();
    }

    @Override
    protected void paintFigure(Graphics graphics) {
        Rectangle r = getBounds();
        graphics.setAntialias(SWT.ON);
        if (row.mark() != Mark.NONE) {
            graphics.setBackgroundColor(palette.changed());
            graphics.fillRectangle(r.x + 1, r.y, r.width - 2, r.height);
            MarkGlyph.paint(graphics, palette, row.mark(), r.x + 7, r.y + r.height / 2);
        }
        if (row.kind() == Row.Kind.CAPTION) {
            graphics.setForegroundColor(palette.rule());
            graphics.drawLine(r.x + 1, r.y + 1, r.right() - 2, r.y + 1);
        }
        paintCells(graphics, r);
        if (selected) {
            graphics.setForegroundColor(palette.selection());
            graphics.setLineWidth(1);
            graphics.drawRectangle(r.x + 1, r.y, r.width - 3, r.height - 1);
        }
    }

    private void paintCells(Graphics graphics, Rectangle r) {
        int x = r.x + MARGIN;
        for (int i = 0; i < row.cells().size(); i++) {
            int at = i < columns.length ? r.x + columns[i] : x;
            boolean stands = row.kind() == Row.Kind.FIELD && i > 0 || row.kind() == Row.Kind.ENTRY && !row.dim();
            graphics.setForegroundColor(stands ? palette.text() : palette.dimText());
            graphics.setFont(font(i));
            int height = FigureUtilities.getFontMetrics(font(i)).getHeight();
            graphics.drawText(row.cells().get(i), at, r.y + (r.height - height) / 2);
            x = at + cellWidth(i) + GAP;
        }
    }
}
