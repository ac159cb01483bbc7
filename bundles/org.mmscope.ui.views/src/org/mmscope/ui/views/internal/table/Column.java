package org.mmscope.ui.views.internal.table;

import java.util.Comparator;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import org.eclipse.swt.SWT;

/**
 * A column of a table.
 *
 * @param title header text
 * @param tooltip of the header, null for none
 * @param width in pixels at first
 * @param alignment SWT.LEFT or SWT.RIGHT
 * @param text the text of an element's cell
 * @param order how elements are sorted by this column
 */
public record Column(String title, String tooltip, int width, int alignment, Function<Object, String> text,
        Comparator<Object> order) {

    /** A column of words, sorted by them. */
    public static Column text(String title, int width, Function<Object, String> text) {
        return new Column(title, null, width, SWT.LEFT, text,
                Comparator.comparing(text, String.CASE_INSENSITIVE_ORDER));
    }

    /**
     * A column of numbers, sorted by value.
     *
     * @param value the number of an element
     * @param format the number's text, given only elements for which there is one
     */
    public static Column number(String title, int width, ToLongFunction<Object> value, Function<Object, String> format) {
        return new Column(title, null, width, SWT.RIGHT, format, Comparator.comparingLong(value));
    }

    /** The same column with a tooltip on its header. */
    public Column withTooltip(String value) {
        return new Column(title, value, width, alignment, text, order);
    }
}
