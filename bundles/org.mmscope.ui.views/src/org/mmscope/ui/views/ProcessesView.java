package org.mmscope.ui.views;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.ISelectionListener;
import org.eclipse.ui.IWorkbenchPart;
import org.mmscope.model.Process;
import org.mmscope.model.Vad;
import org.mmscope.model.live.ModelChange;
import org.mmscope.ui.MomentView;
import org.mmscope.ui.OpenSession;
import org.mmscope.ui.views.internal.ProcessColumns;
import org.mmscope.ui.views.internal.ProcessContent;
import org.mmscope.ui.views.internal.table.ColumnTree;
import org.mmscope.ui.views.internal.table.TableActions;

/** The processes with their counters, and below each the ranges of its address space. UI thread. */
public final class ProcessesView extends MomentView {

    /** The id of this view. */
    public static final String ID = "org.mmscope.ui.views.processes";

    private final ISelectionListener selections = this::selectionChanged;
    private ColumnTree tree;

    /** The viewer of the rows; its elements are {@link Process} and {@link Vad}. */
    public TreeViewer viewer() {
        return tree.viewer();
    }

    @Override
    protected void createContents(Composite parent) {
        tree = new ColumnTree(parent, ProcessColumns.all(), new ProcessContent());
        TableActions.install(tree, getViewSite());
        getSite().setSelectionProvider(tree.viewer());
        getSite().getPage().addPostSelectionListener(selections);
    }

    @Override
    public void dispose() {
        getSite().getPage().removePostSelectionListener(selections);
        super.dispose();
    }

    @Override
    protected void show(Optional<OpenSession> session) {
        tree.mark(Set.of());
        Object machine = session.map(open -> open.model().machine()).orElse(null);
        if (tree.viewer().getInput() == machine) {
            tree.viewer().refresh();
        } else {
            tree.viewer().setInput(machine);
        }
        tree.viewer().expandToLevel(2);
    }

    @Override
    protected void follow(ModelChange change) {
        Set<Object> update = new LinkedHashSet<>(tree.marked());
        if (change.newMoment()) {
            tree.mark(rows(change.added(), change.changed()));
        }
        update.addAll(rows(change.added(), change.changed()));
        if (rows(change.added(), change.removed()).isEmpty()) {
            tree.viewer().update(update.toArray(), null);
        } else {
            tree.viewer().refresh();
            rows(change.added()).forEach(row -> tree.viewer().expandToLevel(row, 1));
        }
    }

    @Override
    public void setFocus() {
        tree.viewer().getTree().setFocus();
    }

    @SafeVarargs
    private static Set<Object> rows(Set<EObject>... sets) {
        Set<Object> rows = new LinkedHashSet<>();
        for (Set<EObject> set : sets) {
            set.stream().filter(ProcessesView::isRow).forEach(rows::add);
        }
        return rows;
    }

    private static boolean isRow(Object object) {
        return object instanceof Process || object instanceof Vad;
    }

    private void selectionChanged(IWorkbenchPart part, ISelection selection) {
        if (part != this && selection instanceof IStructuredSelection structured
                && isRow(structured.getFirstElement())) {
            tree.viewer().setSelection(structured, true);
        }
    }
}
