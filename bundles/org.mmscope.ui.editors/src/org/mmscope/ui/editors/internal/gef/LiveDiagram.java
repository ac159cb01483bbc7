package org.mmscope.ui.editors.internal.gef;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.draw2d.geometry.Point;
import org.eclipse.draw2d.geometry.Rectangle;
import org.mmscope.ui.graph.Box;
import org.mmscope.ui.graph.Diagram;
import org.mmscope.ui.graph.Link;
import org.mmscope.ui.graph.Row;

/**
 * The diagram that edit parts show. It takes one immutable diagram after the other and keeps a node for each key, so that
 * edit parts, selections and places that a person chose outlive the step.
 */
public final class LiveDiagram {

    /** Room that a box keeps around those inside it, in pixels. */
    private static final int MARGIN = 10;

    private final List<BoxNode> boxes = new ArrayList<>();
    private final Map<String, DiagramNode> nodes = new HashMap<>();
    private final Map<String, LinkNode> links = new HashMap<>();
    private final Map<String, Point> moved = new HashMap<>();
    private Map<String, Rectangle> arranged = Map.of();
    private Runnable listener = () -> { };

    /** Who is told after each change; one at most. */
    void setListener(Runnable listener) {
        this.listener = listener;
    }

    /** The outermost boxes. */
    List<BoxNode> boxes() {
        return boxes;
    }

    /** The box or row of a key, or null. */
    public DiagramNode node(String key) {
        return nodes.get(key);
    }

    /** How many edit parts show the diagram. */
    public int size() {
        return nodes.size() + links.size();
    }

    /**
     * Shows another diagram.
     *
     * @param places bounds of each box by its key, for boxes that nobody moved
     */
    public void show(Diagram diagram, Map<String, Rectangle> places) {
        arranged = places;
        Map<String, DiagramNode> kept = new HashMap<>();
        boxes.clear();
        diagram.boxes().forEach(box -> boxes.add(node(box, kept)));
        nodes.clear();
        nodes.putAll(kept);
        connect(diagram.links());
        place();
        listener.run();
    }

    private BoxNode node(Box box, Map<String, DiagramNode> kept) {
        BoxNode node = nodes.get(box.key()) instanceof BoxNode old ? old : new BoxNode(box);
        kept.put(box.key(), node);
        node.show(box);
        node.rows().clear();
        box.rows().forEach(row -> node.rows().add(node(row, kept)));
        node.boxes().clear();
        box.children().forEach(child -> node.boxes().add(node(child, kept)));
        return node;
    }

    private RowNode node(Row row, Map<String, DiagramNode> kept) {
        RowNode node = nodes.get(row.key()) instanceof RowNode old ? old : new RowNode(row);
        kept.put(row.key(), node);
        node.show(row);
        return node;
    }

    private void connect(List<Link> shown) {
        Map<String, LinkNode> kept = new HashMap<>();
        nodes.values().forEach(node -> {
            node.outgoing().clear();
            node.incoming().clear();
        });
        for (Link link : shown) {
            DiagramNode source = nodes.get(link.source());
            DiagramNode target = nodes.get(link.target());
            if (source != null && target != null) {
                LinkNode node = links.getOrDefault(link.key(), new LinkNode(link));
                node.show(link);
                source.outgoing().add(node);
                target.incoming().add(node);
                kept.put(link.key(), node);
            }
        }
        links.clear();
        links.putAll(kept);
    }

    /** Where a person put a box, or null. */
    Point moved(String key) {
        return moved.get(key);
    }

    /** Puts a box, with what is in it, somewhere else; null puts it back where it is arranged. */
    void move(BoxNode node, Point location) {
        if (location == null) {
            moved.remove(node.key());
        } else {
            moved.put(node.key(), location.getCopy());
        }
        place();
        listener.run();
    }

    /** Puts every box where it is arranged. */
    public void arrange() {
        moved.clear();
        place();
        listener.run();
    }

    private void place() {
        boxes.forEach(box -> place(box, 0, 0));
    }

    /** A box moves with the one around it unless it was itself put somewhere; the one around grows to hold it. */
    private Rectangle place(BoxNode node, int dx, int dy) {
        Rectangle place = arranged.get(node.key()).getTranslated(dx, dy);
        Point chosen = moved.get(node.key());
        int movedX = dx;
        int movedY = dy;
        if (chosen != null) {
            movedX += chosen.x - place.x;
            movedY += chosen.y - place.y;
            place.setLocation(chosen);
        }
        for (BoxNode child : node.boxes()) {
            Rectangle inner = place(child, movedX, movedY);
            place.width = Math.max(place.width, inner.right() + MARGIN - place.x);
            place.height = Math.max(place.height, inner.bottom() + MARGIN - place.y);
        }
        node.moveTo(place);
        return place;
    }

    /** The bounds of all boxes by key as they are shown. */
    public Map<String, Rectangle> places() {
        Map<String, Rectangle> places = new HashMap<>();
        nodes.forEach((key, node) -> {
            if (node instanceof BoxNode box) {
                places.put(key, box.place());
            }
        });
        return places;
    }
}
