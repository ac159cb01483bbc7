package org.mmscope.ui.graph;

import java.util.List;

/**
 * A box of a diagram: a title, rows below it, and boxes inside it.
 *
 * @param key names the box in its diagram, the same from one moment to the next
 * @param tone its hue
 * @param title what it is
 * @param detail which one it is, shown beside the title; may be empty
 * @param rows from top to bottom
 * @param children boxes inside
 * @param mark how it compares with the diagram before
 * @param tooltip what is said on hover, or null
 */
public record Box(String key, Tone tone, String title, String detail, List<Row> rows, List<Box> children, Mark mark,
        String tooltip) {

    public Box {
        rows = List.copyOf(rows);
        children = List.copyOf(children);
    }

    /** A box that holds no other. */
    public static Box of(String key, Tone tone, String title, String detail, List<Row> rows, String tooltip) {
        return new Box(key, tone, title, detail, rows, List.of(), Mark.NONE, tooltip);
    }

    /** A box around others. */
    public static Box around(String key, Tone tone, String title, String detail, List<Row> rows, List<Box> children,
            String tooltip) {
        return new Box(key, tone, title, detail, rows, children, Mark.NONE, tooltip);
    }
}
