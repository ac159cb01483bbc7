package org.mmscope.ui.editors.internal.gef;

import org.mmscope.ui.graph.Row;

/** A row of a diagram that lives on from moment to moment. */
public final class RowNode extends DiagramNode {

    private Row row;

    RowNode(Row row) {
        super(row.key());
        this.row = row;
    }

    /** What it shows now. */
    public Row row() {
        return row;
    }

    void show(Row other) {
        row = other;
    }
}
