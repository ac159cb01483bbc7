package org.mmscope.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.mmscope.kernel.check.Checkers;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageListCounts;
import org.mmscope.kernel.view.WorkingSetView;

/** Statements that let time pass, trim and run system threads; every invariant is checked after each statement. */
class PagingStatementsTest {

    private static final long SECOND = 10_000_000;
    private static final String MACHINE = "machine memory=16MB pagefile=32MB pagefile=32MB\n";
    private static final String MAPPED = "file \"C:\\data.bin\" size=256KB fill=pattern\nprocess A\n"
            + "A: f = CreateFile(\"C:\\data.bin\", GENERIC_READ | GENERIC_WRITE, 0, OPEN_EXISTING)\n"
            + "A: s = CreateFileMapping(f, PAGE_READWRITE, 0, 0)\n"
            + "A: MapViewOfFile(s, FILE_MAP_WRITE, 0, 0, 0, 0x11000000)\n"
            + "A: VirtualAlloc(0x10000000, 1MB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)\n";

    private final Runs.Given given = new Runs.Given();
    private ScenarioRunner runner;

    private void begin(String text) {
        runner = new ScenarioRunner(Runs.scenario(MACHINE + text));
        runner.listener(given);
    }

    /** Runs to the statement of some word, or to the end. */
    private MachineView before(String word) {
        while (!runner.atEnd() && !runner.next().text().startsWith(word)) {
            step();
        }
        return runner.kernel().view();
    }

    private MachineView step() {
        runner.step();
        MachineView view = runner.kernel().view();
        assertEquals(List.of(), Checkers.check(view), () -> "before line " + runner.nextLine());
        return view;
    }

    private MachineView end() {
        MachineView view = before("nothing begins so");
        assertEquals(List.of(), given.failures());
        return view;
    }

    private static WorkingSetView workingSet(MachineView view) {
        return view.processes().getLast().workingSet();
    }

    @Test
    void aTickIsASecondOfVirtualTime() {
        begin("process A\nA: n = VirtualAlloc(0, 4KB, MEM_COMMIT, PAGE_READWRITE)\ntick 3\n"
                + "tick n * 0 + 2\ntick 0\n");
        before("tick");
        long time = runner.kernel().clock().time();
        step();
        assertEquals(time + 3 * SECOND, runner.kernel().clock().time());
        step();
        step();
        assertEquals(time + 5 * SECOND, runner.kernel().clock().time());
        assertEquals(time + 5 * SECOND, runner.kernel().description().time());
    }

    @Test
    void theSharedDataPageIsTrimmedAndFoundAgain() {
        begin("process A\nA: load32(0x7FFE0000)\nexpect fault prototype-valid\nA: load32(0x7FFE0004)\n"
                + "expect fault none\ntrim A\nA: load32(0x7FFE0000)\nexpect fault prototype-valid\n");
        end();
    }

    @Test
    void aTickThatIsTooLongIsToldWhenItIsMet() {
        begin("process A\nA: VirtualAlloc(0, 4KB, MEM_COMMIT, PAGE_READWRITE)\ntick 100000 - 1\n");
        before("tick");
        assertTrue(assertThrows(ScenarioException.class, runner::step).getMessage().contains("99999 seconds"));
    }

    @Test
    void aTickTrimsWhenMemoryIsShort() {
        begin("process A ws_max=8000\nA: VirtualAlloc(0x10000000, 14800KB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)\n"
                + "A: fill(0x10000000, 14800KB, 5)\ntick 2\nA: h = sum(0x10000000, 4KB)\n");
        MachineView full = before("tick");
        MachineView trimmed = step();
        assertTrue(full.pageLists().available() < 400);
        assertTrue(trimmed.pageLists().available() >= 400);
        assertTrue(workingSet(trimmed).size() < workingSet(full).size());
        end();
    }

    @Test
    void aTrimmedProcessFaultsItsPagesBackWithoutTransfers() {
        begin(MAPPED + "A: fill(0x10000000, 64KB, 1)\ntrim A\nA: touch(0x10000000, 64KB)\nexpect fault transition\n");
        MachineView full = before("trim");
        MachineView trimmed = step();
        assertTrue(workingSet(full).size() > 16 && workingSet(trimmed).size() < 12);
        assertTrue(trimmed.pageLists().modified() >= 16);
        end();
        TranscriptRow row = given.rows().getLast();
        assertEquals(16, row.faults().size());
        assertTrue(row.faults().stream().noneMatch(TranscriptRow.FaultRow::hard));
    }

    @Test
    void theWritersHaveEachTheirOwnPages() {
        begin(MAPPED + "A: fill(0x10000000, 128KB, 1)\nA: fill(0x11000000, 64KB, 2)\ntrim A\nwait mapped-writer\n"
                + "wait modified-writer\n");
        PageListCounts trimmed = before("wait mapped").pageLists();
        long time = runner.kernel().clock().time();
        MachineView mapped = step();
        assertEquals(trimmed.modified() - 16, mapped.pageLists().modified());
        assertTrue(runner.kernel().clock().time() > time + 100_000, "the wait ends when the pages are written");
        assertEquals(0, mapped.pageFiles().stream().mapToLong(f -> f.usedPages()).sum());
        byte[] cluster = new byte[4096];
        runner.kernel().volume().file("C:\\data.bin").readCluster(3, cluster);
        assertEquals(2, cluster[100]);
        MachineView written = step();
        assertEquals(0, written.pageLists().modified());
        assertEquals(mapped.pageLists().modified(),
                written.pageFiles().stream().mapToLong(f -> f.usedPages()).sum());
        assertTrue(written.pageFiles().stream().allMatch(f -> f.usedPages() >= 16), "both page files are written");
    }

    @Test
    void zeroPageAndBalanceSetManagerAndDereferenceSegment() {
        begin(MAPPED + "A: touch(0x11000000, 64KB)\nwait zero-page\nwait balance-set-manager\n"
                + "A: UnmapViewOfFile(0x11000000)\nA: CloseHandle(s)\nA: CloseHandle(f)\nwait dereference-segment\n");
        before("wait zero");
        assertEquals(0, step().pageLists().free());
        MachineView before = runner.kernel().view();
        MachineView after = step();
        assertEquals(workingSet(before), workingSet(after), "nothing is short, nothing is trimmed");
        int standby = before("wait deref").pageLists().standby();
        assertTrue(standby >= 16);
        assertTrue(step().pageLists().standby() <= standby - 16);
        end();
    }

    @Test
    void theCallsGiveWhatIsDocumented() {
        begin("process A\nA: SetProcessWorkingSetSize(400KB, 800KB)\nA: GetProcessWorkingSetSize()\n"
                + "A: SetProcessWorkingSetSize(800KB, 400KB)\nexpect error ERROR_INVALID_PARAMETER\n"
                + "A: EmptyWorkingSet()\nA: GlobalMemoryStatus()\nA: GetProcessMemoryInfo()\n");
        end();
        assertEquals(List.of(1L, 1L, 0L, 1L, 0L, 1L), given.rows().stream().map(TranscriptRow::result).toList());
        assertEquals(List.of(409600L, 819200L), List.copyOf(given.rows().get(1).out().values()));
        assertEquals(16L << 20, given.rows().get(4).out().get("TotalPhys"));
        assertEquals(5, given.rows().get(5).out().size());
    }

    @Test
    void equalScenariosTakeEqualTime() {
        String text = MAPPED + "A: sum(0x11000000, 256KB)\nA: fill(0x10000000, 1MB, 1)\ntrim A\ntick 5\n"
                + "wait modified-writer\nA: sum(0x10000000, 1MB)\n";
        begin(text);
        end();
        long time = runner.kernel().clock().time();
        begin(text);
        before("trim");
        RunnerCapture capture = runner.capture();
        end();
        assertEquals(time, runner.kernel().clock().time());
        runner.restore(capture);
        end();
        assertEquals(time, runner.kernel().clock().time());
    }
}
