package org.mmscope.ui.views.internal.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.swt.widgets.TreeItem;

/** The rows of a tree as text, as they are shown: sorted, filtered, and only what is expanded. */
final class RowText {

    private RowText() {
    }

    /** Lines of cells set apart by tabs, for the clipboard. */
    static String tabbed(ColumnTree tree, List<?> elements) {
        return elements.stream().map(element -> cells(tree, element).collect(Collectors.joining("\t")))
                .collect(Collectors.joining("\n"));
    }

    /** Comma-separated values with a header line (RFC 4180). */
    static String csv(ColumnTree tree, List<?> elements) {
        List<String> lines = new ArrayList<>();
        lines.add(tree.columns().stream().map(Column::title).map(RowText::quote).collect(Collectors.joining(",")));
        for (Object element : elements) {
            lines.add(cells(tree, element).map(RowText::quote).collect(Collectors.joining(",")));
        }
        return String.join("\r\n", lines) + "\r\n";
    }

    /** The elements of the rows that are shown, from the top. */
    static List<Object> shown(ColumnTree tree) {
        List<Object> elements = new ArrayList<>();
        collect(tree.viewer().getTree().getItems(), elements);
        return elements;
    }

    private static void collect(TreeItem[] items, List<Object> elements) {
        for (TreeItem item : items) {
            if (item.getData() != null) {
                elements.add(item.getData());
            }
            if (item.getExpanded()) {
                collect(item.getItems(), elements);
            }
        }
    }

    private static Stream<String> cells(ColumnTree tree, Object element) {
        return tree.columns().stream().map(column -> column.text().apply(element));
    }

    private static String quote(String cell) {
        return cell.matches("(?s).*[,\"\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
