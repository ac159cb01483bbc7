package org.mmscope.ui.graph;

import org.eclipse.draw2d.Label;
import org.eclipse.draw2d.MarginBorder;

/** What figures say on hover. */
final class Tooltip {

    private static final int MARGIN = 4;

    private Tooltip() {
    }

    /** A figure of a text, or null for none. */
    static Label of(String text) {
        if (text == null) {
            return null;
        }
        Label label = new Label(text);
        label.setBorder(new MarginBorder(MARGIN));
        return label;
    }
}
