package org.mmscope.ui.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A diagram of one moment, said without any drawing. Keys are unique among boxes and rows, and among links.
 *
 * @param boxes the outermost boxes
 * @param links arrows between boxes and rows
 */
public record Diagram(List<Box> boxes, List<Link> links) {

    /** The diagram with nothing in it. */
    public static final Diagram EMPTY = new Diagram(List.of(), List.of());

    public Diagram {
        boxes = List.copyOf(boxes);
        links = List.copyOf(links);
    }

    /** This diagram with each part marked by how it compares with an earlier one. */
    public Diagram marked(Diagram before) {
        Known known = new Known(before);
        return new Diagram(boxes.stream().map(known::mark).toList(), links.stream().map(known::mark).toList());
    }

    private static final class Known {

        private final Map<String, Box> boxes = new HashMap<>();
        private final Map<String, Row> rows = new HashMap<>();
        private final Map<String, Link> links = new HashMap<>();

        Known(Diagram diagram) {
            diagram.boxes.forEach(this::add);
            diagram.links.forEach(link -> links.put(link.key(), link));
        }

        private void add(Box box) {
            boxes.put(box.key(), box);
            box.rows().forEach(row -> rows.put(row.key(), row));
            box.children().forEach(this::add);
        }

        Box mark(Box box) {
            Box old = boxes.get(box.key());
            Mark mark = old == null ? Mark.NEW
                    : old.title().equals(box.title()) && old.detail().equals(box.detail()) ? Mark.NONE : Mark.CHANGED;
            return new Box(box.key(), box.tone(), box.title(), box.detail(),
                    box.rows().stream().map(row -> mark(row, mark)).toList(),
                    box.children().stream().map(this::mark).toList(), mark, box.tooltip());
        }

        /** The rows of a new box are as new as the box; saying so once is enough. */
        private Row mark(Row row, Mark box) {
            Row old = rows.get(row.key());
            if (box == Mark.NEW || row.kind() == Row.Kind.CAPTION) {
                return row.marked(Mark.NONE);
            }
            if (row.folded()) {
                return row.marked(old == null || !old.folded() || old.telling().equals(row.telling()) ? Mark.NONE
                        : Mark.CHANGED);
            }
            return row.marked(old == null ? Mark.NEW : old.cells().equals(row.cells()) ? Mark.NONE : Mark.CHANGED);
        }

        Link mark(Link link) {
            Link old = links.get(link.key());
            return link.marked(old == null ? Mark.NEW
                    : old.source().equals(link.source()) && old.target().equals(link.target()) ? Mark.NONE
                            : Mark.CHANGED);
        }
    }
}
