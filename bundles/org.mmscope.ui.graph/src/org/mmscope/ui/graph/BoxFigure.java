package org.mmscope.ui.graph;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.draw2d.AbstractLayout;
import org.eclipse.draw2d.Figure;
import org.eclipse.draw2d.FigureUtilities;
import org.eclipse.draw2d.Graphics;
import org.eclipse.draw2d.IFigure;
import org.eclipse.draw2d.XYLayout;
import org.eclipse.draw2d.geometry.Dimension;
import org.eclipse.draw2d.geometry.Insets;
import org.eclipse.draw2d.geometry.Point;
import org.eclipse.draw2d.geometry.Rectangle;
import org.eclipse.swt.SWT;

/**
 * A box: a title bar, rows below it, and a pane for the boxes inside it. Boxes inside are placed by constraints
 * relative to the left upper corner of this one.
 */
public final class BoxFigure extends Figure {

    private static final int ARC = 8;
    private static final int PADDING = 3;
    private static final int DETAIL_GAP = 7;

    private final Palette palette;
    private final IFigure rows = new Figure();
    private final IFigure nested = new Figure();
    private Box box;
    private boolean selected;

    /** A box with no row and no box in it yet. */
    public BoxFigure(Box box, Palette palette) {
        this.palette = palette;
        rows.setLayoutManager(new RowLayout());
        nested.setLayoutManager(new XYLayout() {
            @Override
            public Point getOrigin(IFigure parent) {
                return getBounds().getLocation();
            }

            private Rectangle getBounds() {
                return BoxFigure.this.getBounds();
            }
        });
        setLayoutManager(new BodyLayout());
        super.add(nested, null, 0);
        super.add(rows, null, 1);
        setBox(box);
    }

    /** Shows another description under the same key; rows and boxes inside are the caller's to refresh. */
    public void setBox(Box other) {
        box = other;
        setToolTip(Tooltip.of(other.tooltip()));
        revalidate();
        repaint();
    }

    public Box box() {
        return box;
    }

    /** Where {@link RowFigure}s are added. */
    public IFigure rowPane() {
        return rows;
    }

    /** Where boxes inside are added. */
    public IFigure nestedPane() {
        return nested;
    }

    /** Draws the box as selected or not. */
    public void setSelected(boolean selected) {
        this.selected = selected;
        repaint();
    }

    /** Height of the title bar in pixels. */
    public int headerHeight() {
        return FigureUtilities.getFontMetrics(DiagramFonts.title()).getHeight() + 2 * PADDING;
    }

    /** The size in pixels that a box wants for its title and rows, without the boxes inside. UI thread. */
    public static Dimension measure(Box box) {
        BoxFigure figure = new BoxFigure(box, Palette.LIGHT);
        box.rows().forEach(row -> figure.rowPane().add(new RowFigure(row, Palette.LIGHT)));
        return figure.getPreferredSize();
    }

    @Override
    public Dimension getPreferredSize(int wHint, int hHint) {
        int title = RowFigure.MARGIN + FigureUtilities.getTextWidth(box.title(), DiagramFonts.title()) + 2 * PADDING;
        if (!box.detail().isEmpty()) {
            title += DETAIL_GAP + FigureUtilities.getTextWidth(box.detail(), DiagramFonts.text());
        }
        Dimension body = rows.getPreferredSize();
        int foot = rows.getChildren().isEmpty() ? 0 : PADDING;
        return new Dimension(Math.max(title, body.width), headerHeight() + body.height + foot);
    }

    @Override
    protected void paintFigure(Graphics graphics) {
        Rectangle r = getBounds().getCropped(new Insets(1));
        graphics.setAntialias(SWT.ON);
        graphics.setBackgroundColor(box.children().isEmpty() ? palette.body() : palette.lane(box.tone()));
        graphics.fillRoundRectangle(r, ARC, ARC);
        paintHeader(graphics, r);
    }

    private void paintHeader(Graphics graphics, Rectangle r) {
        int height = headerHeight();
        graphics.setBackgroundColor(box.mark() == Mark.NONE ? palette.header(box.tone()) : palette.changed());
        graphics.fillRoundRectangle(new Rectangle(r.x, r.y, r.width, Math.min(height, r.height)), ARC, ARC);
        if (r.height > height) {
            graphics.fillRectangle(r.x, r.y + height - ARC, r.width, ARC);
        }
        MarkGlyph.paint(graphics, palette, box.mark(), r.x + 6, r.y + height / 2);
        graphics.setForegroundColor(palette.text());
        graphics.setFont(DiagramFonts.title());
        int x = r.x + RowFigure.MARGIN - 1;
        graphics.drawText(box.title(), x, r.y + PADDING);
        x += FigureUtilities.getTextWidth(box.title(), DiagramFonts.title()) + DETAIL_GAP;
        graphics.setFont(DiagramFonts.text());
        graphics.drawText(box.detail(), x, r.y + PADDING);
    }

    @Override
    protected void paintBorder(Graphics graphics) {
        Rectangle r = getBounds();
        int width = selected || box.mark() == Mark.NEW ? 2 : 1;
        graphics.setAntialias(SWT.ON);
        graphics.setLineWidth(width);
        graphics.setForegroundColor(selected ? palette.selection() : palette.line(box.tone()));
        graphics.drawRoundRectangle(new Rectangle(r.x + 1, r.y + 1, r.width - 2, r.height - 2), ARC, ARC);
        graphics.setLineWidth(1);
    }

    /** Rows below the title over the whole width; the nested pane over all. */
    private final class BodyLayout extends AbstractLayout {

        @Override
        protected Dimension calculatePreferredSize(IFigure container, int wHint, int hHint) {
            return BoxFigure.this.getPreferredSize(wHint, hHint);
        }

        @Override
        public void layout(IFigure container) {
            Rectangle r = getBounds();
            nested.setBounds(r);
            rows.setBounds(new Rectangle(r.x + 1, r.y + headerHeight() + 1, r.width - 2,
                    rows.getPreferredSize().height));
        }
    }

    /** One row under the other; entries between two captions share their columns, and so do fields. */
    private static final class RowLayout extends AbstractLayout {

        @Override
        protected Dimension calculatePreferredSize(IFigure container, int wHint, int hHint) {
            int width = 0;
            int height = 0;
            for (List<RowFigure> table : tables(container)) {
                int[] columns = columns(table);
                width = Math.max(width, columns[columns.length - 1] + RowFigure.MARGIN);
                height += table.stream().mapToInt(row -> row.getPreferredSize().height).sum();
            }
            return new Dimension(width, height);
        }

        @Override
        public void layout(IFigure container) {
            Rectangle r = container.getBounds();
            int y = r.y;
            for (List<RowFigure> table : tables(container)) {
                int[] columns = columns(table);
                for (RowFigure row : table) {
                    int height = row.getPreferredSize().height;
                    row.setColumns(columns);
                    row.setBounds(new Rectangle(r.x, y, r.width, height));
                    y += height;
                }
            }
        }

        /** Beginnings of the columns, and after them the end of the last. */
        private static int[] columns(List<RowFigure> table) {
            int cells = table.stream().mapToInt(row -> row.row().cells().size()).max().orElse(0);
            int[] columns = new int[cells + 1];
            columns[0] = RowFigure.MARGIN;
            for (int i = 0; i < cells; i++) {
                int cell = i;
                int width = table.stream().filter(row -> cell < row.row().cells().size())
                        .mapToInt(row -> row.cellWidth(cell)).max().orElse(0);
                columns[i + 1] = columns[i] + width + (i + 1 == cells ? 0 : RowFigure.GAP);
            }
            return columns;
        }

        private static List<List<RowFigure>> tables(IFigure container) {
            List<List<RowFigure>> tables = new ArrayList<>();
            Row.Kind last = null;
            for (Object child : container.getChildren()) {
                RowFigure row = (RowFigure) child;
                if (row.row().kind() != last) {
                    tables.add(new ArrayList<>());
                }
                tables.getLast().add(row);
                last = row.row().kind();
            }
            return tables;
        }
    }
}
