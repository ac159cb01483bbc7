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
    private static final int GAP = 4;
    private static final int SPACE = 10;
    private static final PageLocation[] ORDER = { PageLocation.ACTIVE, PageLocation.TRANSITION, PageLocation.STANDBY,
        PageLocation.MODIFIED, PageLocation.MODIFIED_NO_WRITE, PageLocation.FREE, PageLocation.ZEROED,
        PageLocation.BAD };

    private final FrameStates states;

    /** Makes the legend of what a grid shows. */
    public FrameLegend(Composite parent, FrameStates states) {
        super(parent, SWT.DOUBLE_BUFFERED);
        this.states = states;
        setToolTipText(Messages.Frames_legend);
        addListener(SWT.Paint, event -> paint(event.gc));
    }

    /** The states are others now. */
    public void statesChanged() {
        redraw();
    }

    /** As many entries beside each other as the width has room for. */
    @Override
    public Point computeSize(int widthHint, int heightHint, boolean changed) {
        GC gc = new GC(this);
        int width = widthHint == SWT.DEFAULT ? entryWidth(gc) + MARGIN : widthHint;
        int rows = (ORDER.length + columns(gc, width)) / columns(gc, width);
        Point size = new Point(width, MARGIN + rows * line(gc));
        gc.dispose();
        return size;
    }

    private void paint(GC gc) {
        int columns = columns(gc, getClientArea().width);
        for (int i = 0; i <= ORDER.length; i++) {
            int x = i % columns * entryWidth(gc);
            int y = MARGIN + i / columns * line(gc);
            if (i < ORDER.length) {
                paintSwatch(gc, x, y, ThemeColor.of(ORDER[i]));
                paintText(gc, x, y, name(ORDER[i]), states.count(ORDER[i]));
            } else {
                paintText(gc, x, y, Messages.Frames_total, states.frames());
            }
        }
    }

    private void paintSwatch(GC gc, int x, int y, ThemeColor color) {
        gc.setBackground(color.color());
        gc.fillRectangle(x, y + 2, swatch(gc), swatch(gc));
        gc.setForeground(getDisplay().getSystemColor(SWT.COLOR_WIDGET_NORMAL_SHADOW));
        gc.drawRectangle(x, y + 2, swatch(gc), swatch(gc));
    }

    private void paintText(GC gc, int x, int y, String name, int count) {
        String text = Sizes.count(count);
        gc.setForeground(getForeground());
        gc.drawText(name, x + swatch(gc) + GAP, y, true);
        gc.drawText(text, x + entryWidth(gc) - SPACE - gc.textExtent(text).x, y, true);
    }

    private static int columns(GC gc, int width) {
        return Math.clamp(width / entryWidth(gc), 1, ORDER.length + 1);
    }

    private static int entryWidth(GC gc) {
        int names = 0;
        for (PageLocation location : ORDER) {
            names = Math.max(names, gc.textExtent(name(location)).x);
        }
        return swatch(gc) + names + gc.textExtent("999,999").x + GAP + SPACE;
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
