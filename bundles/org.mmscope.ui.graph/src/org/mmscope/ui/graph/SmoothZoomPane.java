package org.mmscope.ui.graph;

import org.eclipse.draw2d.Graphics;
import org.eclipse.draw2d.ScalableFreeformLayeredPane;

/**
 * Zooms by scaling what paints, not each call: lines grow with the diagram and text stays crisp, where the stock pane
 * refuses paths and keeps lines thin.
 */
public final class SmoothZoomPane extends ScalableFreeformLayeredPane {

    @Override
    protected void paintClientArea(Graphics graphics) {
        if (getChildren().isEmpty() || getScale() == 1) {
            super.paintClientArea(graphics);
            return;
        }
        graphics.pushState();
        graphics.scale(getScale());
        paintChildren(graphics);
        graphics.popState();
    }
}
