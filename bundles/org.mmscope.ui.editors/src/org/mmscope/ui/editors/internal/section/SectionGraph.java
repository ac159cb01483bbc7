package org.mmscope.ui.editors.internal.section;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.mmscope.ui.graph.Diagram;

/**
 * The section graph of one moment: the diagram, the groups and lanes that its layout goes by, and what each part stands
 * for. Immutable, any thread.
 *
 * @param diagram boxes, rows and links
 * @param groups one for each control area, and one for each file that has none
 * @param lanes one for each process
 * @param subjects what a box or row stands for, by its key; parts that stand for nothing are left out
 */
public record SectionGraph(Diagram diagram, List<Group> groups, List<Lane> lanes, Map<String, Subject> subjects) {

    /** The graph of no moment. */
    public static final SectionGraph EMPTY = new SectionGraph(Diagram.EMPTY, List.of(), List.of(), Map.of());

    /**
     * Boxes that belong to one control area; keys of boxes, null where there is none.
     *
     * @param files file objects
     * @param sections section objects
     * @param controlArea the control area
     * @param segment its segment
     * @param frames the frames in play
     */
    public record Group(List<String> files, List<String> sections, String controlArea, String segment, String frames) {
    }

    /**
     * The boxes of one process.
     *
     * @param process key of the process's box
     * @param views its views
     */
    public record Lane(String process, List<View> views) {
    }

    /**
     * A view in a lane.
     *
     * @param box key of the VAD's box
     * @param group index of the group that it maps
     */
    public record View(String box, int group) {
    }

    public SectionGraph {
        groups = List.copyOf(groups);
        lanes = List.copyOf(lanes);
        subjects = Map.copyOf(subjects);
    }

    /** Keys by what they stand for. */
    public Map<Subject, String> keys() {
        Map<Subject, String> keys = new HashMap<>();
        subjects.forEach((key, subject) -> keys.merge(subject, key, (a, b) -> a.compareTo(b) <= 0 ? a : b));
        return keys;
    }

    /** This graph with each part marked by how it compares with an earlier one. */
    public SectionGraph marked(SectionGraph before) {
        return new SectionGraph(diagram.marked(before.diagram), groups, lanes, subjects);
    }
}
