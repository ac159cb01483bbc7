package org.mmscope.ui.views.internal.frames;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.mmscope.model.PageLocation;
import org.mmscope.ui.Sizes;
import org.mmscope.ui.ThemeColor;
import org.mmscope.ui.views.internal.Messages;

/** What the colours of the grid mean and how many frames have each. UI thread. */
public final class FrameLegend extends Canvas {

    private static final int MARGIN = 6;
    private static final int GAP = 6;
    private static final PageLocation[] ORDER = { PageLocation.ACTIVE, PageLocation.TRANSITION, PageLocation.STANDBY,
        PageLocation.MODIFIED, PageLocation.MODIFIED_NO_WRITE, PageLocation.FREE, PageLocation.ZEROED,
        PageLocation.BAD };

    private final FrameStates states;

    /** Makes the legend of what a grid shows. */
    public FrameLegend(Composite parent, FrameStates states) {
        super(parent, SWT.DOUBLE_BUFFERED);
        this.states = states;
        addListener(SWT.Paint, event -> paint(event.gc));
    }

    /** The states are others now. */
    public void statesChanged() {
        redraw();
    }

    @Override
    public Point computeSize(int widthHint, int heightHint, boolean changed) {
        GC gc = new GC(this);
        int names = 0;
        for (PageLocation location : ORDER) {
            names = Math.max(names, gc.textExtent(name(location)).x);
        }
        int width = MARGIN * 2 + swatch(gc) + GAP * 3 + names + gc.textExtent("9,999,999").x;
        int height = MARGIN * 2 + line(gc) * (ORDER.length + 1);
        gc.dispose();
        return new Point(width, height);
    }

    private void paint(GC gc) {
        int y = MARGIN;
        for (PageLocation location : ORDER) {
            gc.setBackground(ThemeColor.of(location).color());
            gc.fillRectangle(MARGIN, y + 2, swatch(gc), swatch(gc));
            gc.setForeground(getDisplay().getSystemColor(SWT.COLOR_WIDGET_NORMAL_SHADOW));
            gc.drawRectangle(MARGIN, y + 2, swatch(gc), swatch(gc));
            row(gc, y, name(location), states.count(location));
            y += line(gc);
        }
        row(gc, y + 2, Messages.Frames_total, states.frames());
    }

    private void row(GC gc, int y, String name, int count) {
        String text = Sizes.count(count);
        gc.setForeground(getForeground());
        gc.drawText(name, MARGIN + swatch(gc) + GAP, y, true);
        gc.drawText(text, getClientArea().width - MARGIN - gc.textExtent(text).x, y, true);
    }

    private static int swatch(GC gc) {
        return gc.getFontMetrics().getHeight() - 5;
    }

    private static int line(GC gc) {
        return gc.getFontMetrics().getHeight() + 3;
    }

    private static String name(PageLocation location) {
        return location == PageLocation.MODIFIED_NO_WRITE ? Messages.Frames_modifiedNoWrite : location.getLiteral();
    }
}
