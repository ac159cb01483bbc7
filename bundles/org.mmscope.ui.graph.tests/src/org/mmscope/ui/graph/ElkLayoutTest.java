package org.mmscope.ui.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class ElkLayoutTest {

    private static List<ElkLayout.Node> nodes(int count) {
        List<ElkLayout.Node> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            nodes.add(new ElkLayout.Node("n" + i, 80, 30));
        }
        return nodes;
    }

    private static List<ElkLayout.Edge> tree(int count) {
        List<ElkLayout.Edge> edges = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            edges.add(new ElkLayout.Edge("n" + (i - 1) / 2, "n" + i));
        }
        return edges;
    }

    @Test
    void childrenLieBelowOrRightOfTheirParents() {
        Map<String, ElkLayout.Place> down = ElkLayout.layered(nodes(31), tree(31), ElkLayout.Flow.DOWN);
        Map<String, ElkLayout.Place> right = ElkLayout.layered(nodes(31), tree(31), ElkLayout.Flow.RIGHT);
        for (ElkLayout.Edge edge : tree(31)) {
            assertTrue(down.get(edge.target()).y() >= down.get(edge.source()).y() + 30, edge::toString);
            assertTrue(right.get(edge.target()).x() >= right.get(edge.source()).x() + 80, edge::toString);
        }
    }

    @Test
    void noTwoNodesOverlap() {
        List<ElkLayout.Place> places = List
                .copyOf(ElkLayout.layered(nodes(63), tree(63), ElkLayout.Flow.DOWN).values());
        for (int i = 0; i < places.size(); i++) {
            for (int j = 0; j < i; j++) {
                int dx = Math.abs(places.get(i).x() - places.get(j).x());
                int dy = Math.abs(places.get(i).y() - places.get(j).y());
                assertTrue(dx >= 80 || dy >= 30, places.get(i) + " over " + places.get(j));
            }
        }
    }

    @Test
    void equalGraphsGiveEqualPlaces() {
        assertEquals(ElkLayout.layered(nodes(40), tree(40), ElkLayout.Flow.DOWN),
                ElkLayout.layered(nodes(40), tree(40), ElkLayout.Flow.DOWN));
    }

    @Test
    void edgesToNothingAndLoopsAreLeftOut() {
        List<ElkLayout.Edge> edges = List.of(new ElkLayout.Edge("n0", "n0"), new ElkLayout.Edge("n0", "gone"));
        assertEquals(2, ElkLayout.layered(nodes(2), edges, ElkLayout.Flow.DOWN).size());
    }
}
