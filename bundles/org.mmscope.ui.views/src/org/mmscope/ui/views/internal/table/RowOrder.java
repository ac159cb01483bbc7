package org.mmscope.ui.views.internal.table;

import java.util.Arrays;
import java.util.Comparator;

import org.eclipse.jface.viewers.Viewer;
import org.eclipse.jface.viewers.ViewerComparator;
import org.eclipse.swt.SWT;

/** Sorts the rows by a column, up or down, or leaves them in the order of the content. */
final class RowOrder extends ViewerComparator {

    private Column column;
    private int direction = SWT.NONE;

    /** The header of a column was clicked. Returns SWT.UP, SWT.DOWN or SWT.NONE. */
    int click(Column clicked) {
        if (clicked != column) {
            direction = SWT.UP;
        } else {
            direction = direction == SWT.UP ? SWT.DOWN : SWT.NONE;
        }
        column = direction == SWT.NONE ? null : clicked;
        return direction;
    }

    @Override
    public void sort(Viewer viewer, Object[] elements) {
        if (column != null) {
            Arrays.sort(elements, order());
        }
    }

    @Override
    public int compare(Viewer viewer, Object one, Object other) {
        return column == null ? 0 : order().compare(one, other);
    }

    private Comparator<Object> order() {
        return direction == SWT.DOWN ? column.order().reversed() : column.order();
    }
}
