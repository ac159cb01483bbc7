package org.mmscope.ui.editors.internal.section;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
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
        int files = widest(group.files());
        int sections = widest(group.sections());
        int width = files + sections + (files > 0 && sections > 0 ? HOLDER_GAP : 0);
        return Math.max(width, widest(below(group)));
    }

    private int widest(List<String> keys) {
        return keys.stream().mapToInt(key -> size(key).width).max().orElse(0);
    }

    private static List<String> below(SectionGraph.Group group) {
        return Stream.of(group.controlArea(), group.segment(), group.frames())
                .filter(Objects::nonNull).toList();
    }

    /** Places a group and gives its lower edge: files at the left and sections at the right of the top, the rest below. */
    private int group(SectionGraph.Group group, int x, int top, int width) {
        int left = group.sections().isEmpty() ? width : group.files().isEmpty() ? 0 : widest(group.files());
        int right = left == 0 ? x : x + left + HOLDER_GAP;
        int y = Math.max(column(group.files(), new Rectangle(x, top, left, 0)),
                column(group.sections(), new Rectangle(right, top, x + width - right, 0)));
        return column(below(group), new Rectangle(x, y, width, 0)) - GAP;
    }

    /** Places boxes one under the other and gives where the next would go. */
    private int column(List<String> keys, Rectangle at) {
        int y = at.y;
        for (String key : keys) {
            int height = size(key).height;
            places.put(key, new Rectangle(at.x, y, at.width, height));
            y += height + GAP;
        }
        return y;
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
