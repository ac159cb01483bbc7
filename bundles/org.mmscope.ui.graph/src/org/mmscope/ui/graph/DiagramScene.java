package org.mmscope.ui.graph;

import java.util.HashMap;
import java.util.Map;

import org.eclipse.draw2d.ConnectionLayer;
import org.eclipse.draw2d.FreeformLayer;
import org.eclipse.draw2d.FreeformLayeredPane;
import org.eclipse.draw2d.FreeformLayout;
import org.eclipse.draw2d.IFigure;
import org.eclipse.draw2d.geometry.Rectangle;

/**
 * Figures of a whole diagram without edit parts, for pictures and for views that need none. UI thread.
 */
public final class DiagramScene {

    private final Palette palette;
    private final FreeformLayeredPane root = new FreeformLayeredPane();
    private final FreeformLayer boxes = new FreeformLayer();
    private final ConnectionLayer links = new ConnectionLayer();
    private final Map<String, IFigure> figures = new HashMap<>();

    /**
     * Makes the figures.
     *
     * @param diagram what is shown
     * @param places bounds of each box by its key, all from the same origin, in pixels
     */
    public DiagramScene(Diagram diagram, Map<String, Rectangle> places, Palette palette) {
        this.palette = palette;
        boxes.setLayoutManager(new FreeformLayout());
        root.add(boxes, "boxes");
        root.add(links, "links");
        for (Box box : diagram.boxes()) {
            boxes.add(figure(box, places), places.get(box.key()));
        }
        diagram.links().forEach(this::add);
        root.setFont(DiagramFonts.text());
    }

    private BoxFigure figure(Box box, Map<String, Rectangle> places) {
        BoxFigure figure = new BoxFigure(box, palette);
        figures.put(box.key(), figure);
        for (Row row : box.rows()) {
            RowFigure rowFigure = new RowFigure(row, palette);
            figures.put(row.key(), rowFigure);
            figure.rowPane().add(rowFigure);
        }
        Rectangle outer = places.get(box.key());
        for (Box child : box.children()) {
            Rectangle place = places.get(child.key()).getTranslated(-outer.x, -outer.y);
            figure.nestedPane().add(figure(child, places), place);
        }
        return figure;
    }

    private void add(Link link) {
        IFigure source = figures.get(link.source());
        IFigure target = figures.get(link.target());
        if (source != null && target != null) {
            LinkFigure figure = new LinkFigure(link, palette);
            figure.setSourceAnchor(new RowAnchor(source));
            figure.setTargetAnchor(new RowAnchor(target));
            links.add(figure);
        }
    }

    /** Adds a figure that is no part of the diagram, such as its legend. */
    public void add(IFigure figure, Rectangle place) {
        boxes.add(figure, place);
    }

    /** The figure of everything. */
    public FreeformLayeredPane root() {
        return root;
    }

    /** The figure of a box or row, or null. */
    public IFigure figure(String key) {
        return figures.get(key);
    }
}
