package org.mmscope.ui.editors.internal.scenario;

import java.util.List;
import java.util.function.IntConsumer;

import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.viewers.SelectionChangedEvent;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.views.contentoutline.ContentOutlinePage;
import org.mmscope.scenario.Statement;
import org.mmscope.ui.Images;

/** The statements of a scenario in order; choosing one shows its line. */
final class ScenarioOutline extends ContentOutlinePage {

    private final IntConsumer reveal;
    private List<Statement> statements = List.of();

    /**
     * An outline.
     *
     * @param reveal shows a line, from 1
     */
    ScenarioOutline(IntConsumer reveal) {
        this.reveal = reveal;
    }

    @Override
    public void createControl(Composite parent) {
        super.createControl(parent);
        getTreeViewer().setContentProvider(new Statements());
        getTreeViewer().setLabelProvider(new StatementLabels());
        getTreeViewer().setInput(statements);
    }

    /** Shows other statements. */
    void show(List<Statement> others) {
        statements = others;
        if (getTreeViewer() != null && !getTreeViewer().getControl().isDisposed()) {
            getTreeViewer().setInput(others);
        }
    }

    @Override
    public void selectionChanged(SelectionChangedEvent event) {
        super.selectionChanged(event);
        if (event.getSelection() instanceof IStructuredSelection selection
                && selection.getFirstElement() instanceof Statement statement) {
            reveal.accept(statement.line());
        }
    }

    private static final class Statements implements ITreeContentProvider {

        @Override
        public Object[] getElements(Object input) {
            return ((List<?>) input).toArray();
        }

        @Override
        public Object[] getChildren(Object parent) {
            return new Object[0];
        }

        @Override
        public Object getParent(Object element) {
            return null;
        }

        @Override
        public boolean hasChildren(Object element) {
            return false;
        }
    }

    private static final class StatementLabels extends LabelProvider {

        @Override
        public String getText(Object element) {
            return ((Statement) element).text();
        }

        @Override
        public Image getImage(Object element) {
            return switch (element) {
                case Statement.Machine machine -> Images.MACHINE.image();
                case Statement.File file -> Images.FILE_OBJECT.image();
                case Statement.CreateProcess process -> Images.PROCESS.image();
                case Statement.Fork fork -> Images.PROCESS.image();
                case Statement.Call call -> Images.STEP.image();
                default -> null;
            };
        }
    }
}
