package org.mmscope.ui.editors.internal.gef;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Map;

import org.eclipse.draw2d.geometry.Point;
import org.eclipse.draw2d.geometry.Rectangle;
import org.junit.jupiter.api.Test;
import org.mmscope.ui.graph.Box;
import org.mmscope.ui.graph.Diagram;
import org.mmscope.ui.graph.Link;
import org.mmscope.ui.graph.Row;
import org.mmscope.ui.graph.Tone;

class LiveDiagramTest {

    private static final Map<String, Rectangle> PLACES = Map.of("outer", new Rectangle(0, 0, 100, 100), "inner",
            new Rectangle(10, 30, 80, 40), "other", new Rectangle(200, 0, 50, 50));

    private final LiveDiagram live = new LiveDiagram();

    private static Diagram diagram(String value) {
        Row row = Row.field("row", "name", value, null);
        Box inner = Box.of("inner", Tone.BLUE, "Inner", "", List.of(row), null);
        Box outer = Box.around("outer", Tone.BLUE, "Outer", "", List.of(), List.of(inner), null);
        Box other = Box.of("other", Tone.GREEN, "Other", "", List.of(), null);
        return new Diagram(List.of(outer, other), List.of(Link.of("link", "row", "other", Tone.BLUE, Link.Side.LEFT, null)));
    }

    @Test
    void nodesOutliveTheStep() {
        live.show(diagram("1"), PLACES);
        DiagramNode row = live.node("row");
        LinkNode link = row.outgoing().getFirst();
        live.show(diagram("2"), PLACES);
        assertSame(row, live.node("row"));
        assertSame(link, live.node("other").incoming().getFirst());
        assertEquals(List.of("name", "2"), ((RowNode) row).row().cells());
    }

    @Test
    void whatIsGoneIsForgotten() {
        live.show(diagram("1"), PLACES);
        live.show(Diagram.EMPTY, Map.of());
        assertNull(live.node("row"));
        assertEquals(0, live.size());
    }

    @Test
    void aBoxStaysWhereItWasPutAndTakesWhatIsInItAlong() {
        live.show(diagram("1"), PLACES);
        live.move((BoxNode) live.node("outer"), new Point(300, 300));
        live.show(diagram("2"), PLACES);
        assertEquals(new Rectangle(300, 300, 100, 100), ((BoxNode) live.node("outer")).place());
        assertEquals(new Rectangle(310, 330, 80, 40), ((BoxNode) live.node("inner")).place());
        live.arrange();
        assertEquals(PLACES.get("inner"), ((BoxNode) live.node("inner")).place());
    }

    @Test
    void aBoxGrowsAroundWhatIsMovedInsideIt() {
        live.show(diagram("1"), PLACES);
        live.move((BoxNode) live.node("inner"), new Point(60, 90));
        assertEquals(new Rectangle(0, 0, 150, 140), ((BoxNode) live.node("outer")).place());
    }
}
