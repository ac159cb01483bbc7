package org.mmscope.rcp.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.eclipse.core.runtime.Adapters;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.mmscope.lessons.Lesson;
import org.mmscope.lessons.Lessons;
import org.mmscope.ui.EditorIds;
import org.mmscope.ui.Images;
import org.mmscope.ui.ScenarioInput;
import org.mmscope.ui.SessionInput;
import org.mmscope.ui.SessionProvider;

/** Opens scenarios in a window: the text, its machine ready at the start, and the section graph beside it. */
final class ScenarioOpener {

    /** Of the width, for the text. */
    private static final float TEXT_SHARE = 0.36f;

    private final IWorkbenchWindow window;

    ScenarioOpener(IWorkbenchWindow window) {
        this.window = window;
    }

    /** Opens a file; says so when there is none. */
    void openFile(Path file) {
        if (Files.isRegularFile(file)) {
            open(ScenarioInput.of(file));
        } else {
            MessageDialog.openError(window.getShell(), Messages.Open_title, NLS.bind(Messages.Open_missing, file));
        }
    }

    /** Opens the guided example. */
    void openGuidedExample() {
        openLesson(Lessons.guidedExample());
    }

    /** Opens a lesson; the text is the person's own to change and to save elsewhere. */
    void openLesson(Lesson lesson) {
        open(ScenarioInput.of(lesson.fileName(), lesson.source().text()));
    }

    /** Opens a new scenario with a first line. */
    void openNew() {
        open(ScenarioInput.of(Messages.New_name, Messages.New_text));
    }

    /** Opens the section graph beside the text. */
    void openGraph() {
        try {
            openGraph(window.getActivePage(), true);
        } catch (PartInitException e) {
            MessageDialog.openError(window.getShell(), Messages.Open_title, e.getMessage());
        }
    }

    private void open(ScenarioInput input) {
        IWorkbenchPage page = window.getActivePage();
        try {
            IEditorPart editor = page.openEditor(input, EditorIds.SCENARIO);
            Optional.ofNullable(Adapters.adapt(editor, SessionProvider.class))
                    .ifPresent(SessionProvider::prepareSession);
            openGraph(page, false);
            page.activate(editor);
        } catch (PartInitException e) {
            MessageDialog.openError(window.getShell(), Messages.Open_title, e.getMessage());
        }
    }

    private static void openGraph(IWorkbenchPage page, boolean activate) throws PartInitException {
        SessionInput input = new SessionInput(Messages.SectionGraph_title, Images.SECTION_GRAPH.descriptor());
        boolean open = page.findEditor(input) != null;
        IEditorPart graph = page.openEditor(input, EditorIds.SECTION_GRAPH, activate);
        if (!open) {
            EditorSplit.moveRight(graph, TEXT_SHARE);
        }
    }
}
