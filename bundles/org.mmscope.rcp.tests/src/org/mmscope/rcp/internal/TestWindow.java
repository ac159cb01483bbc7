package org.mmscope.rcp.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.IHandlerService;
import org.mmscope.ui.OpenSession;
import org.mmscope.ui.SessionService;

/** What the tests do with the window of the running workbench. */
final class TestWindow {

    /** Two processes, of which the first has two ranges at the end; each of the statements takes one step. */
    static final String SCENARIO = """
            machine profile=xp memory=64MB pagefile=64MB
            process A
            process B
            A: p = VirtualAlloc(0x10000000, 64KB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)
            A: store32(p, 42)
            A: q = VirtualAlloc(0x20000000, 64KB, MEM_RESERVE, PAGE_READWRITE)
            """;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private TestWindow() {
    }

    static IWorkbenchWindow window() {
        return PlatformUI.getWorkbench().getWorkbenchWindows()[0];
    }

    static IWorkbenchPage page() {
        return window().getActivePage();
    }

    static <T extends IViewPart> T view(String id, Class<T> type) {
        try {
            return type.cast(page().showView(id));
        } catch (PartInitException e) {
            throw new AssertionError(e);
        }
    }

    /** Opens a scenario file in the window, as a person does, and gives its session. */
    static OpenSession open(Path folder, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("test.mms"), text);
        new ScenarioOpener(window()).openFile(file);
        settle();
        return SessionService.get().active().orElseThrow();
    }

    /** Executes a command as its menu entry does, and waits until the session has done it and the views know. */
    static void execute(OpenSession open, String command) throws Exception {
        window().getService(IHandlerService.class).executeCommand(command, null);
        assertTrue(open.session().waitIdle(PATIENCE));
        until(() -> open.model().moment().statement() == open.session().moment().statement()
                && open.model().moment().state() == open.session().moment().state());
        settle();
    }

    /** Closes every editor and session. */
    static void closeAll() {
        page().closeAllEditors(false);
        SessionService.get().close();
        settle();
    }

    /** Handles the events that are there. */
    static void settle() {
        while (Display.getCurrent().readAndDispatch()) {
            // one more
        }
    }

    /** Handles events until something holds. */
    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "what was waited for did not happen");
            if (!Display.getCurrent().readAndDispatch()) {
                Thread.onSpinWait();
            }
        }
    }
}
