package org.mmscope.rcp.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.commands.ICommandService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mmscope.kernel.view.PageListCounts;
import org.mmscope.model.PageLocation;
import org.mmscope.model.Process;
import org.mmscope.session.SessionState;
import org.mmscope.ui.OpenSession;
import org.mmscope.ui.SessionCommands;
import org.mmscope.ui.SessionService;
import org.mmscope.ui.views.PhysicalMemoryView;
import org.mmscope.ui.views.ProcessesView;

class SteppingTest {

    @TempDir
    Path folder;

    @AfterEach
    void closeEverything() {
        TestWindow.closeAll();
    }

    @Test
    void steppingUpdatesModelAndViews() throws Exception {
        ProcessesView processes = TestWindow.view(ProcessesView.ID, ProcessesView.class);
        PhysicalMemoryView frames = TestWindow.view(PhysicalMemoryView.ID, PhysicalMemoryView.class);
        OpenSession open = TestWindow.open(folder, TestWindow.SCENARIO);
        assertEquals(SessionState.READY, open.session().state());
        TestWindow.until(() -> frames.frames() == 16384);
        assertCountsShown(frames, open);
        assertEquals(List.of("System"), rows(processes));

        TestWindow.execute(open, SessionCommands.STEP);
        assertEquals(List.of("System", "A"), rows(processes));
        Process a = open.model().machine().getProcesses().get(1);
        TestWindow.execute(open, SessionCommands.STEP);
        assertEquals(List.of("System", "A", "B"), rows(processes));
        assertSame(a, open.model().machine().getProcesses().get(1));

        TestWindow.execute(open, SessionCommands.STEP);
        assertTrue(a.getVads().stream().anyMatch(vad -> vad.getStart() == 0x10000000));
        long before = a.getPageFaults();
        TestWindow.execute(open, SessionCommands.STEP);
        assertTrue(a.getPageFaults() > before);
        assertCountsShown(frames, open);
        assertEquals(Long.toString(a.getPageFaults()), item(processes, 1).getText(5));

        TestWindow.execute(open, SessionCommands.STEP_BACK);
        assertEquals(before, open.model().machine().getProcesses().get(1).getPageFaults());
        assertCountsShown(frames, open);
    }

    @Test
    void commandsAreEnabledByTheStateOfTheSession() throws Exception {
        OpenSession open = TestWindow.open(folder, TestWindow.SCENARIO);
        assertTrue(enabled(SessionCommands.STEP));
        assertTrue(enabled(SessionCommands.RUN));
        assertFalse(enabled(SessionCommands.STEP_BACK));
        assertFalse(enabled(SessionCommands.PAUSE));
        TestWindow.execute(open, SessionCommands.RUN);
        assertEquals(SessionState.FINISHED, open.session().state());
        assertFalse(enabled(SessionCommands.STEP));
        assertTrue(enabled(SessionCommands.STEP_BACK));
        TestWindow.execute(open, SessionCommands.RESTART);
        assertTrue(enabled(SessionCommands.STEP));
        assertFalse(enabled(SessionCommands.RESTART));
    }

    @Test
    void viewThatCannotBeSeenIsStaleUntilItCan() throws Exception {
        IWorkbenchPage page = TestWindow.page();
        ProcessesView processes = TestWindow.view(ProcessesView.ID, ProcessesView.class);
        OpenSession open = TestWindow.open(folder, TestWindow.SCENARIO);
        assertFalse(processes.isStale());
        page.setPartState(page.findViewReference(ProcessesView.ID), IWorkbenchPage.STATE_MINIMIZED);
        TestWindow.settle();
        TestWindow.execute(open, SessionCommands.STEP);
        assertTrue(processes.isStale());
        page.setPartState(page.findViewReference(ProcessesView.ID), IWorkbenchPage.STATE_RESTORED);
        page.showView(ProcessesView.ID);
        TestWindow.settle();
        assertFalse(processes.isStale());
        assertEquals(List.of("System", "A"), rows(processes));
    }

    @Test
    void viewsAndSessionsFreeTheirListenersOnClose() throws Exception {
        IWorkbenchPage page = TestWindow.page();
        TestWindow.view(ProcessesView.ID, ProcessesView.class);
        TestWindow.view(PhysicalMemoryView.ID, PhysicalMemoryView.class);
        int withViews = SessionService.get().listenerCount();
        page.hideView(page.findView(ProcessesView.ID));
        page.hideView(page.findView(PhysicalMemoryView.ID));
        TestWindow.settle();
        assertEquals(withViews - 2, SessionService.get().listenerCount());
        TestWindow.view(ProcessesView.ID, ProcessesView.class);
        TestWindow.view(PhysicalMemoryView.ID, PhysicalMemoryView.class);
        assertEquals(withViews, SessionService.get().listenerCount());

        OpenSession open = TestWindow.open(folder, TestWindow.SCENARIO);
        assertTrue(open.session().subscriptions() > 0);
        TestWindow.closeAll();
        assertEquals(0, open.session().subscriptions());
        assertEquals(withViews, SessionService.get().listenerCount());
    }

    private static void assertCountsShown(PhysicalMemoryView frames, OpenSession open) {
        PageListCounts counts = open.model().moment().view().pageLists();
        TestWindow.until(() -> frames.frames(PageLocation.ACTIVE) == counts.active());
        assertEquals(counts.zeroed(), frames.frames(PageLocation.ZEROED));
        assertEquals(counts.free(), frames.frames(PageLocation.FREE));
        assertEquals(counts.standby(), frames.frames(PageLocation.STANDBY));
    }

    private static boolean enabled(String command) {
        return TestWindow.window().getService(ICommandService.class).getCommand(command).isEnabled();
    }

    private static List<String> rows(ProcessesView view) {
        return Arrays.stream(view.viewer().getTree().getItems()).map(item -> item.getText(0)).toList();
    }

    private static TreeItem item(ProcessesView view, int index) {
        return view.viewer().getTree().getItem(index);
    }
}
