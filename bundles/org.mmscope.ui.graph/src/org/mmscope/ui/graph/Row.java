package org.mmscope.ui.graph;

import java.util.List;

/**
 * One row of a box.
 *
 * @param key names the row in its diagram, the same from one moment to the next
 * @param kind how it is shown
 * @param cells its texts, from left to right
 * @param dim whether it stands back, for what is empty or not there yet
 * @param folded whether it stands for several neighbours, or none; its first two cells then say which and how many
 * @param mark how it compares with the diagram before
 * @param tooltip what is said on hover, lines separated by newlines, or null
 */
public record Row(String key, Kind kind, List<String> cells, boolean dim, boolean folded, Mark mark,
        String tooltip) {

    /** How a row is shown. */
    public enum Kind {
        /** A heading over the rows that follow. */
        CAPTION,
        /** A name and its value. */
        FIELD,
        /** A line of a table: cells under the cells of the entries above and below. */
        ENTRY
    }

    public Row {
        cells = List.copyOf(cells);
    }

    /** A heading. */
    public static Row caption(String key, String text) {
        return new Row(key, Kind.CAPTION, List.of(text), false, false, Mark.NONE, null);
    }

    /** A name and its value. */
    public static Row field(String key, String name, String value, String tooltip) {
        return new Row(key, Kind.FIELD, List.of(name, value), false, false, Mark.NONE, tooltip);
    }

    /** A line of a table. */
    public static Row entry(String key, boolean dim, String tooltip, String... cells) {
        return new Row(key, Kind.ENTRY, List.of(cells), dim, false, Mark.NONE, tooltip);
    }

    /** This row as one that stands for several neighbours. */
    public Row asFolded() {
        return new Row(key, kind, cells, dim, true, mark, tooltip);
    }

    /** What of it tells when it has changed: of a folded row not how many neighbours it holds at the moment. */
    List<String> telling() {
        return folded ? cells.subList(Math.min(2, cells.size()), cells.size()) : cells;
    }

    /** This row with another mark. */
    public Row marked(Mark other) {
        return other == mark ? this : new Row(key, kind, cells, dim, folded, other, tooltip);
    }
}
