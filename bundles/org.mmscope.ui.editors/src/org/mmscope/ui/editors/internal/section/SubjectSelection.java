package org.mmscope.ui.editors.internal.section;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.gef.EditPart;
import org.eclipse.gef.EditPartViewer;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.ISelectionChangedListener;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.SelectionChangedEvent;
import org.eclipse.jface.viewers.StructuredSelection;
import org.mmscope.ui.OpenSession;
import org.mmscope.ui.editors.internal.gef.DiagramNode;
import org.mmscope.ui.editors.internal.gef.LiveDiagram;

/**
 * What is selected in the section graph, told to the workbench as model objects, and what is selected elsewhere, shown
 * in the section graph. UI thread.
 */
final class SubjectSelection implements ISelectionProvider {

    private final EditPartViewer viewer;
    private final LiveDiagram diagram;
    private final List<ISelectionChangedListener> listeners = new CopyOnWriteArrayList<>();
    private SectionGraph graph = SectionGraph.EMPTY;
    private Map<Subject, String> keys = Map.of();
    private OpenSession session;
    private ModelSubjects subjects;
    private boolean incoming;

    SubjectSelection(EditPartViewer viewer, LiveDiagram diagram) {
        this.viewer = viewer;
        this.diagram = diagram;
        viewer.addSelectionChangedListener(event -> tell());
    }

    /** Says what the diagram shows from now on. */
    void follow(OpenSession newSession, SectionGraph newGraph) {
        graph = newGraph;
        keys = newGraph.keys();
        if (newSession != session) {
            close();
            session = newSession;
            subjects = newSession == null ? null : new ModelSubjects(newSession.model());
        }
    }

    void close() {
        if (subjects != null) {
            subjects.close();
            subjects = null;
        }
    }

    private void tell() {
        if (!incoming) {
            SelectionChangedEvent event = new SelectionChangedEvent(this, getSelection());
            listeners.forEach(listener -> listener.selectionChanged(event));
        }
    }

    @Override
    public ISelection getSelection() {
        if (subjects == null) {
            return StructuredSelection.EMPTY;
        }
        Set<EObject> objects = new LinkedHashSet<>();
        for (Object part : viewer.getSelectedEditParts()) {
            Subject subject = subject((EditPart) part);
            if (subject != null) {
                subjects.find(subject).ifPresent(objects::add);
            }
        }
        return new StructuredSelection(new ArrayList<>(objects));
    }

    /** A row that stands for nothing itself, such as a field, stands for its box. */
    private Subject subject(EditPart part) {
        for (EditPart at = part; at != null && at.getModel() instanceof DiagramNode node; at = at.getParent()) {
            Subject subject = graph.subjects().get(node.key());
            if (subject != null) {
                return subject;
            }
        }
        return null;
    }

    /** Selects the parts of model objects, if there are any; otherwise leaves everything as it is. */
    @Override
    public void setSelection(ISelection selection) {
        if (!(selection instanceof IStructuredSelection structured)) {
            return;
        }
        List<EditPart> parts = new ArrayList<>();
        for (Object object : structured) {
            ModelSubjects.of(object).map(keys::get).map(diagram::node)
                    .map(node -> (EditPart) viewer.getEditPartRegistry().get(node)).ifPresent(parts::add);
        }
        if (!parts.isEmpty() && !parts.equals(viewer.getSelectedEditParts())) {
            incoming = true;
            try {
                viewer.setSelection(new StructuredSelection(parts));
                viewer.reveal(parts.getFirst());
            } finally {
                incoming = false;
            }
        }
    }

    @Override
    public void addSelectionChangedListener(ISelectionChangedListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeSelectionChangedListener(ISelectionChangedListener listener) {
        listeners.remove(listener);
    }
}
