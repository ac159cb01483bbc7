package org.mmscope.ui.editors.internal.gef;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.draw2d.geometry.Rectangle;
import org.mmscope.ui.graph.Box;

/** A box of a diagram that lives on from moment to moment. */
public final class BoxNode extends DiagramNode {

    private final List<RowNode> rows = new ArrayList<>();
    private final List<BoxNode> boxes = new ArrayList<>();
    private Box box;
    private Rectangle place = new Rectangle();

    BoxNode(Box box) {
        super(box.key());
        this.box = box;
    }

    /** What it shows now. */
    public Box box() {
        return box;
    }

    void show(Box other) {
        box = other;
    }

    /** Bounds from the origin of the diagram. */
    Rectangle place() {
        return place;
    }

    void moveTo(Rectangle other) {
        place = other;
    }

    List<RowNode> rows() {
        return rows;
    }

    List<BoxNode> boxes() {
        return boxes;
    }

    /** Rows, then boxes inside: the children of its edit part. */
    List<DiagramNode> children() {
        List<DiagramNode> children = new ArrayList<>(rows);
        children.addAll(boxes);
        return children;
    }
}
