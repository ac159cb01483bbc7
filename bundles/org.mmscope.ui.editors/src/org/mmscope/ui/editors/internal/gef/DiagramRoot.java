package org.mmscope.ui.editors.internal.gef;

import org.eclipse.draw2d.ConnectionLayer;
import org.eclipse.draw2d.FreeformFigure;
import org.eclipse.draw2d.IFigure;
import org.eclipse.draw2d.ScalableFreeformLayeredPane;
import org.eclipse.draw2d.Viewport;
import org.eclipse.draw2d.geometry.Rectangle;
import org.eclipse.gef.LayerConstants;
import org.eclipse.gef.editparts.GuideLayer;
import org.eclipse.gef.editparts.ScalableFreeformRootEditPart;
import org.eclipse.gef.editparts.ZoomManager;
import org.mmscope.ui.graph.CurveRouter;
import org.mmscope.ui.graph.SmoothZoomPane;

/** The root of a diagram's edit parts: zooms smoothly, and fits the diagram into the window. */
public final class DiagramRoot extends ScalableFreeformRootEditPart {

    private static final double[] LEVELS = { 0.25, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.25, 1.5, 2, 3, 4 };
    private static final double LEAST_READABLE = 0.66;
    private static final int MARGIN = 12;

    /** A root without contents. */
    public DiagramRoot() {
        getZoomManager().setZoomLevels(LEVELS);
        getZoomManager().setZoomAnimationStyle(ZoomManager.ANIMATE_NEVER);
        ((ConnectionLayer) getLayer(LayerConstants.CONNECTION_LAYER)).setConnectionRouter(new CurveRouter());
    }

    @Override
    protected ScalableFreeformLayeredPane createScaledLayers() {
        SmoothZoomPane pane = new SmoothZoomPane();
        pane.add(createGridLayer(), GRID_LAYER);
        pane.add(getPrintableLayers(), PRINTABLE_LAYERS);
        pane.add(new GuideLayer(), GUIDE_LAYER);
        return pane;
    }

    /** The figure to paint a picture of. */
    public FreeformFigure printable() {
        return (FreeformFigure) getPrintableLayers();
    }

    /** Shows the whole diagram, as large as it is at most and readable at least. */
    public void fit() {
        IFigure viewport = getFigure();
        Rectangle extent = printable().getFreeformExtent();
        Rectangle room = viewport.getClientArea();
        if (extent.isEmpty() || room.isEmpty()) {
            return;
        }
        double wide = (double) room.width / (extent.width + MARGIN);
        double high = (double) room.height / (extent.height + MARGIN);
        getZoomManager().setZoom(Math.clamp(Math.min(wide, high), LEAST_READABLE, 1));
        double zoom = getZoomManager().getZoom();
        ((Viewport) getFigure()).setViewLocation((int) (extent.x * zoom), (int) (extent.y * zoom));
    }
}
