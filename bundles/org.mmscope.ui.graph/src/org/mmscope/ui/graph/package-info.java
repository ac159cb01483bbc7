/**
 * Diagrams without an editor: a description of boxes, rows and links, Draw2d figures that show it, layout, pictures, and
 * a graph viewer with Zest's roles. API. The description ({@link org.mmscope.ui.graph.Diagram} and its parts) is plain
 * and immutable and may be made on any thread; figures belong to the UI thread.
 */
package org.mmscope.ui.graph;
