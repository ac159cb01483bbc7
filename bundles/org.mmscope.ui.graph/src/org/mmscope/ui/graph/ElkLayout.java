package org.mmscope.ui.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Places the nodes of a graph with the Eclipse Layout Kernel. Touches no figure: sizes go in, places come out, on any
 * thread.
 */
public final class ElkLayout {

    static {
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    }

    /** Which way arrows run. */
    public enum Flow {
        DOWN, RIGHT
    }

    /**
     * A node to be placed.
     *
     * @param key names it
     * @param width in pixels
     * @param height in pixels
     */
    public record Node(String key, double width, double height) {
    }

    /**
     * An arrow from a node to another; ends that name no node are left out.
     *
     * @param source key of the node where it starts
     * @param target key of the node where it ends
     */
    public record Edge(String source, String target) {
    }

    /**
     * A place found for a node, in pixels from the left upper corner of the graph.
     *
     * @param x of its left edge
     * @param y of its upper edge
     */
    public record Place(int x, int y) {
    }

    private ElkLayout() {
    }

    /** Places nodes in layers along their arrows. Equal graphs give equal places. */
    public static Map<String, Place> layered(List<Node> nodes, List<Edge> edges, Flow flow) {
        ElkNode graph = ElkGraphUtil.createGraph();
        graph.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        graph.setProperty(CoreOptions.DIRECTION, flow == Flow.DOWN ? Direction.DOWN : Direction.RIGHT);
        graph.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.SPLINES);
        graph.setProperty(CoreOptions.SPACING_NODE_NODE, 24.0);
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 48.0);
        graph.setProperty(CoreOptions.RANDOM_SEED, 1);
        Map<String, ElkNode> made = new HashMap<>();
        for (Node node : nodes) {
            ElkNode elk = ElkGraphUtil.createNode(graph);
            elk.setDimensions(node.width(), node.height());
            made.put(node.key(), elk);
        }
        for (Edge edge : edges) {
            ElkNode source = made.get(edge.source());
            ElkNode target = made.get(edge.target());
            if (source != null && target != null && source != target) {
                ElkGraphUtil.createSimpleEdge(source, target);
            }
        }
        new RecursiveGraphLayoutEngine().layout(graph, new BasicProgressMonitor());
        Map<String, Place> places = new HashMap<>();
        made.forEach((key, node) -> places.put(key, new Place((int) node.getX(), (int) node.getY())));
        return places;
    }
}
