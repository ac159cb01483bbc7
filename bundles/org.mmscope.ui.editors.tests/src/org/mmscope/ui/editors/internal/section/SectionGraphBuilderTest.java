package org.mmscope.ui.editors.internal.section;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.mmscope.ui.graph.Box;
import org.mmscope.ui.graph.Link;
import org.mmscope.ui.graph.Mark;
import org.mmscope.ui.graph.Row;

class SectionGraphBuilderTest {

    private static final String FIRST_PROTOTYPE = "ppte:E1439460";
    private static final String CONTROL_AREA = "ca:81F4E7A0";

    private static FakeMachine twoViews(int pages) {
        return new FakeMachine(pages).withSection().process(8, "A", FakeMachine.VIEW_A).process(12, "B",
                FakeMachine.VIEW_B);
    }

    private static List<Box> boxes(SectionGraph graph) {
        List<Box> all = new ArrayList<>(graph.diagram().boxes());
        graph.diagram().boxes().forEach(box -> all.addAll(box.children()));
        return all;
    }

    private static Map<String, Row> rows(SectionGraph graph) {
        Map<String, Row> rows = new HashMap<>();
        boxes(graph).forEach(box -> box.rows().forEach(row -> rows.put(row.key(), row)));
        return rows;
    }

    private static boolean linked(SectionGraph graph, String source, String target) {
        return graph.diagram().links().stream()
                .anyMatch(link -> link.source().equals(source) && link.target().equals(target));
    }

    @Test
    void everyKeyIsUsedOnceAndEveryLinkEndsAtSomething() {
        SectionGraph graph = SectionGraphBuilder.of(twoViews(64).touch(8, 0).touch(12, 0).touch(12, 40));
        Set<String> keys = new HashSet<>();
        boxes(graph).forEach(box -> assertTrue(keys.add(box.key()), box.key()));
        rows(graph).keySet().forEach(key -> assertTrue(keys.add(key), key));
        for (Link link : graph.diagram().links()) {
            assertTrue(keys.contains(link.source()), link.source());
            assertTrue(keys.contains(link.target()), link.target());
        }
        graph.subjects().keySet().forEach(key -> assertTrue(keys.contains(key), key));
    }

    @Test
    void theKernelsPointersAreDrawn() {
        SectionGraph graph = SectionGraphBuilder.of(twoViews(4));
        assertTrue(linked(graph, "file:81FC2028/data", CONTROL_AREA));
        assertTrue(linked(graph, CONTROL_AREA + "/file", "file:81FC2028"));
        assertTrue(linked(graph, CONTROL_AREA + "/segment", "segment:E1439430"));
        assertTrue(linked(graph, "segment:E1439430/controlArea", CONTROL_AREA));
        assertTrue(linked(graph, "section:E1204F30/segment", "segment:E1439430"));
        assertTrue(linked(graph, "subsection:81F4E7D0", FIRST_PROTOTYPE));
        assertTrue(linked(graph, "vad:8:81E00200:10000000/controlArea", CONTROL_AREA));
        assertTrue(linked(graph, "vad:8:81E00200:10000000/first", FIRST_PROTOTYPE));
        assertTrue(linked(graph, "vad:12:81E00300:12340000/first", FIRST_PROTOTYPE));
    }

    @Test
    void aTouchedPageIsOneFrameReachedFromBothProcessesAndThePrototype() {
        SectionGraph graph = SectionGraphBuilder.of(twoViews(4).touch(8, 0).touch(12, 0));
        assertTrue(linked(graph, "pte:8:10000000", "frame:7712"));
        assertTrue(linked(graph, "pte:12:12340000", "frame:7712"));
        assertTrue(linked(graph, FIRST_PROTOTYPE, "frame:7712"));
        assertEquals(List.of("0x1E20", "active", "share 2", "ref 1", "modified"),
                rows(graph).get("frame:7712").cells());
    }

    @Test
    void aPrivateCopyIsAFrameOfItsOwnBesideTheSharedOnes() {
        SectionGraph graph = SectionGraphBuilder.of(twoViews(4).touch(8, 3).copy(12, 3, 0x1F0A));
        assertTrue(linked(graph, "pte:12:12343000", "frame:" + 0x1F0A));
        assertFalse(linked(graph, "ppte:E143946C", "frame:" + 0x1F0A));
        assertTrue(rows(graph).get("frame:" + 0x1F0A).cells().getLast().startsWith("private"));
    }

    @Test
    void longArraysAreFoldedAndLinksEndAtTheFoldedRow() {
        FakeMachine machine = twoViews(1024);
        for (int page = 0; page < 600; page++) {
            machine.touch(8, page);
        }
        SectionGraph graph = SectionGraphBuilder.of(machine);
        boxes(graph).forEach(box -> assertTrue(
                box.rows().stream().filter(row -> row.kind() == Row.Kind.ENTRY).count() <= 12, box.key()));
        assertEquals(List.of("0x1E20", "×600", "active"), rows(graph).get("frame:7712").cells());
        assertEquals("×600", rows(graph).get("pte:8:10000000").cells().get(1));
        assertTrue(linked(graph, "pte:8:10000000", "frame:7712"));
    }

    @Test
    void whatAStepChangedIsMarked() {
        SectionGraph before = SectionGraphBuilder.of(twoViews(4));
        SectionGraph after = SectionGraphBuilder.of(twoViews(4).touch(8, 1)).marked(before);
        Map<String, Row> rows = rows(after);
        assertEquals(Mark.CHANGED, rows.get("pte:8:10001000").mark());
        assertEquals(Mark.NONE, rows.get("pte:8:10000000").mark());
        assertEquals(Mark.CHANGED, rows.get("ppte:E1439464").mark());
        assertEquals(Mark.NEW, rows.get("frame:" + 0x1E21).mark());
        assertTrue(after.diagram().links().stream().filter(link -> link.mark() == Mark.NEW)
                .allMatch(link -> link.target().equals("frame:" + 0x1E21)));
    }

    @Test
    void aRunThatOnlyGrewOrShrankIsNotMarked() {
        SectionGraph before = SectionGraphBuilder.of(twoViews(64).touch(8, 0));
        Map<String, Row> rows = rows(SectionGraphBuilder.of(twoViews(64).touch(8, 0).touch(8, 9)).marked(before));
        assertEquals(Mark.NONE, rows.get("pte:8:10001000").mark());
        assertEquals(Mark.NEW, rows.get("pte:8:10009000").mark());
        assertEquals(Mark.NONE, rows.get("pte:8:1000A000").mark());
    }

    @Test
    void howeverManyViewsThereAreTheDiagramStaysSmall() {
        SectionGraph graph = SectionGraphBuilder.of(new FakeMachine(16).withSection().processWithViews(8, "A", 500)
                .processWithViews(12, "B", 500));
        int links = graph.diagram().links().size();
        assertTrue(boxes(graph).size() + rows(graph).size() + links < 2000);
        assertEquals("484 more views", rows(graph).get("process:8:81D08000/note").cells().getFirst());
    }

    @Test
    void equalMomentsGiveEqualGraphs() {
        assertEquals(SectionGraphBuilder.of(twoViews(64).touch(8, 5)), SectionGraphBuilder.of(twoViews(64).touch(8, 5)));
    }

    @Test
    void beforeAnySectionTheProcessesAndFilesAreThere() {
        SectionGraph graph = SectionGraphBuilder.of(new FakeMachine(4).process(8, "A"));
        assertEquals(List.of("process:8:81D08000"), graph.lanes().stream().map(SectionGraph.Lane::process).toList());
        assertTrue(boxes(graph).stream().anyMatch(box -> box.key().equals("file:81FC2028")));
    }
}
