package org.mmscope.ui.editors.internal.section;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.draw2d.IFigure;
import org.eclipse.draw2d.geometry.Rectangle;
import org.eclipse.gef.DefaultEditDomain;
import org.eclipse.gef.GraphicalEditPart;
import org.eclipse.gef.GraphicalViewer;
import org.eclipse.gef.MouseWheelHandler;
import org.eclipse.gef.MouseWheelZoomHandler;
import org.eclipse.gef.ui.actions.ActionRegistry;
import org.eclipse.gef.ui.actions.ZoomInAction;
import org.eclipse.gef.ui.actions.ZoomOutAction;
import org.eclipse.gef.ui.parts.GraphicalEditor;
import org.eclipse.gef.ui.parts.GraphicalViewerKeyHandler;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.views.properties.IPropertySheetPage;
import org.mmscope.ui.OpenSession;
import org.mmscope.ui.editors.internal.gef.DiagramPartFactory;
import org.mmscope.ui.editors.internal.gef.DiagramRoot;
import org.mmscope.ui.editors.internal.gef.LiveDiagram;
import org.mmscope.ui.editors.internal.gef.UndoPropertyPage;
import org.mmscope.ui.graph.BoxFigure;
import org.mmscope.ui.graph.LegendFigure;
import org.mmscope.ui.graph.Palette;

/** The section graph of the active session, following each step. */
public final class SectionGraphEditor extends GraphicalEditor {

    private final LiveDiagram diagram = new LiveDiagram();
    private final DiagramRoot root = new DiagramRoot();
    private Palette palette;
    private LegendFigure legend;
    private SubjectSelection selection;
    private SectionFollower follower;
    private VisibilityListener visibility;
    private SectionGraph shown = SectionGraph.EMPTY;
    private boolean fitting;
    private boolean keepsFit = true;

    /** An editor; the workbench makes it. */
    public SectionGraphEditor() {
        setEditDomain(new DefaultEditDomain(this));
    }

    @Override
    protected void configureGraphicalViewer() {
        super.configureGraphicalViewer();
        GraphicalViewer viewer = getGraphicalViewer();
        palette = Palette.ofWorkbench(viewer.getControl().getDisplay());
        viewer.getControl().setBackground(palette.canvas());
        viewer.setRootEditPart(root);
        viewer.setEditPartFactory(new DiagramPartFactory(diagram, palette));
        viewer.setKeyHandler(new GraphicalViewerKeyHandler(viewer));
        viewer.setProperty(MouseWheelHandler.KeyGenerator.getKey(SWT.MOD1), MouseWheelZoomHandler.SINGLETON);
        root.getZoomManager().addZoomListener(zoom -> keepsFit &= fitting);
        registerActions();
        SectionGraphMenu.install(viewer, getActionRegistry(), getSite());
    }

    private void registerActions() {
        ActionRegistry registry = getActionRegistry();
        registry.registerAction(new ZoomInAction(root.getZoomManager()));
        registry.registerAction(new ZoomOutAction(root.getZoomManager()));
        registry.registerAction(action(SectionGraphMenu.FIT, Messages.action_fit, this::fitFromNowOn));
        registry.registerAction(action(SectionGraphMenu.ARRANGE, Messages.action_arrange, this::arrange));
        registry.registerAction(action(SectionGraphMenu.SAVE_PICTURE, Messages.action_savePicture,
                () -> new PictureSaving(getSite().getShell()).run(getPartName(), this::savePicture)));
    }

    private static IAction action(String id, String text, Runnable run) {
        Action action = new Action(text) {
            @Override
            public void run() {
                run.run();
            }
        };
        action.setId(id);
        return action;
    }

    @Override
    protected void initializeGraphicalViewer() {
        GraphicalViewer viewer = getGraphicalViewer();
        viewer.setContents(diagram);
        legend = new LegendFigure(List.of(), palette);
        viewer.getControl().addListener(SWT.Resize, event -> fitIfKept());
        follower = new SectionFollower(viewer.getControl(), this::show);
        visibility = new VisibilityListener(this, follower::setVisible);
    }

    @Override
    protected void hookGraphicalViewer() {
        getSelectionSynchronizer().addViewer(getGraphicalViewer());
        selection = new SubjectSelection(getGraphicalViewer(), diagram);
        getSite().setSelectionProvider(selection);
    }

    @Override
    public void createPartControl(Composite parent) {
        super.createPartControl(parent);
        getEditorSite().getActionBars().setGlobalActionHandler(ActionFactory.SELECT_ALL.getId(),
                getActionRegistry().getAction(ActionFactory.SELECT_ALL.getId()));
    }

    private void show(OpenSession session, SectionGraph graph) {
        shown = graph;
        Map<String, Rectangle> places = SectionGraphLayout.place(graph, BoxFigure::measure);
        diagram.show(graph.diagram(), places);
        selection.follow(session, graph);
        showLegend(graph, places);
        fitIfKept();
    }

    private void showLegend(SectionGraph graph, Map<String, Rectangle> places) {
        IFigure layer = ((GraphicalEditPart) root.getContents()).getFigure();
        List<LegendFigure.Entry> entries = SectionLegend.entries(graph);
        legend.setEntries(entries);
        if (legend.getParent() == null) {
            layer.add(legend);
        }
        layer.setConstraint(legend, SectionLegend.place(graph, places, LegendFigure.measure(entries)));
    }

    private void fitIfKept() {
        if (keepsFit && getGraphicalViewer() != null) {
            fitting = true;
            getGraphicalViewer().flush();
            root.fit();
            fitting = false;
        }
    }

    private void fitFromNowOn() {
        keepsFit = true;
        fitIfKept();
    }

    private void arrange() {
        diagram.arrange();
        fitFromNowOn();
    }

    private void savePicture(Path file) throws IOException {
        SectionPicture.write(shown, diagram.places(), file);
    }

    @Override
    public void selectionChanged(IWorkbenchPart part, ISelection other) {
        super.selectionChanged(part, other);
        if (part != this && selection != null) {
            selection.setSelection(other);
        }
    }

    /** The property page shows model objects, so GEF's own, which changes edit parts, is not wanted. */
    @Override
    @SuppressWarnings("rawtypes")
    public Object getAdapter(Class type) {
        return type == IPropertySheetPage.class ? new UndoPropertyPage(getActionRegistry()) : super.getAdapter(type);
    }

    @Override
    public void doSave(IProgressMonitor monitor) {
        // Moving figures changes nothing that could be saved.
    }

    @Override
    public boolean isDirty() {
        return false;
    }

    @Override
    public void dispose() {
        if (follower != null) {
            follower.close();
            visibility.close();
            selection.close();
        }
        super.dispose();
    }
}
