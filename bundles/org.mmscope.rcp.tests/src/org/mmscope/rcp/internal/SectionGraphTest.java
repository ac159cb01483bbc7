package org.mmscope.rcp.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.eclipse.draw2d.geometry.Point;
import org.eclipse.draw2d.geometry.Rectangle;
import org.eclipse.gef.ConnectionEditPart;
import org.eclipse.gef.EditPart;
import org.eclipse.gef.GraphicalEditPart;
import org.eclipse.gef.GraphicalViewer;
import org.eclipse.gef.RequestConstants;
import org.eclipse.gef.commands.CommandStack;
import org.eclipse.gef.requests.ChangeBoundsRequest;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IEditorReference;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IWorkbenchCommandConstants;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.views.properties.PropertySheet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mmscope.lessons.Lessons;
import org.mmscope.model.Process;
import org.mmscope.model.Section;
import org.mmscope.ui.EditorIds;
import org.mmscope.ui.OpenSession;
import org.mmscope.ui.SessionCommands;
import org.mmscope.ui.SessionService;
import org.mmscope.ui.views.ProcessesView;

/** The section graph of the guided example: what it shows at each step, what is selected, what is moved. */
class SectionGraphTest {

    private OpenSession session;
    private IEditorPart editor;
    private GraphicalViewer viewer;

    @BeforeEach
    void openGuidedExample() {
        TestWindow.view(IPageLayout.ID_PROP_SHEET, PropertySheet.class);
        new ScenarioOpener(TestWindow.window()).openGuidedExample();
        TestWindow.settle();
        session = SessionService.get().active().orElseThrow();
        editor = Stream.of(TestWindow.page().getEditorReferences())
                .filter(reference -> reference.getId().equals(EditorIds.SECTION_GRAPH))
                .map((IEditorReference reference) -> reference.getEditor(true)).findFirst().orElseThrow();
        viewer = editor.getAdapter(GraphicalViewer.class);
    }

    @AfterEach
    void closeEverything() {
        TestWindow.closeAll();
    }

    @Test
    void showsWhatIsThereBeforeBetweenAndAfterTheSteps() throws Exception {
        TestWindow.until(() -> !parts().isEmpty());
        assertEquals(0, count("file:") + count("section:") + count("process:"));

        stepPast("A: fileA");
        TestWindow.until(() -> count("file:") == 1);
        assertEquals(0, count("section:") + count("segment:") + count("ca:"));

        stepPast("A: p = MapViewOfFile");
        TestWindow.until(() -> count("vad:8:") > 0);
        assertEquals(List.of(1L, 1L, 1L, 5L), List.of(count("section:"), count("segment:"), count("ca:"),
                count("ppte:")));
        assertEquals(0, count("vad:12:"));

        stepPast("B: store32");
        TestWindow.until(() -> count("vad:12:") > 0);
        assertEquals(List.of(2L, 2L, 1L, 1L, 5L), List.of(count("file:"), count("section:"), count("segment:"),
                count("ca:"), count("ppte:")));
        assertEquals(1, count("frames:"));
        assertEquals(frameOf("pte:8:10000000"), frameOf("pte:12:18000000"));

        TestWindow.execute(session, SessionCommands.RUN);
        TestWindow.until(() -> count("vad:") == 0);
        assertEquals(0, count("section:"));
    }

    @Test
    void partsAreTheSameFromStepToStep() throws Exception {
        stepPast("A: p = MapViewOfFile");
        TestWindow.until(() -> count("vad:8:") > 0);
        Map<String, EditPart> before = parts();
        stepPast("B: store32");
        TestWindow.until(() -> count("vad:12:") > 0);
        Map<String, EditPart> after = parts();
        assertTrue(after.size() > before.size());
        for (String kind : List.of("file:", "section:", "segment:", "ca:", "ppte:", "process:8:", "vad:8:")) {
            String key = before.keySet().stream().filter(k -> k.startsWith(kind)).findFirst().orElseThrow();
            assertSame(before.get(key), after.get(key), key);
        }
    }

    @Test
    void selectedFigureIsAModelObjectToOthers() throws Exception {
        stepPast("A: sectionA");
        TestWindow.until(() -> count("section:") == 1);
        TestWindow.page().activate(editor);
        viewer.select(part("section:"));
        TestWindow.settle();
        Section section = session.model().machine().getSections().getFirst();
        IStructuredSelection told = (IStructuredSelection) TestWindow.window().getSelectionService().getSelection();
        assertEquals(List.of(section), told.toList());
    }

    @Test
    void objectSelectedElsewhereIsSelectedHere() throws Exception {
        stepPast("A: p = MapViewOfFile");
        TestWindow.until(() -> count("process:8:") > 0);
        ProcessesView processes = TestWindow.view(ProcessesView.ID, ProcessesView.class);
        Process a = session.model().machine().getProcesses().get(1);
        processes.viewer().setSelection(new StructuredSelection(a), true);
        TestWindow.settle();
        assertEquals(List.of(part("process:8:")), viewer.getSelectedEditParts());
    }

    @Test
    void moveIsUndoneAndDoneAgain() throws Exception {
        stepPast("A: sectionA");
        TestWindow.until(() -> count("section:") == 1);
        TestWindow.page().activate(editor);
        Rectangle before = bounds("section:");
        Rectangle moved = move("section:", 40, 90);
        command(IWorkbenchCommandConstants.EDIT_UNDO);
        assertEquals(before, bounds("section:"));
        command(IWorkbenchCommandConstants.EDIT_REDO);
        assertEquals(moved, bounds("section:"));
    }

    @Test
    void moveIsUndoneWhileThePropertiesHaveTheFocus() throws Exception {
        stepPast("A: sectionA");
        TestWindow.until(() -> count("section:") == 1);
        TestWindow.page().activate(editor);
        Rectangle before = bounds("section:");
        viewer.select(part("section:"));
        move("section:", 40, 90);
        TestWindow.view(IPageLayout.ID_PROP_SHEET, PropertySheet.class);
        TestWindow.settle();
        command(IWorkbenchCommandConstants.EDIT_UNDO);
        assertEquals(before, bounds("section:"));
    }

    @Test
    void movedFigureStaysWhereItIsOverSteps() throws Exception {
        stepPast("A: sectionA");
        TestWindow.until(() -> count("section:") == 1);
        Rectangle moved = move("section:", 40, 90);
        EditPart part = part("section:");
        stepPast("A: first");
        TestWindow.until(() -> count("vad:8:") > 0);
        Rectangle later = ((GraphicalEditPart) part).getFigure().getBounds();
        assertEquals(moved.getLocation(), later.getLocation());
        assertFalse(later.isEmpty());
    }

    @Test
    void boxIsDraggedByARowToo() throws Exception {
        stepPast("A: first");
        TestWindow.until(() -> count("segment:") == 1);
        TestWindow.page().activate(editor);
        Rectangle before = bounds("segment:");
        GraphicalEditPart row = (GraphicalEditPart) part("segment:").getChildren().getLast();
        Rectangle at = row.getFigure().getBounds().getCopy();
        row.getFigure().translateToAbsolute(at);
        mouse(SWT.MouseDown, at.getCenter(), 0, 0);
        mouse(SWT.MouseMove, at.getCenter(), 8, 8);
        mouse(SWT.MouseMove, at.getCenter(), 12, 12);
        mouse(SWT.MouseUp, at.getCenter(), 12, 12);
        TestWindow.settle();
        assertTrue(bounds("segment:").x > before.x && bounds("segment:").y > before.y, bounds("segment:").toString());
        assertEquals(before.getSize(), bounds("segment:").getSize());
    }

    private void mouse(int type, Point from, int dx, int dy) {
        Event event = new Event();
        event.x = from.x + dx;
        event.y = from.y + dy;
        event.button = type == SWT.MouseMove ? 0 : 1;
        event.stateMask = type == SWT.MouseDown ? 0 : SWT.BUTTON1;
        viewer.getControl().notifyListeners(type, event);
    }

    /** Steps until the statement that begins with the text has been run. */
    private void stepPast(String start) throws Exception {
        List<String> lines = Lessons.guidedExample().source().text().lines().toList();
        int line = 1 + lines.indexOf(lines.stream().filter(l -> l.startsWith(start)).findFirst().orElseThrow());
        while (session.session().moment().lastLine() != line) {
            TestWindow.execute(session, SessionCommands.STEP);
        }
    }

    /** Moves a figure as dragging does, and gives where it is then. */
    private Rectangle move(String kind, int x, int y) {
        GraphicalEditPart part = part(kind);
        Rectangle before = bounds(kind);
        ChangeBoundsRequest request = new ChangeBoundsRequest(RequestConstants.REQ_MOVE);
        request.setEditParts(part);
        request.setMoveDelta(new Point(x, y));
        request.setLocation(new Point());
        editor.getAdapter(CommandStack.class).execute(part.getCommand(request));
        TestWindow.settle();
        assertNotEquals(before.getLocation(), bounds(kind).getLocation());
        return bounds(kind);
    }

    private static void command(String id) throws Exception {
        TestWindow.settle();
        TestWindow.window().getService(IHandlerService.class).executeCommand(id, null);
        TestWindow.settle();
    }

    private Map<String, EditPart> parts() {
        Map<String, EditPart> parts = new TreeMap<>();
        ((Map<?, ?>) viewer.getEditPartRegistry()).forEach((node, part) -> parts.put(node.toString(), (EditPart) part));
        return parts;
    }

    /** How many boxes and rows are of a kind; arrows and what is inside a box under its key are not counted. */
    private long count(String kind) {
        return parts().entrySet().stream().filter(entry -> entry.getKey().startsWith(kind))
                .filter(entry -> !(entry.getValue() instanceof ConnectionEditPart))
                .filter(entry -> !entry.getKey().contains("/")).count();
    }

    private GraphicalEditPart part(String kind) {
        return (GraphicalEditPart) parts().entrySet().stream().filter(entry -> entry.getKey().startsWith(kind))
                .findFirst().orElseThrow().getValue();
    }

    /** Bounds of the figure, laid out. */
    private Rectangle bounds(String kind) {
        viewer.flush();
        return part(kind).getFigure().getBounds().getCopy();
    }

    /** What the arrows of a page table entry end at. */
    private List<String> frameOf(String pte) {
        List<String> targets = new ArrayList<>();
        for (Object link : part(pte).getSourceConnections()) {
            targets.add(((ConnectionEditPart) link).getTarget().getModel().toString());
        }
        assertFalse(targets.isEmpty(), pte);
        return targets;
    }
}
