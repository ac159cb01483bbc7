package org.mmscope.ui.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.draw2d.FigureCanvas;
import org.eclipse.draw2d.FreeformLayer;
import org.eclipse.draw2d.FreeformViewport;
import org.eclipse.draw2d.IFigure;
import org.eclipse.draw2d.geometry.Dimension;
import org.eclipse.draw2d.geometry.Rectangle;
import org.eclipse.jface.viewers.IContentProvider;
import org.eclipse.jface.viewers.ILabelProvider;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.StructuredViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Widget;
import org.mmscope.ui.UiThread;

/**
 * A viewer that shows its elements as boxes and their connections as arrows, with JFace's and Zest's roles: a
 * {@link GraphContentProvider}, an {@link ILabelProvider}, a selection. It places the boxes in layers off the UI thread
 * and shows them when they are placed; what was asked for later replaces what was asked for before. UI thread.
 */
public final class GraphViewer extends StructuredViewer {

    private final FigureCanvas canvas;
    private final Palette palette;
    private final ElkLayout.Flow flow;
    private final Map<String, Object> elements = new LinkedHashMap<>();
    private final Map<Object, String> keys = new HashMap<>();
    private List<Object> selected = List.of();
    private DiagramScene scene;
    private Job layout;

    /**
     * A viewer without content.
     *
     * @param flow the way that arrows run
     */
    public GraphViewer(Composite parent, ElkLayout.Flow flow) {
        this.flow = flow;
        this.palette = Palette.ofWorkbench(parent.getDisplay());
        this.canvas = new FigureCanvas(parent);
        canvas.setViewport(new FreeformViewport());
        canvas.setContents(new FreeformLayer());
        canvas.setBackground(palette.canvas());
        canvas.addListener(SWT.MouseDown, this::select);
        hookControl(canvas);
    }

    @Override
    public Control getControl() {
        return canvas;
    }

    @Override
    protected void assertContentProviderType(IContentProvider provider) {
        if (!(provider instanceof GraphContentProvider)) {
            throw new IllegalArgumentException("a graph content provider was expected");
        }
    }

    @Override
    protected void inputChanged(Object input, Object oldInput) {
        selected = List.of();
        refresh();
    }

    @Override
    protected void internalRefresh(Object element) {
        elements.clear();
        keys.clear();
        for (Object object : getInput() == null ? new Object[0] : getSortedChildren(getRoot())) {
            String key = "node" + elements.size();
            elements.put(key, object);
            keys.put(object, key);
        }
        place(diagram());
    }

    @Override
    public void update(Object element, String[] properties) {
        refresh(element);
    }

    private Diagram diagram() {
        ILabelProvider labels = (ILabelProvider) getLabelProvider();
        List<Box> boxes = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        elements.forEach((key, element) -> {
            boxes.add(Box.of(key, Tone.BLUE, labels.getText(element), "", List.of(), null));
            for (Object target : ((GraphContentProvider) getContentProvider()).getConnectedTo(element)) {
                if (keys.containsKey(target)) {
                    links.add(Link.of(key + ">" + keys.get(target) + "#" + links.size(), key, keys.get(target),
                            Tone.GREY, Link.Side.RIGHT, null));
                }
            }
        });
        return new Diagram(boxes, links);
    }

    private void place(Diagram diagram) {
        Map<String, Dimension> sizes = new LinkedHashMap<>();
        diagram.boxes().forEach(box -> sizes.put(box.key(), BoxFigure.measure(box)));
        if (layout != null) {
            layout.cancel();
        }
        layout = Job.createSystem(GraphViewer.class.getSimpleName(),
                (ICoreRunnable) monitor -> layOut(diagram, sizes, monitor));
        layout.schedule();
    }

    private void layOut(Diagram diagram, Map<String, Dimension> sizes, IProgressMonitor monitor) {
        Map<String, Rectangle> places = places(diagram, sizes);
        if (!monitor.isCanceled()) {
            UiThread.later(canvas, c -> {
                if (!monitor.isCanceled()) {
                    show(diagram, places);
                }
            });
        }
    }

    private Map<String, Rectangle> places(Diagram diagram, Map<String, Dimension> sizes) {
        List<ElkLayout.Node> nodes = sizes.entrySet().stream()
                .map(e -> new ElkLayout.Node(e.getKey(), e.getValue().width, e.getValue().height)).toList();
        List<ElkLayout.Edge> edges = diagram.links().stream()
                .map(link -> new ElkLayout.Edge(link.source(), link.target())).toList();
        Map<String, Rectangle> places = new LinkedHashMap<>();
        ElkLayout.layered(nodes, edges, flow).forEach((key, place) -> places.put(key,
                new Rectangle(place.x(), place.y(), sizes.get(key).width, sizes.get(key).height)));
        return places;
    }

    private void show(Diagram diagram, Map<String, Rectangle> places) {
        scene = new DiagramScene(diagram, places, palette);
        canvas.setContents(scene.root());
        selected = selected.stream().filter(keys::containsKey).toList();
        showSelected(true);
    }

    private void showSelected(boolean on) {
        selected.stream().map(keys::get).map(key -> scene == null ? null : scene.figure(key))
                .filter(BoxFigure.class::isInstance).map(BoxFigure.class::cast)
                .forEach(figure -> figure.setSelected(on));
    }

    private void select(Event event) {
        canvas.setFocus();
        setSelection(elementAt(event.x, event.y), false);
    }

    private IStructuredSelection elementAt(int x, int y) {
        IFigure figure = canvas.getLightweightSystem().getRootFigure().findFigureAt(x, y);
        while (figure != null && !(figure instanceof BoxFigure)) {
            figure = figure.getParent();
        }
        return figure instanceof BoxFigure box ? new StructuredSelection(elements.get(box.box().key()))
                : StructuredSelection.EMPTY;
    }

    @Override
    protected List<?> getSelectionFromWidget() {
        return selected;
    }

    @Override
    protected void setSelectionToWidget(@SuppressWarnings("rawtypes") List list, boolean reveal) {
        showSelected(false);
        List<Object> known = new ArrayList<>();
        for (Object element : list == null ? List.of() : list) {
            if (keys.containsKey(element)) {
                known.add(element);
            }
        }
        selected = known;
        showSelected(true);
        if (reveal && !known.isEmpty()) {
            reveal(known.getFirst());
        }
    }

    @Override
    public void reveal(Object element) {
        IFigure figure = scene == null || !keys.containsKey(element) ? null : scene.figure(keys.get(element));
        if (figure != null) {
            canvas.getViewport().setViewLocation(figure.getBounds().getLocation());
        }
    }

    @Override
    protected Widget doFindInputItem(Object element) {
        return element == getRoot() ? canvas : null;
    }

    @Override
    protected Widget doFindItem(Object element) {
        return null;
    }

    @Override
    protected void doUpdateItem(Widget item, Object element, boolean fullMap) {
        refresh(element);
    }
}
