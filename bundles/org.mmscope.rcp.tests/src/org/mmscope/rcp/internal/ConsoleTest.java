package org.mmscope.rcp.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;

import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.console.ConsolePlugin;
import org.eclipse.ui.console.IHyperlink;
import org.eclipse.ui.console.TextConsole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mmscope.model.PfnEntry;
import org.mmscope.model.Process;
import org.mmscope.model.Vad;
import org.mmscope.ui.OpenSession;
import org.mmscope.ui.SessionCommands;
import org.mmscope.ui.views.MachineConsoles;

/** Questions asked in the console, their answers, and where the links lead. */
class ConsoleTest {

    @TempDir
    Path folder;

    @AfterEach
    void closeEverything() {
        TestWindow.closeAll();
    }

    @Test
    void answersAndTheirLinks() throws Exception {
        OpenSession open = TestWindow.open(folder, TestWindow.SCENARIO);
        for (int i = 0; i < 4; i++) {
            TestWindow.execute(open, SessionCommands.STEP);
        }
        MachineConsoles.ask(TestWindow.page(), "!pte A 0x10000000");
        TestWindow.until(() -> text().contains("after statement 4: !pte A 0x10000000\n"));
        TestWindow.until(() -> links().length > 0);
        PfnEntry entry = (PfnEntry) follow(link -> open.model().machine().getProcesses().stream()
                .noneMatch(process -> process.getName().equals(link)) && !link.startsWith("c") && link.length() < 6);
        assertEquals(open.model().pfnEntry(entry.getPfn()), entry);

        MachineConsoles.ask(TestWindow.page(), "!process");
        TestWindow.until(() -> text().contains(": !process\n"));
        TestWindow.until(() -> Arrays.stream(links()).anyMatch(link -> word(link).equals("B")));
        assertEquals("B", ((Process) follow("B"::equals)).getName());

        Vad vad = open.model().machine().getProcesses().get(1).getVads().getFirst();
        MachineConsoles.ask(TestWindow.page(), "!vad A");
        TestWindow.until(() -> text().contains(": !vad A\n"));
        String address = Long.toHexString(vad.getAddress());
        TestWindow.until(() -> Arrays.stream(links()).anyMatch(link -> word(link).equals(address)));
        assertEquals(vad, follow(address::equals));
    }

    @Test
    void refusedQuestionsSayWhy() throws Exception {
        TestWindow.open(folder, TestWindow.SCENARIO);
        MachineConsoles.ask(TestWindow.page(), "!vad Nobody");
        TestWindow.until(() -> text().contains("column 6"));
        assertTrue(text().contains("Nobody"));
    }

    private static Object follow(Predicate<String> wanted) {
        IHyperlink link = Arrays.stream(links()).filter(candidate -> wanted.test(word(candidate))).findFirst().orElseThrow();
        link.linkActivated();
        TestWindow.settle();
        return ((IStructuredSelection) TestWindow.page().getSelection()).getFirstElement();
    }

    private static TextConsole console() {
        return (TextConsole) ConsolePlugin.getDefault().getConsoleManager().getConsoles()[0];
    }

    private static String text() {
        return console().getDocument().get();
    }

    private static IHyperlink[] links() {
        return console().getHyperlinks();
    }

    private static String word(IHyperlink link) {
        IRegion region = console().getRegion(link);
        try {
            return console().getDocument().get(region.getOffset(), region.getLength());
        } catch (BadLocationException e) {
            throw new AssertionError(e);
        }
    }
}
