package org.mmscope.ui.views.internal.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.Viewer;
import org.eclipse.jface.viewers.ViewerFilter;

/** Keeps the rows with a cell that contains the text, the rows above them and the rows below them. */
final class RowFilter extends ViewerFilter {

    private final List<Column> columns;
    private final ITreeContentProvider content;
    private String wanted = "";

    RowFilter(List<Column> columns, ITreeContentProvider content) {
        this.columns = columns;
        this.content = content;
    }

    /** Takes another text; false if it comes to the same. */
    boolean accept(String text) {
        String next = text.strip().toLowerCase(Locale.ROOT);
        boolean other = !next.equals(wanted);
        wanted = next;
        return other;
    }

    @Override
    public boolean select(Viewer viewer, Object parent, Object element) {
        return wanted.isEmpty() || matches(element) || above(element) || below(element);
    }

    private boolean matches(Object element) {
        return columns.stream().map(column -> column.text().apply(element))
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private boolean above(Object element) {
        Object parent = content.getParent(element);
        return parent != null && (matches(parent) || above(parent));
    }

    private boolean below(Object element) {
        return content.hasChildren(element)
                && Arrays.stream(content.getChildren(element)).anyMatch(child -> matches(child) || below(child));
    }
}
