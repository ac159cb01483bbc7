package org.mmscope.rcp.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.texteditor.ITextEditor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mmscope.ui.SessionCommands;
import org.mmscope.ui.SessionService;

class RefusedScenarioTest {

    private static final String ERROR = "org.eclipse.ui.workbench.texteditor.error";

    @TempDir
    Path folder;

    @AfterEach
    void closeEverything() {
        TestWindow.closeAll();
    }

    @Test
    void syntaxErrorIsShownAndNotRun() throws Exception {
        refused("""
                machine profile=xp memory=64MB pagefile=64MB
                process A
                A: p = VirtualAlloc(0x10000000, 64KB,
                """, 3);
    }

    @Test
    void unknownCallIsShownAndNotRun() throws Exception {
        refused("""
                machine profile=xp memory=64MB pagefile=64MB
                process A

                A: p = VirtualAllocate(0x10000000, 64KB, MEM_RESERVE, PAGE_READWRITE)
                """, 4);
    }

    @Test
    void missingHostFileIsShownAndNotRun() throws Exception {
        refused("""
                machine profile=xp memory=64MB pagefile=64MB
                file "C:\\letter.txt" from="nowhere.bin"
                process A
                """, 2);
    }

    @Test
    void mendingTheTextTakesTheErrorAwayAndRuns() throws Exception {
        ITextEditor editor = refused("machine profile=xp memory=64MB pagefile=64MB\nproces A\n", 2);
        IDocument document = document(editor);
        document.replace(document.get().indexOf("proces A"), "proces".length(), "process");
        TestWindow.until(() -> errorLines(editor).isEmpty());
        step();
        TestWindow.until(() -> SessionService.get().active().isPresent());
    }

    /** Opens and steps a scenario that is refused at a line, and says in which editor. */
    private ITextEditor refused(String text, int line) throws Exception {
        Path file = Files.writeString(folder.resolve("test.mms"), text);
        new ScenarioOpener(TestWindow.window()).openFile(file);
        ITextEditor editor = (ITextEditor) TestWindow.page().getActiveEditor();
        TestWindow.until(() -> errorLines(editor).equals(Set.of(line)));

        step();
        TestWindow.settle();
        assertTrue(SessionService.get().active().isEmpty());
        assertEquals(Set.of(line), errorLines(editor));
        String place = file + ":" + line + ":";
        assertTrue(statusLine().stream().anyMatch(said -> said.matches(".*\\Q" + place + "\\E\\d+: .+")),
                statusLine().toString());
        return editor;
    }

    private static void step() throws Exception {
        TestWindow.window().getService(IHandlerService.class).executeCommand(SessionCommands.STEP, null);
    }

    private static IDocument document(ITextEditor editor) {
        return editor.getDocumentProvider().getDocument(editor.getEditorInput());
    }

    private static Set<Integer> errorLines(ITextEditor editor) {
        IAnnotationModel model = editor.getDocumentProvider().getAnnotationModel(editor.getEditorInput());
        Set<Integer> lines = new TreeSet<>();
        for (Iterator<Annotation> all = model.getAnnotationIterator(); all.hasNext();) {
            Annotation annotation = all.next();
            if (annotation.getType().equals(ERROR)) {
                lines.add(line(document(editor), model.getPosition(annotation).getOffset()));
            }
        }
        return lines;
    }

    private static int line(IDocument document, int offset) {
        try {
            return document.getLineOfOffset(offset) + 1;
        } catch (BadLocationException e) {
            throw new AssertionError(e);
        }
    }

    /** Every text that the window shows in a line of its own, of which the status line's message is one. */
    private static List<String> statusLine() {
        List<String> said = new ArrayList<>();
        collect(TestWindow.window().getShell(), said);
        return said;
    }

    private static void collect(Composite composite, List<String> said) {
        for (Control child : composite.getChildren()) {
            if (child instanceof CLabel label && label.getText() != null) {
                said.add(label.getText());
            } else if (child instanceof Composite inner) {
                collect(inner, said);
            }
        }
    }
}
