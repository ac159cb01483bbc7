package org.mmscope.ui.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class DiagramTest {

    private static Diagram of(Row... rows) {
        return new Diagram(List.of(Box.of("box", Tone.BLUE, "Box", "", List.of(rows), null)), List.of());
    }

    private static Mark markOf(Diagram diagram, int row) {
        return diagram.boxes().getFirst().rows().get(row).mark();
    }

    @Test
    void whatSaysSomethingElseIsChangedAndWhatWasNotThereIsNew() {
        Diagram before = of(Row.field("a", "A", "1", null), Row.field("b", "B", "1", null));
        Diagram after = of(Row.field("a", "A", "1", null), Row.field("b", "B", "2", null),
                Row.field("c", "C", "1", null)).marked(before);
        assertEquals(Mark.NONE, markOf(after, 0));
        assertEquals(Mark.CHANGED, markOf(after, 1));
        assertEquals(Mark.NEW, markOf(after, 2));
        assertEquals(Mark.NONE, after.boxes().getFirst().mark());
    }

    @Test
    void aNewBoxIsNewAsAWhole() {
        Diagram after = of(Row.field("a", "A", "1", null)).marked(Diagram.EMPTY);
        assertEquals(Mark.NEW, after.boxes().getFirst().mark());
        assertEquals(Mark.NONE, markOf(after, 0));
    }

    @Test
    void aLinkThatPointsElsewhereIsChanged() {
        Link first = Link.of("link", "a", "b", Tone.BLUE, Link.Side.LEFT, null);
        Link second = Link.of("link", "a", "c", Tone.BLUE, Link.Side.LEFT, null);
        Diagram before = new Diagram(List.of(), List.of(first));
        assertEquals(Mark.CHANGED, new Diagram(List.of(), List.of(second)).marked(before).links().getFirst().mark());
        assertEquals(Mark.NONE, before.marked(before).links().getFirst().mark());
    }

    @Test
    void aFoldedRowIsChangedOnlyWhenItsNeighboursAreOfAnotherKind() {
        Diagram before = of(Row.entry("run", true, null, "10000000", "×4", "empty").asFolded());
        Diagram shorter = of(Row.entry("run", true, null, "10000000", "×3", "empty").asFolded()).marked(before);
        Diagram other = of(Row.entry("run", true, null, "10000000", "×4", "valid").asFolded()).marked(before);
        assertEquals(Mark.NONE, markOf(shorter, 0));
        assertEquals(Mark.CHANGED, markOf(other, 0));
    }

    @Test
    void markingAgainForgetsTheMarksBefore() {
        Diagram diagram = of(Row.field("a", "A", "1", null));
        Diagram marked = diagram.marked(Diagram.EMPTY);
        assertEquals(diagram, marked.marked(diagram));
    }
}
