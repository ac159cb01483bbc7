package org.mmscope.ui.editors.internal.gef;

import java.util.ArrayList;
import java.util.List;

/**
 * What an edit part has as its model: one box or row under its key for as long as the diagram has it, whatever it shows
 * at the moment.
 */
public abstract sealed class DiagramNode permits BoxNode, RowNode {

    private final String key;
    private final List<LinkNode> outgoing = new ArrayList<>();
    private final List<LinkNode> incoming = new ArrayList<>();

    DiagramNode(String key) {
        this.key = key;
    }

    /** Its key in the diagram. */
    public String key() {
        return key;
    }

    List<LinkNode> outgoing() {
        return outgoing;
    }

    List<LinkNode> incoming() {
        return incoming;
    }

    @Override
    public String toString() {
        return key;
    }
}
