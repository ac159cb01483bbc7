package org.mmscope.ui.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

import org.eclipse.draw2d.FigureUtilities;
import org.eclipse.draw2d.Graphics;
import org.eclipse.draw2d.geometry.Point;
import org.eclipse.draw2d.geometry.PointList;
import org.eclipse.draw2d.geometry.Rectangle;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.FontData;
import org.eclipse.swt.graphics.FontMetrics;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Display;

/**
 * Writes what figures paint as SVG 1.1. Clips are not written: figures of this bundle paint inside their bounds. Images
 * are left out. UI thread, for the metrics of fonts.
 */
final class SvgGraphics extends Graphics {

    private static final String NONE = "none";

    private final StringBuilder out = new StringBuilder();
    private final Deque<State> saved = new ArrayDeque<>();
    private State now = new State();

    /** What {@link #pushState()} keeps. */
    private static final class State implements Cloneable {
        private Color foreground = new Color(0, 0, 0);
        private Color background = new Color(255, 255, 255);
        private Font font = Display.getCurrent().getSystemFont();
        private Rectangle clip = new Rectangle(-100_000, -100_000, 200_000, 200_000);
        private int lineWidth = 1;
        private int lineStyle = SWT.LINE_SOLID;
        private int alpha = 255;
        private double x;
        private double y;
        private double scale = 1;

        State copy() {
            try {
                State copy = (State) clone();
                copy.clip = clip.getCopy();
                return copy;
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    SvgGraphics(Rectangle extent, Color ground) {
        out.append(String.format(Locale.ROOT,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>%n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"%d %d %d %d\">%n",
                extent.width, extent.height, extent.x, extent.y, extent.width, extent.height));
        now.background = ground;
        fillRectangle(extent.x, extent.y, extent.width, extent.height);
    }

    /** The whole document. */
    String document() {
        return out + "</svg>\n";
    }

    private double x(double x) {
        return (x + now.x) * now.scale;
    }

    private double y(double y) {
        return (y + now.y) * now.scale;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String rgb(Color color) {
        return String.format("#%02x%02x%02x", color.getRed(), color.getGreen(), color.getBlue());
    }

    private void element(String name, boolean fill, Object... attributes) {
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            attribute((String) attributes[i], value instanceof Number n ? number(n.doubleValue()) : value.toString());
        }
        attribute("fill", fill ? rgb(now.background) : NONE);
        if (!fill) {
            attribute("stroke", rgb(now.foreground));
            attribute("stroke-width", number(Math.max(1, now.lineWidth) * now.scale));
            if (now.lineStyle != SWT.LINE_SOLID) {
                attribute("stroke-dasharray", "4 3");
            }
        }
        if (now.alpha != 255) {
            attribute("opacity", number(now.alpha / 255.0));
        }
        out.append("/>\n");
    }

    private void attribute(String name, String value) {
        out.append(' ').append(name).append("=\"").append(value).append('"');
    }

    private void rectangle(boolean fill, int x, int y, int w, int h, int arc) {
        double half = fill || now.lineWidth % 2 == 0 ? 0 : 0.5;
        element("rect", fill, "x", x(x) + half, "y", y(y) + half, "width", w * now.scale, "height", h * now.scale,
                "rx", arc / 2.0 * now.scale);
    }

    private void oval(boolean fill, int x, int y, int w, int h) {
        element("ellipse", fill, "cx", x(x + w / 2.0), "cy", y(y + h / 2.0), "rx", w / 2.0 * now.scale, "ry",
                h / 2.0 * now.scale);
    }

    private void points(String element, boolean fill, PointList list) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < list.size(); i++) {
            var p = list.getPoint(i);
            points.append(number(x(p.x + 0.5))).append(',').append(number(y(p.y + 0.5))).append(' ');
        }
        element(element, fill, "points", points.toString().trim(), "stroke-linejoin", "round");
    }

    private void arc(boolean fill, int x, int y, int w, int h, int from, int length) {
        double rx = w / 2.0;
        double ry = h / 2.0;
        double a = Math.toRadians(from);
        double b = Math.toRadians(from + length);
        String path = "M" + number(x(x + rx + rx * Math.cos(a))) + ' ' + number(y(y + ry - ry * Math.sin(a))) + " A"
                + number(rx * now.scale) + ' ' + number(ry * now.scale) + " 0 " + (Math.abs(length) > 180 ? 1 : 0)
                + (length > 0 ? " 0 " : " 1 ") + number(x(x + rx + rx * Math.cos(b))) + ' '
                + number(y(y + ry - ry * Math.sin(b)));
        element("path", fill, "d", path);
    }

    /** Draws a curve as one, which figures ask for by name because a path cannot be read back. */
    void drawCurve(Curve curve) {
        element("path", false, "d", "M" + place(curve.start()) + " C" + place(curve.leave()) + ' '
                + place(curve.arrive()) + ' ' + place(curve.end()));
    }

    private String place(Point point) {
        return number(x(point.x)) + ',' + number(y(point.y));
    }

    private void text(String text, int x, int y) {
        FontData data = now.font.getFontData()[0];
        FontMetrics metrics = FigureUtilities.getFontMetrics(now.font);
        double size = data.getHeight() * Display.getCurrent().getDPI().y / 72.0 * now.scale;
        int line = 0;
        for (String part : text.split("\n", -1)) {
            double width = FigureUtilities.getTextWidth(part, now.font) * now.scale;
            double base = y(y + line++ * metrics.getHeight() + metrics.getAscent() + metrics.getLeading());
            if (part.isEmpty()) {
                continue;
            }
            out.append("<text xml:space=\"preserve\"");
            attribute("x", number(x(x)));
            attribute("y", number(base));
            attribute("font-family", family(data.getName()));
            attribute("font-size", number(size));
            if ((data.getStyle() & SWT.BOLD) != 0) {
                attribute("font-weight", "bold");
            }
            attribute("textLength", number(width));
            attribute("fill", rgb(now.foreground));
            out.append('>').append(escaped(part)).append("</text>\n");
        }
    }

    /** GTK's own names for its defaults are no families elsewhere. */
    private static String family(String name) {
        return switch (name) {
            case "Sans" -> "DejaVu Sans, Verdana, sans-serif";
            case "Monospace" -> "DejaVu Sans Mono, Menlo, Consolas, monospace";
            default -> escaped(name) + ", " + (name.toLowerCase(Locale.ROOT).contains("mono") ? "monospace" : "sans-serif");
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    @Override
    public void drawArc(int x, int y, int w, int h, int offset, int length) {
        arc(false, x, y, w, h, offset, length);
    }

    @Override
    public void fillArc(int x, int y, int w, int h, int offset, int length) {
        arc(true, x, y, w, h, offset, length);
    }

    @Override
    public void drawFocus(int x, int y, int w, int h) {
        rectangle(false, x, y, w, h, 0);
    }

    @Override
    public void drawImage(Image image, int x, int y) {
        // Figures of this bundle have none.
    }

    @Override
    public void drawImage(Image image, int x1, int y1, int w1, int h1, int x2, int y2, int w2, int h2) {
        // Figures of this bundle have none.
    }

    @Override
    public void drawLine(int x1, int y1, int x2, int y2) {
        element("line", false, "x1", x(x1 + 0.5), "y1", y(y1 + 0.5), "x2", x(x2 + 0.5), "y2", y(y2 + 0.5));
    }

    @Override
    public void drawOval(int x, int y, int w, int h) {
        oval(false, x, y, w, h);
    }

    @Override
    public void fillOval(int x, int y, int w, int h) {
        oval(true, x, y, w, h);
    }

    @Override
    public void drawPolygon(PointList points) {
        points("polygon", false, points);
    }

    @Override
    public void fillPolygon(PointList points) {
        points("polygon", true, points);
    }

    @Override
    public void drawPolyline(PointList points) {
        points("polyline", false, points);
    }

    @Override
    public void drawRectangle(int x, int y, int w, int h) {
        rectangle(false, x, y, w, h, 0);
    }

    @Override
    public void fillRectangle(int x, int y, int w, int h) {
        rectangle(true, x, y, w, h, 0);
    }

    @Override
    public void drawRoundRectangle(Rectangle r, int arcWidth, int arcHeight) {
        rectangle(false, r.x, r.y, r.width, r.height, arcWidth);
    }

    @Override
    public void fillRoundRectangle(Rectangle r, int arcWidth, int arcHeight) {
        rectangle(true, r.x, r.y, r.width, r.height, arcWidth);
    }

    @Override
    public void fillGradient(int x, int y, int w, int h, boolean vertical) {
        rectangle(true, x, y, w, h, 0);
    }

    @Override
    public void drawString(String s, int x, int y) {
        text(s, x, y);
    }

    @Override
    public void drawText(String s, int x, int y) {
        text(s, x, y);
    }

    @Override
    public void fillString(String s, int x, int y) {
        fillText(s, x, y);
    }

    @Override
    public void fillText(String s, int x, int y) {
        var size = FigureUtilities.getTextExtents(s, now.font);
        fillRectangle(x, y, size.width, size.height);
        text(s, x, y);
    }

    @Override
    public void clipRect(Rectangle r) {
        now.clip.intersect(r);
    }

    @Override
    public void setClip(Rectangle r) {
        now.clip = r.getCopy();
    }

    @Override
    public Rectangle getClip(Rectangle rect) {
        rect.setBounds(now.clip);
        return rect;
    }

    @Override
    public void pushState() {
        saved.push(now.copy());
    }

    @Override
    public void popState() {
        now = saved.pop();
    }

    @Override
    public void restoreState() {
        now = saved.peek().copy();
    }

    @Override
    public void scale(double amount) {
        now.scale *= amount;
        now.x /= amount;
        now.y /= amount;
        now.clip.scale(1 / amount);
    }

    @Override
    public void translate(int dx, int dy) {
        now.x += dx;
        now.y += dy;
        now.clip.translate(-dx, -dy);
    }

    @Override
    public void dispose() {
        saved.clear();
    }

    @Override
    public Color getBackgroundColor() {
        return now.background;
    }

    @Override
    public Color getForegroundColor() {
        return now.foreground;
    }

    @Override
    public void setBackgroundColor(Color color) {
        now.background = color;
    }

    @Override
    public void setForegroundColor(Color color) {
        now.foreground = color;
    }

    @Override
    public Font getFont() {
        return now.font;
    }

    @Override
    public void setFont(Font font) {
        now.font = font;
    }

    @Override
    public FontMetrics getFontMetrics() {
        return FigureUtilities.getFontMetrics(now.font);
    }

    @Override
    public int getLineStyle() {
        return now.lineStyle;
    }

    @Override
    public void setLineStyle(int style) {
        now.lineStyle = style;
    }

    @Override
    public int getLineWidth() {
        return now.lineWidth;
    }

    @Override
    public void setLineWidth(int width) {
        now.lineWidth = width;
    }

    @Override
    public int getAlpha() {
        return now.alpha;
    }

    @Override
    public void setAlpha(int alpha) {
        now.alpha = alpha;
    }

    @Override
    public void setAntialias(int value) {
        // SVG is always smooth.
    }

    @Override
    public void setTextAntialias(int value) {
        // SVG is always smooth.
    }

    @Override
    public boolean getXORMode() {
        return false;
    }

    @Override
    public void setXORMode(boolean xor) {
        // Nothing that is kept in a picture is drawn so.
    }
}
