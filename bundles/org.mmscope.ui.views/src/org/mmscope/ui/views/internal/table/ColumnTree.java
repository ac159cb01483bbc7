package org.mmscope.ui.views.internal.table;

import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.TreeViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.TreeColumn;
import org.mmscope.ui.views.internal.Messages;

/** A tree with columns under a filter row. A click on a header sorts by it, again the other way, then not at all. */
public final class ColumnTree {

    private final Composite control;
    private final Text filterText;
    private final TreeViewer viewer;
    private final List<Column> columns;
    private final RowFilter filter;
    private final RowOrder order = new RowOrder();
    private Set<?> marked = Set.of();

    public ColumnTree(Composite parent, List<Column> columns, ITreeContentProvider content) {
        this.columns = List.copyOf(columns);
        control = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(control);
        filterText = new Text(control, SWT.SEARCH | SWT.ICON_CANCEL | SWT.ICON_SEARCH);
        filterText.setMessage(Messages.Table_filter);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(filterText);
        viewer = new TreeViewer(control, SWT.FULL_SELECTION | SWT.MULTI);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(viewer.getTree());
        filter = new RowFilter(this.columns, content);
        viewer.setUseHashlookup(true);
        viewer.setContentProvider(content);
        viewer.setFilters(filter);
        viewer.setComparator(order);
        viewer.getTree().setHeaderVisible(true);
        viewer.getTree().setLinesVisible(false);
        ColumnViewerToolTipSupport.enableFor(viewer);
        for (int i = 0; i < columns.size(); i++) {
            addColumn(columns.get(i), i == 0);
        }
        filterText.addModifyListener(event -> applyFilter());
    }

    /** The whole of it, for layout. */
    public Composite control() {
        return control;
    }

    /** The viewer. */
    public TreeViewer viewer() {
        return viewer;
    }

    /** The columns from the left. */
    public List<Column> columns() {
        return columns;
    }

    /** Marks the rows of these elements as changed, and no others; the rows have to be updated for it to be seen. */
    public void mark(Set<?> elements) {
        marked = Set.copyOf(elements);
    }

    /** The elements that are marked. */
    public Set<?> marked() {
        return marked;
    }

    private void addColumn(Column column, boolean first) {
        TreeViewerColumn made = new TreeViewerColumn(viewer, column.alignment());
        TreeColumn widget = made.getColumn();
        widget.setText(column.title());
        widget.setToolTipText(column.tooltip());
        widget.setWidth(column.width());
        widget.setMoveable(!first);
        widget.addListener(SWT.Selection, event -> sortBy(widget, column));
        made.setLabelProvider(new ColumnLabels(column, first, this));
    }

    private void sortBy(TreeColumn widget, Column column) {
        int direction = order.click(column);
        viewer.getTree().setSortColumn(direction == SWT.NONE ? null : widget);
        viewer.getTree().setSortDirection(direction);
        viewer.refresh(false);
    }

    private void applyFilter() {
        if (filter.accept(Objects.requireNonNullElse(filterText.getText(), ""))) {
            viewer.refresh(false);
        }
    }
}
