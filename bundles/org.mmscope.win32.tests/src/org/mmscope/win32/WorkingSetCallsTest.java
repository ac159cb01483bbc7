package org.mmscope.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.win32.Machine.failed;
import static org.mmscope.win32.Win32Constants.*;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.check.Checkers;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;

/** Results as the documentation of Windows XP gives them, held against the decoded memory. */
class WorkingSetCallsTest {

    private static final int BASE = 0x10000000;
    private static final int PAGE = 4096;

    private final Machine machine = new Machine();
    private final WorkingSetCalls calls = machine.win32.workingSets();

    @AfterEach
    void noInvariantBreaks() {
        assertEquals(List.of(), Checkers.check(machine.kernel.view()));
    }

    private void touch(int pages) {
        machine.win32.virtualMemory().virtualAlloc(machine.a, BASE, pages * PAGE, MEM_RESERVE | MEM_COMMIT,
                PAGE_READWRITE);
        assertEquals(null, machine.win32.references().fill(machine.a, BASE, pages * PAGE, 7).exception());
    }

    private ProcessView a() {
        return machine.kernel.view().processes().stream().filter(p -> p.name().equals("A")).findFirst().orElseThrow();
    }

    private void assertBounds(int minimum, int maximum) {
        CallResult result = calls.getProcessWorkingSetSize(machine.a);
        assertEquals(TRUE, result.result());
        assertEquals(minimum * (long) PAGE, result.out().get("MinimumWorkingSetSize"));
        assertEquals(maximum * (long) PAGE, result.out().get("MaximumWorkingSetSize"));
        assertEquals(minimum, a().workingSet().minimum());
        assertEquals(maximum, a().workingSet().maximum());
    }

    @Test
    void theUsualBoundsAreThoseOfXp() {
        assertBounds(50, 345);
    }

    @ParameterizedTest
    @CsvSource({"100, 200, 100, 200", "5, 100, 20, 100", "100, 100, 100, 100", "1, 15, 20, 20"})
    void boundsAreSetAndPutRight(int minimum, int maximum, int newMinimum, int newMaximum) {
        assertEquals(TRUE,
                calls.setProcessWorkingSetSize(machine.a, minimum * PAGE + 5, maximum * PAGE + 5).result());
        assertBounds(newMinimum, newMaximum);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 87", "0, 400, 87", "400, 0, 87", "200, 100, 87", "2, 3, 87", "500000, 500000, 1450"})
    void badBoundsChangeNothing(int minimum, int maximum, int error) {
        touch(100);
        long size = a().workingSet().size();
        failed(error, calls.setProcessWorkingSetSize(machine.a, minimum * PAGE, maximum * PAGE));
        assertBounds(50, 345);
        assertEquals(size, a().workingSet().size());
    }

    @Test
    void theMaximumIsTheSystemsAtMost() {
        assertEquals(TRUE, calls.setProcessWorkingSetSize(machine.a, 50 * PAGE, 0x7FFFFFFF).result());
        long maximum = a().workingSet().maximum();
        long frames = machine.kernel.memory().frames();
        assertTrue(maximum > frames / 2 && maximum < frames - 512, () -> "maximum " + maximum);
    }

    @Test
    void promisesOfAllProcessesTogetherAreBounded() {
        int half = (int) (machine.kernel.view().counters().availablePages() * 6 / 10);
        assertEquals(TRUE, calls.setProcessWorkingSetSize(machine.a, half * PAGE, half * PAGE).result());
        failed(ERROR_NO_SYSTEM_RESOURCES, calls.setProcessWorkingSetSize(machine.b, half * PAGE, half * PAGE));
    }

    @Test
    void aLowerMaximumTrims() {
        touch(300);
        assertTrue(a().workingSet().size() > 300);
        assertEquals(TRUE, calls.setProcessWorkingSetSize(machine.a, 50 * PAGE, 120 * PAGE).result());
        assertEquals(120, a().workingSet().size());
        assertEquals(7, machine.win32.references().load8(machine.a, BASE).result());
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void anEmptyWorkingSetKeepsTablesAndLockedPages(boolean byBounds) {
        touch(100);
        machine.win32.virtualMemory().virtualLock(machine.a, BASE, 2 * PAGE);
        CallResult result = byBounds ? calls.setProcessWorkingSetSize(machine.a, -1, -1)
                : calls.emptyWorkingSet(machine.a);
        assertEquals(TRUE, result.result());
        assertTrue(a().workingSet().size() < 20);
        assertBounds(50, 345);
        machine.win32.references().load8(machine.a, BASE + PAGE);
        assertEquals(0, machine.kernel.faults().size());
        machine.win32.references().load8(machine.a, BASE + 2 * PAGE);
        assertEquals(1, machine.kernel.faults().size());
    }

    @Test
    void countersAreThoseOfTheProcess() {
        long before = calls.getProcessMemoryInfo(machine.a).out().get("PagefileUsage");
        touch(100);
        calls.emptyWorkingSet(machine.a);
        CallResult result = calls.getProcessMemoryInfo(machine.a);
        ProcessView view = a();
        assertEquals(TRUE, result.result());
        assertEquals(List.of("PageFaultCount", "PeakWorkingSetSize", "WorkingSetSize", "PagefileUsage",
                "PeakPagefileUsage"), List.copyOf(result.out().keySet()));
        assertEquals(view.pageFaults(), result.out().get("PageFaultCount"));
        assertEquals(view.workingSet().size() * PAGE, result.out().get("WorkingSetSize"));
        assertEquals(view.workingSet().peak() * PAGE, result.out().get("PeakWorkingSetSize"));
        assertEquals(view.commitCharge() * PAGE, result.out().get("PagefileUsage"));
        assertTrue(result.out().get("PagefileUsage") >= before + 100 * PAGE);
        assertTrue(result.out().get("PeakWorkingSetSize") > result.out().get("WorkingSetSize"));
        machine.win32.virtualMemory().virtualFree(machine.a, BASE, 0, MEM_RELEASE);
        CallResult after = calls.getProcessMemoryInfo(machine.a);
        assertEquals(before, after.out().get("PagefileUsage"));
        assertEquals(result.out().get("PeakPagefileUsage"), after.out().get("PeakPagefileUsage"));
    }

    @Test
    void globalStatusFollowsWhatIsUsed() {
        CallResult before = machine.win32.information().globalMemoryStatus(machine.a);
        touch(1000);
        CallResult after = machine.win32.information().globalMemoryStatus(machine.a);
        MachineView view = machine.kernel.view();
        long frames = machine.kernel.memory().frames();
        assertEquals(frames * PAGE, after.out().get("TotalPhys"));
        assertEquals(view.counters().availablePages() * PAGE, after.out().get("AvailPhys"));
        assertEquals((frames - view.counters().availablePages()) * 100 / frames, after.out().get("MemoryLoad"));
        assertEquals(view.counters().commitLimit() * PAGE, after.out().get("TotalPageFile"));
        long used = before.out().get("AvailPageFile") - after.out().get("AvailPageFile");
        assertTrue(used >= 1000 * PAGE && used < 1010 * PAGE, () -> "commit " + used);
        assertEquals(2_147_352_576L, after.out().get("TotalVirtual"), "2 GB without 64 KB at each end");
        assertEquals(after.out().get("TotalVirtual") - a().virtualSize(), after.out().get("AvailVirtual"));
        assertEquals(32, after.out().get("Length"));
    }

    @ParameterizedTest
    @CsvSource({"2147418112, 2147418112", "3221225472, 2147483647", "4294967296, 4294967295"})
    void largeMemoriesAreToldAsToOldPrograms(long bytes, long told) {
        Kernel kernel = Kernel.boot(KernelConfiguration.defaults().withMemoryBytes(bytes));
        CallResult result = new Win32(kernel).information().globalMemoryStatus(kernel.processes().system());
        assertEquals(told, result.out().get("TotalPhys"));
    }
}
