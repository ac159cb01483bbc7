package org.mmscope.ui.views.internal.frames;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Layout;

/** Gives the second child the height it needs for the width there is, and the first one the rest. */
public final class GridOverLegend extends Layout {

    private static final int MARGIN = 4;

    @Override
    protected Point computeSize(Composite composite, int widthHint, int heightHint, boolean flushCache) {
        Point legend = composite.getChildren()[1].computeSize(widthHint, SWT.DEFAULT);
        return new Point(legend.x + 2 * MARGIN, Math.max(heightHint, 2 * legend.y));
    }

    @Override
    protected void layout(Composite composite, boolean flushCache) {
        Control[] children = composite.getChildren();
        Rectangle area = composite.getClientArea();
        int width = area.width - 2 * MARGIN;
        int legend = children[1].computeSize(width, SWT.DEFAULT).y;
        children[0].setBounds(MARGIN, MARGIN, width, Math.max(0, area.height - legend - MARGIN));
        children[1].setBounds(MARGIN, area.height - legend, width, legend);
    }
}
