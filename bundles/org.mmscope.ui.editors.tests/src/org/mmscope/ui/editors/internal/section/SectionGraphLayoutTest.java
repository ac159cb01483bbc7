package org.mmscope.ui.editors.internal.section;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.eclipse.draw2d.geometry.Dimension;
import org.eclipse.draw2d.geometry.Rectangle;
import org.junit.jupiter.api.Test;
import org.mmscope.ui.graph.Box;

class SectionGraphLayoutTest {

    private static final int LINE = 18;

    private static Dimension measure(Box box) {
        return new Dimension(60 + 7 * (box.title().length() + box.detail().length()), LINE * (box.rows().size() + 1));
    }

    private static Map<String, Rectangle> place(SectionGraph graph) {
        return SectionGraphLayout.place(graph, SectionGraphLayoutTest::measure);
    }

    private static SectionGraph shared() {
        return SectionGraphBuilder.of(new FakeMachine(4).withSection().process(8, "A", FakeMachine.VIEW_A)
                .process(12, "B", FakeMachine.VIEW_B).process(16, "C").touch(8, 0).touch(12, 0).touch(8, 2));
    }

    @Test
    void noTwoBoxesOverlap() {
        SectionGraph graph = shared();
        Map<String, Rectangle> places = place(graph);
        List<String> outer = graph.diagram().boxes().stream().map(Box::key).toList();
        for (String a : outer) {
            for (String b : outer) {
                assertFalse(!a.equals(b) && places.get(a).intersects(places.get(b)), a + " over " + b);
            }
        }
    }

    @Test
    void viewsLieInsideTheirProcess() {
        SectionGraph graph = shared();
        Map<String, Rectangle> places = place(graph);
        for (SectionGraph.Lane lane : graph.lanes()) {
            for (SectionGraph.View view : lane.views()) {
                assertTrue(places.get(lane.process()).contains(places.get(view.box())), view.box());
            }
        }
    }

    @Test
    void processesStandLeftAndRightOfWhatTheyShare() {
        Map<String, Rectangle> places = place(shared());
        Rectangle shared = places.get("segment:E1439430");
        assertTrue(places.get("process:8:81D08000").right() < shared.x);
        assertTrue(places.get("process:12:81D0C000").x > shared.right());
    }

    @Test
    void entriesOfAViewStandBesideTheFramesTheyReach() {
        Map<String, Rectangle> places = place(shared());
        Rectangle frames = places.get("frames:E1439430");
        Rectangle view = places.get("vad:8:81E00200:10000000");
        int firstEntry = view.y + LINE * 5;
        int firstFrame = frames.y + LINE;
        assertEquals(firstFrame, firstEntry);
    }
}
