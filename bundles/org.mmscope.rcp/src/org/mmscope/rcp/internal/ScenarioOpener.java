package org.mmscope.rcp.internal;

import java.lang.reflect.InvocationTargetException;
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
import org.mmscope.scenario.SourceText;
import org.mmscope.ui.EditorIds;
import org.mmscope.ui.Images;
import org.mmscope.ui.OpenSession;
import org.mmscope.ui.ScenarioInput;
import org.mmscope.ui.SessionInput;
import org.mmscope.ui.SessionProvider;

/** Opens scenarios in a window: the text, its machine ready at the start, and the section graph beside it. */
final class ScenarioOpener {

    /** Of the width, for the text. */
    private static final float TEXT_SHARE = 0.33f;

    private final IWorkbenchWindow window;

    ScenarioOpener(IWorkbenchWindow window) {
        this.window = window;
    }

    /** Opens a file; says so when there is none. */
    void openFile(Path file) {
        if (!Files.isRegularFile(file)) {
            refuse(NLS.bind(Messages.Open_missing, file));
        } else if (file.toString().endsWith(".mmsnap")) {
            openSnapshot(file);
        } else {
            open(ScenarioInput.of(file));
        }
    }

    /** Opens the scenario that a snapshot was taken of, and goes to the place in its run. */
    private void openSnapshot(Path file) {
        SavedRunReader reader = new SavedRunReader(file);
        try {
            window.run(true, true, reader);
        } catch (InvocationTargetException e) {
            refuse(NLS.bind(Messages.Snapshot_refused, file, e.getCause().getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (reader.source() != null) {
            open(ScenarioInput.of(fileName(reader.source()), reader.source().text()))
                    .ifPresent(open -> open.session().jumpTo(reader.statement()));
        }
    }

    private static String fileName(SourceText source) {
        return Path.of(source.fileName()).getFileName().toString();
    }

    private void refuse(String why) {
        MessageDialog.openError(window.getShell(), Messages.Open_title, why);
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

    /** Opens the section graph, beside the text that was last active. */
    void openGraph() {
        IWorkbenchPage page = window.getActivePage();
        IEditorPart text = page.getActiveEditor();
        try {
            IEditorPart graph = openGraph(page, true);
            if (text != null && text != graph) {
                EditorSplit.apart(text, graph, TEXT_SHARE);
            }
        } catch (PartInitException e) {
            refuse(e.getMessage());
        }
    }

    private Optional<OpenSession> open(ScenarioInput input) {
        IWorkbenchPage page = window.getActivePage();
        try {
            IEditorPart editor = page.openEditor(input, EditorIds.SCENARIO);
            Optional<OpenSession> session = Optional.ofNullable(Adapters.adapt(editor, SessionProvider.class))
                    .flatMap(SessionProvider::prepareSession);
            EditorSplit.apart(editor, openGraph(page, false), TEXT_SHARE);
            page.activate(editor);
            return session;
        } catch (PartInitException e) {
            refuse(e.getMessage());
            return Optional.empty();
        }
    }

    private static IEditorPart openGraph(IWorkbenchPage page, boolean activate) throws PartInitException {
        return page.openEditor(new SessionInput(Messages.SectionGraph_title, Images.SECTION_GRAPH),
                EditorIds.SECTION_GRAPH, activate);
    }
}
