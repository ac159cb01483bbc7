package org.mmscope.ui.editors.internal.section;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.eclipse.draw2d.geometry.Dimension;
import org.eclipse.draw2d.geometry.Rectangle;
import org.mmscope.ui.graph.Box;
import org.mmscope.ui.graph.Row;

/**
 * Places the boxes of a section graph in three columns: what is shared in the middle, processes left and right of it,
 * each view at the height of what it maps, with its page table entries beside the frames. Made of sizes only; any
 * thread that the given measure allows.
 */
public final class SectionGraphLayout {

    private static final int CHANNEL = 62;
    private static final int GAP = 14;
    private static final int HOLDER_GAP = 14;
    private static final int GROUP_GAP = 46;
    private static final int LANE_PADDING = 8;
    private static final int LANE_GAP = 18;

    private final SectionGraph graph;
    private final Function<Box, Dimension> measure;
    private final Map<String, Box> boxes = new HashMap<>();
    private final Map<String, Rectangle> places = new HashMap<>();

    private SectionGraphLayout(SectionGraph graph, Function<Box, Dimension> measure) {
        this.graph = graph;
        this.measure = measure;
        graph.diagram().boxes().forEach(this::collect);
    }

    /**
     * Finds the places.
     *
     * @param measure the size in pixels that a box wants for its title and rows
     * @return bounds by key of the box, all from the same origin
     */
    public static Map<String, Rectangle> place(SectionGraph graph, Function<Box, Dimension> measure) {
        return new SectionGraphLayout(graph, measure).place();
    }

    private void collect(Box box) {
        boxes.put(box.key(), box);
        box.children().forEach(this::collect);
    }

    private Dimension size(String key) {
        return measure.apply(boxes.get(key));
    }

    private Map<String, Rectangle> place() {
        int laneWidth = graph.lanes().stream().mapToInt(this::laneWidth).max().orElse(0);
        boolean left = !graph.lanes().isEmpty();
        int middle = left ? laneWidth + CHANNEL : 0;
        int width = graph.groups().stream().mapToInt(this::groupWidth).max().orElse(0);
        int[] anchors = new int[graph.groups().size()];
        int y = 0;
        for (int i = 0; i < anchors.length; i++) {
            SectionGraph.Group group = graph.groups().get(i);
            y = group(group, middle, y, width) + GROUP_GAP;
            anchors[i] = anchor(group);
        }
        lanes(0, laneWidth, 0, anchors);
        lanes(1, laneWidth, middle + width + CHANNEL, anchors);
        return places;
    }

    private int groupWidth(SectionGraph.Group group) {
        int width = pairs(group).stream().mapToInt(
                pair -> pair.stream().mapToInt(key -> size(key).width).sum() + HOLDER_GAP * (pair.size() - 1)).max()
                .orElse(0);
        for (String key : below(group)) {
            width = Math.max(width, size(key).width);
        }
        return width;
    }

    private static List<List<String>> pairs(SectionGraph.Group group) {
        List<String> holders = group.holders();
        return IntStream.range(0, (holders.size() + 1) / 2)
                .mapToObj(i -> holders.subList(2 * i, Math.min(2 * i + 2, holders.size()))).toList();
    }

    private static List<String> below(SectionGraph.Group group) {
        return Stream.of(group.controlArea(), group.segment(), group.frames())
                .filter(Objects::nonNull).toList();
    }

    /** Places a group and gives its lower edge. */
    private int group(SectionGraph.Group group, int x, int top, int width) {
        int y = top;
        for (List<String> pair : pairs(group)) {
            int height = pair.stream().mapToInt(key -> size(key).height).max().orElse(0);
            Dimension first = size(pair.getFirst());
            int rest = width - first.width;
            boolean alone = pair.size() == 1;
            places.put(pair.getFirst(), new Rectangle(x, y, alone ? width : first.width, height));
            if (!alone) {
                places.put(pair.get(1),
                        new Rectangle(x + first.width + HOLDER_GAP, y, rest - HOLDER_GAP, height));
            }
            y += height + GAP;
        }
        for (String key : below(group)) {
            int height = size(key).height;
            places.put(key, new Rectangle(x, y, width, height));
            y += height + GAP;
        }
        return y - GAP;
    }

    /** The height at which a view of the group shows its page table entries. */
    private int anchor(SectionGraph.Group group) {
        List<String> below = below(group);
        return below.isEmpty() ? 0 : places.get(below.getLast()).y;
    }

    private int laneWidth(SectionGraph.Lane lane) {
        int width = size(lane.process()).width;
        for (SectionGraph.View view : lane.views()) {
            width = Math.max(width, size(view.box()).width + 2 * LANE_PADDING);
        }
        return width;
    }

    /** Places every second lane, beginning with the given one. */
    private void lanes(int first, int width, int x, int[] anchors) {
        int free = Integer.MIN_VALUE / 2;
        for (int i = first; i < graph.lanes().size(); i += 2) {
            free = lane(graph.lanes().get(i), new Rectangle(x, free, width, 0), anchors) + LANE_GAP;
        }
    }

    private int lane(SectionGraph.Lane lane, Rectangle at, int[] anchors) {
        int head = size(lane.process()).height;
        if (lane.views().isEmpty()) {
            int wanted = anchors.length == 0 ? 0 : anchors[0] / 2;
            Rectangle place = new Rectangle(at.x, Math.max(at.y, wanted), at.width, head + LANE_PADDING);
            places.put(lane.process(), place);
            return place.bottom();
        }
        int top = Integer.MIN_VALUE;
        int y = 0;
        for (SectionGraph.View view : lane.views()) {
            Dimension size = size(view.box());
            int wanted = anchors[view.group()] - rowsBeforeEntries(view.box());
            if (top == Integer.MIN_VALUE) {
                top = Math.max(at.y, wanted - head - LANE_PADDING);
                y = top + head + LANE_PADDING;
            }
            y = Math.max(y, wanted);
            places.put(view.box(), new Rectangle(at.x + LANE_PADDING, y, at.width - 2 * LANE_PADDING, size.height));
            y += size.height + LANE_PADDING;
        }
        places.put(lane.process(), new Rectangle(at.x, top, at.width, y - top));
        return y;
    }

    /** Height from the top of a view's box to where its entries begin, but for the title that a frame's box has too. */
    private int rowsBeforeEntries(String key) {
        Box box = boxes.get(key);
        int caption = 0;
        while (caption < box.rows().size() && box.rows().get(caption).kind() != Row.Kind.CAPTION) {
            caption++;
        }
        int entries = Math.max(0, box.rows().size() - caption - 1);
        Dimension all = measure.apply(box);
        Dimension without = measure.apply(Box.of(key, box.tone(), box.title(), box.detail(), List.of(), null));
        return box.rows().isEmpty() ? 0
                : (all.height - without.height) * (box.rows().size() - entries) / box.rows().size();
    }
}
