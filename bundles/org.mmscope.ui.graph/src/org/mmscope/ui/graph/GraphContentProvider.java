package org.mmscope.ui.graph;

import org.eclipse.jface.viewers.IStructuredContentProvider;

/** Gives a graph viewer its nodes and their connections, as Zest's entity content provider does. */
public interface GraphContentProvider extends IStructuredContentProvider {

    /**
     * The nodes that arrows lead to from a node. Those that are not among the elements are left out.
     *
     * @param element a node, one of the elements
     */
    Object[] getConnectedTo(Object element);
}
