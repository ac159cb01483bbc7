package org.mmscope.ui.graph;

/** How a part of a diagram compares with the diagram shown before it. */
public enum Mark {
    NONE,
    /** It was there and shows something else now. */
    CHANGED,
    /** It was not there. */
    NEW
}
