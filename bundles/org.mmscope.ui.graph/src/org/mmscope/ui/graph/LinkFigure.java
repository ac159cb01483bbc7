package org.mmscope.ui.graph;

import org.eclipse.draw2d.ConnectionLocator;
import org.eclipse.draw2d.Graphics;
import org.eclipse.draw2d.Label;
import org.eclipse.draw2d.PolygonDecoration;
import org.eclipse.draw2d.PolylineConnection;
import org.eclipse.draw2d.SWTGraphics;
import org.eclipse.draw2d.geometry.Point;
import org.eclipse.draw2d.geometry.Rectangle;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Path;
import org.eclipse.swt.widgets.Display;

/** An arrow from a row to the row or box that its pointer means: a dot where it starts, a head where it ends. */
public final class LinkFigure extends PolylineConnection {

    private static final int DOT = 3;
    private static final int HALO = 6;

    private final Palette palette;
    private final Label label = new Label();
    private Link link;
    private Curve curve;
    private boolean selected;

    /** An arrow; its anchors are to be {@link RowAnchor}s. */
    public LinkFigure(Link link, Palette palette) {
        this.palette = palette;
        PolygonDecoration head = new PolygonDecoration();
        head.setScale(7, 3.5);
        setTargetDecoration(head);
        setConnectionRouter(new CurveRouter());
        label.setFont(DiagramFonts.text());
        label.setOpaque(true);
        label.setBackgroundColor(palette.canvas());
        label.setForegroundColor(palette.text());
        setLink(link);
    }

    /** Shows another link of the same key. */
    public void setLink(Link other) {
        link = other;
        setForegroundColor(palette.line(other.tone()));
        setToolTip(Tooltip.of(other.tooltip()));
        label.setText(other.label());
        if (other.label().isEmpty() == (label.getParent() == this)) {
            if (other.label().isEmpty()) {
                remove(label);
            } else {
                add(label, new ConnectionLocator(this, ConnectionLocator.MIDDLE));
            }
        }
        revalidate();
        repaint();
    }

    public Link link() {
        return link;
    }

    /** Draws the arrow thick or not. */
    public void setSelected(boolean selected) {
        this.selected = selected;
        setLineWidth(selected ? 3 : 1);
        repaint();
    }

    void setCurve(Curve curve) {
        this.curve = curve;
    }

    @Override
    protected void outlineShape(Graphics graphics) {
        graphics.setAntialias(SWT.ON);
        if (link.mark() != Mark.NONE) {
            graphics.setForegroundColor(palette.changed());
            graphics.setLineWidth(HALO);
            drawCurve(graphics);
            graphics.setForegroundColor(getForegroundColor());
        }
        graphics.setLineWidth(selected ? 3 : link.mark() == Mark.NONE ? 1 : 2);
        graphics.setLineStyle(link.dashed() ? SWT.LINE_DASH : SWT.LINE_SOLID);
        drawCurve(graphics);
        graphics.setLineStyle(SWT.LINE_SOLID);
        Point start = getStart();
        graphics.setBackgroundColor(getForegroundColor());
        graphics.fillOval(start.x - DOT, start.y - DOT, 2 * DOT, 2 * DOT);
    }

    /** Exact where it can be; in thumbnails, whose graphics refuses paths, by points. */
    private void drawCurve(Graphics graphics) {
        if (curve != null && graphics instanceof SvgGraphics svg) {
            svg.drawCurve(curve);
        } else if (curve != null && graphics instanceof SWTGraphics) {
            Path path = new Path(Display.getCurrent());
            path.moveTo(curve.start().x, curve.start().y);
            path.cubicTo(curve.leave().x, curve.leave().y, curve.arrive().x, curve.arrive().y, curve.end().x,
                    curve.end().y);
            graphics.drawPath(path);
            path.dispose();
        } else {
            graphics.drawPolyline(getPoints());
        }
    }

    @Override
    public Rectangle getBounds() {
        if (bounds == null) {
            super.getBounds();
            bounds.expand(HALO, HALO);
        }
        return bounds;
    }
}
