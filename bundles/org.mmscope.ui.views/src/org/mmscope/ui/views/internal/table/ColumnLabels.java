package org.mmscope.ui.views.internal.table;

import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Image;
import org.mmscope.ui.Images;
import org.mmscope.ui.ModelLabels;
import org.mmscope.ui.ThemeColor;

/** The cells of one column. */
final class ColumnLabels extends ColumnLabelProvider {

    private final Column column;
    private final boolean first;
    private final ColumnTree tree;

    ColumnLabels(Column column, boolean first, ColumnTree tree) {
        this.column = column;
        this.first = first;
        this.tree = tree;
    }

    @Override
    public String getText(Object element) {
        return column.text().apply(element);
    }

    @Override
    public Image getImage(Object element) {
        Images image = first ? ModelLabels.image(element) : null;
        return image == null ? null : image.image();
    }

    @Override
    public Color getBackground(Object element) {
        return tree.marked().contains(element) ? ThemeColor.CHANGED.color() : null;
    }

    @Override
    public Color getForeground(Object element) {
        return tree.marked().contains(element) ? ThemeColor.readableOn(ThemeColor.CHANGED.rgb()) : null;
    }
}
