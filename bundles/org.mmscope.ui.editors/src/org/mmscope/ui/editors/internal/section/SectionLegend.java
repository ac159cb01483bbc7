package org.mmscope.ui.editors.internal.section;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.draw2d.geometry.Dimension;
import org.eclipse.draw2d.geometry.Rectangle;
import org.mmscope.ui.graph.Box;
import org.mmscope.ui.graph.LegendFigure.Entry;
import org.mmscope.ui.graph.Mark;
import org.mmscope.ui.graph.Tone;

/** What the legend of a section graph says, and where it has room. */
public final class SectionLegend {

    private static final int GAP = 16;

    private SectionLegend() {
    }

    /** The lines of the legend. */
    public static List<Entry> entries(SectionGraph graph) {
        List<Entry> entries = new ArrayList<>();
        entries.add(Entry.of(Mark.CHANGED, Messages.legend_changed));
        entries.add(Entry.of(Mark.NEW, Messages.legend_new));
        entries.add(Entry.of(Tone.GREEN, Messages.legend_shared));
        Map<String, Box> boxes = new HashMap<>();
        graph.diagram().boxes().forEach(box -> boxes.put(box.key(), box));
        graph.lanes().forEach(lane -> entries.add(Entry.of(boxes.get(lane.process()).tone(),
                SectionText.fill(Messages.legend_process, boxes.get(lane.process()).title()))));
        return entries;
    }

    /** The left upper corner when the first lane leaves it free, else below everything. */
    public static Rectangle place(SectionGraph graph, Map<String, Rectangle> places, Dimension size) {
        Rectangle corner = new Rectangle(0, 0, size.width, size.height);
        if (graph.lanes().isEmpty()) {
            return below(places, size);
        }
        boolean free = places.values().stream().noneMatch(place -> place.intersects(corner.getExpanded(GAP, GAP)));
        return free ? corner : below(places, size);
    }

    private static Rectangle below(Map<String, Rectangle> places, Dimension size) {
        int bottom = places.values().stream().mapToInt(Rectangle::bottom).max().orElse(0);
        return new Rectangle(0, bottom + GAP, size.width, size.height);
    }
}
