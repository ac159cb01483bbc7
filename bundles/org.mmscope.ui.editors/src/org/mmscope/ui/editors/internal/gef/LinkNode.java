package org.mmscope.ui.editors.internal.gef;

import org.mmscope.ui.graph.Link;

/** An arrow of a diagram that lives on from moment to moment as long as its ends are the same. */
public final class LinkNode {

    private Link link;

    LinkNode(Link link) {
        this.link = link;
    }

    /** What it shows now. */
    public Link link() {
        return link;
    }

    void show(Link other) {
        link = other;
    }

    @Override
    public String toString() {
        return link.key();
    }
}
