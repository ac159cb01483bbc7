package org.mmscope.ui.graph;

import java.util.List;

import org.eclipse.draw2d.Figure;
import org.eclipse.draw2d.FigureUtilities;
import org.eclipse.draw2d.Graphics;
import org.eclipse.draw2d.geometry.Dimension;
import org.eclipse.draw2d.geometry.Point;
import org.eclipse.draw2d.geometry.PointList;
import org.eclipse.draw2d.geometry.Rectangle;
import org.eclipse.swt.SWT;

/** What the hues and marks of a diagram mean: a line each, a sample before a text. */
public final class LegendFigure extends Figure {

    private static final int SAMPLE = 30;
    private static final int LEADING = 3;

    /**
     * A line of a legend.
     *
     * @param tone hue of the arrow that it explains, or null
     * @param mark mark that it explains when it explains no arrow
     * @param text what it means
     */
    public record Entry(Tone tone, Mark mark, String text) {

        /** Explains arrows of a hue. */
        public static Entry of(Tone tone, String text) {
            return new Entry(tone, Mark.NONE, text);
        }

        /** Explains a mark. */
        public static Entry of(Mark mark, String text) {
            return new Entry(null, mark, text);
        }
    }

    private final Palette palette;
    private List<Entry> entries;

    /** A legend. */
    public LegendFigure(List<Entry> entries, Palette palette) {
        this.palette = palette;
        this.entries = List.copyOf(entries);
        setFont(DiagramFonts.text());
    }

    /** Explains other things. */
    public void setEntries(List<Entry> others) {
        entries = List.copyOf(others);
        revalidate();
        repaint();
    }

    /** The size in pixels that a legend wants. UI thread. */
    public static Dimension measure(List<Entry> entries) {
        return new LegendFigure(entries, Palette.LIGHT).getPreferredSize();
    }

    private int lineHeight() {
        return FigureUtilities.getFontMetrics(DiagramFonts.text()).getHeight() + LEADING;
    }

    @Override
    public Dimension getPreferredSize(int wHint, int hHint) {
        int width = entries.stream().mapToInt(e -> FigureUtilities.getTextWidth(e.text(), DiagramFonts.text())).max()
                .orElse(0);
        return new Dimension(SAMPLE + width + LEADING, entries.size() * lineHeight());
    }

    @Override
    protected void paintFigure(Graphics graphics) {
        Rectangle r = getBounds();
        graphics.setAntialias(SWT.ON);
        graphics.setFont(DiagramFonts.text());
        for (int i = 0; i < entries.size(); i++) {
            int top = r.y + i * lineHeight();
            int middle = top + lineHeight() / 2;
            Entry entry = entries.get(i);
            if (entry.tone() == null) {
                paintMark(graphics, entry.mark(), r.x, middle);
            } else {
                paintArrow(graphics, entry.tone(), r.x, middle);
            }
            graphics.setForegroundColor(palette.dimText());
            graphics.drawText(entry.text(), r.x + SAMPLE, top + LEADING / 2);
        }
    }

    private void paintMark(Graphics graphics, Mark mark, int x, int middle) {
        graphics.setBackgroundColor(palette.changed());
        graphics.fillRectangle(x, middle - 6, SAMPLE - 8, 12);
        MarkGlyph.paint(graphics, palette, mark, x + (SAMPLE - 8) / 2, middle);
    }

    private void paintArrow(Graphics graphics, Tone tone, int x, int middle) {
        int end = x + SAMPLE - 8;
        graphics.setForegroundColor(palette.line(tone));
        graphics.setBackgroundColor(palette.line(tone));
        graphics.setLineWidth(1);
        graphics.drawLine(x + 3, middle, end - 6, middle);
        graphics.fillOval(x, middle - 3, 6, 6);
        PointList head = new PointList();
        head.addPoint(new Point(end, middle));
        head.addPoint(new Point(end - 7, middle - 4));
        head.addPoint(new Point(end - 7, middle + 4));
        graphics.fillPolygon(head);
    }
}
