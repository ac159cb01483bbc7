package org.mmscope.kernel.workingset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.MemoryTuning;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.SystemThread;
import org.mmscope.kernel.io.FileSource;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.PageFileView;
import org.mmscope.kernel.view.PageListCounts;

/** The figures of Windows Server 2003, each where it makes the difference. */
class MemoryTuningTest {

    private static final int BASE = 0x10000000;
    private static final int PAGE = 4096;
    private static final int MANY = 20_000;

    private Kernel kernel;

    private void boot(int megabytes) {
        kernel = Machines.boot(Profile.WS2003, megabytes, 256);
    }

    /** A process whose working set may have any size, and is never trimmed below a minimum. */
    private EProcess process(String name, int minimum) {
        EProcess[] made = new EProcess[1];
        assertEquals(NtStatus.SUCCESS,
                kernel.processes().create(ProcessOptions.named(name).withWorkingSet(minimum, MANY), made));
        Machines.commit(kernel, made[0], BASE, 16L * MANY / 20 * PAGE, MemoryConstants.PAGE_READWRITE);
        return made[0];
    }

    private PageListCounts lists() {
        return kernel.view().pageLists();
    }

    private int available() {
        PageListCounts lists = lists();
        return lists.zeroed() + lists.free() + lists.standby();
    }

    /** Touches pages from one on until so many are available, and gives the next page. */
    private int touchUntil(EProcess process, int first, int left) {
        int page = first;
        for (int over = available() - left; over > 0; over = available() - left) {
            // A page may take a page table or a page of the working-set list with it.
            for (int i = 0; i < Math.max(1, over / 2); i++) {
                Machines.store(kernel, process, BASE + page++ * PAGE, 1);
            }
        }
        assertEquals(left, available());
        return page;
    }

    @ParameterizedTest
    @CsvSource({"8, 400, 600", "62, 400, 600", "63, 800, 1200"})
    void trimming(int megabytes, int threshold, int goal) {
        boot(megabytes);
        EProcess process = process("A", 50);
        int next = touchUntil(process, 0, threshold + 1);
        kernel.tick(1);
        assertEquals(threshold + 1, available());
        touchUntil(process, next, threshold);
        kernel.tick(1);
        kernel.clock().advance(10_000_000);
        kernel.beginCall();
        assertTrue(available() >= goal && available() <= goal + 16, () -> "available " + available());
        Machines.checkInvariants(kernel);
    }

    @Test
    void noWorkingSetIsTrimmedBelowItsMinimum() {
        boot(8);
        EProcess process = process("A", MANY);
        touchUntil(process, 0, 300);
        int size = kernel.processes().memoryCounters(process).workingSetSize();
        kernel.tick(1);
        assertEquals(size, kernel.processes().memoryCounters(process).workingSetSize());
    }

    @ParameterizedTest
    @CsvSource({"8, 100", "12, 100", "13, 150", "19, 150", "20, 300", "33, 300", "34, 800"})
    void manyModifiedPagesStartTheWriter(int megabytes, int limit) {
        boot(megabytes);
        EProcess small = process("S", 0);
        int own = kernel.processes().emptyWorkingSet(small);
        kernel.writeModifiedPages();
        EProcess large = process("L", MANY);
        for (int page = 0; page < limit; page++) {
            Machines.store(kernel, small, BASE + page * PAGE, 1);
        }
        touchUntil(large, 0, 1000);
        assertEquals(limit, kernel.processes().emptyWorkingSet(small), () -> "of its own it had " + own);
        assertEquals(limit, lists().modified());
        kernel.tick(1);
        assertEquals(limit, lists().modified());
        Machines.store(kernel, small, BASE + limit * PAGE, 1);
        kernel.processes().emptyWorkingSet(small);
        assertEquals(limit + 1, lists().modified());
        kernel.tick(1);
        assertTrue(lists().modified() <= limit);
        Machines.checkInvariants(kernel);
    }

    @ParameterizedTest
    @CsvSource({"1023, true", "1024, false"})
    void theWriterRunsBelow1024AvailablePages(int left, boolean written) {
        boot(8);
        EProcess small = process("S", 0);
        kernel.processes().emptyWorkingSet(small);
        kernel.writeModifiedPages();
        for (int page = 0; page < 120; page++) {
            Machines.store(kernel, small, BASE + page * PAGE, 1);
        }
        touchUntil(process("L", MANY), 0, left);
        kernel.processes().emptyWorkingSet(small);
        assertEquals(120, lists().modified());
        kernel.tick(1);
        assertEquals(written, lists().modified() < 120);
    }

    @ParameterizedTest
    @CsvSource({"255, 16, true", "255, 15, false", "256, 16, false"})
    void someModifiedPagesStartTheWriterBelow256(int left, int modified, boolean written) {
        boot(8);
        EProcess small = process("S", 0);
        kernel.processes().emptyWorkingSet(small);
        kernel.writeModifiedPages();
        for (int page = 0; page < modified; page++) {
            Machines.store(kernel, small, BASE + page * PAGE, 1);
        }
        touchUntil(process("L", MANY), 0, left);
        kernel.processes().emptyWorkingSet(small);
        assertEquals(modified, lists().modified());
        // The balance set manager writes for itself only when it trims, and nothing is above its minimum.
        kernel.tick(1);
        assertEquals(written, lists().modified() < modified);
    }

    @Test
    void mappedPagesAreWrittenAfter300Seconds() {
        boot(16);
        kernel.volume().addFile("C:\\f", 0x10000, FileSource.ZERO);
        EProcess process = process("A", 50);
        int section = Machines.fileSection(kernel, process, "C:\\f",
                MemoryConstants.GENERIC_READ | MemoryConstants.GENERIC_WRITE, MemoryConstants.PAGE_READWRITE);
        Machines.map(kernel, process, section, 0x30000000, MemoryConstants.PAGE_READWRITE);
        kernel.processes().emptyWorkingSet(process);
        kernel.writeModifiedPages();
        Machines.store(kernel, process, 0x30000000, 5);
        kernel.processes().emptyWorkingSet(process);
        int own = lists().modified();
        kernel.tick(290);
        assertEquals(own, lists().modified());
        kernel.tick(10);
        assertEquals(own - 1, lists().modified());
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "8, 0"})
    void zeroingBeginsAtEightFreePages(int free, int after) {
        boot(8);
        EProcess process = process("A", 50);
        for (int page = 0; page < 20; page++) {
            Machines.store(kernel, process, BASE + page * PAGE, 1);
        }
        kernel.zeroPages();
        assertEquals(0, lists().free());
        assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().free(process,
                new MemoryRange(BASE, (long) free * PAGE), MemoryConstants.MEM_DECOMMIT));
        assertEquals(free, lists().free());
        kernel.tick(1);
        assertEquals(after, lists().free());
    }

    private void store(EProcess process, int pages) {
        for (int page = 0; page < pages; page++) {
            Machines.store(kernel, process, BASE + page * PAGE, 1);
        }
    }

    private int size(EProcess process) {
        return kernel.processes().memoryCounters(process).workingSetSize();
    }

    @Test
    void theIdlePagesOfASmallerWorkingSetGoFirst() {
        boot(8);
        EProcess idle = process("idle", 50);
        store(idle, 400);
        EProcess busy = process("busy", 50);
        store(busy, 450);
        EProcess large = process("L", MANY);
        int next = touchUntil(large, 0, 500);
        kernel.tick(2);
        store(busy, 450);
        touchUntil(large, next, 390);
        int idleSize = size(idle);
        int busySize = size(busy);
        kernel.tick(1);
        assertTrue(size(idle) < idleSize, "two seconds old");
        assertEquals(busySize, size(busy), "just used");
        assertTrue(size(idle) >= 50);
        Machines.checkInvariants(kernel);
    }

    @Test
    void pagesGrowThreeSecondsOldAndNoOlder() {
        boot(16);
        EProcess process = process("A", 50);
        store(process, 1);
        for (int age : new int[] {0, 1, 2, 3, 3}) {
            kernel.tick(1);
            assertEquals(age, kernel.view().workingSet(kernel.view().processes().getLast()).stream()
                    .filter(entry -> entry.page() == BASE).findFirst().orElseThrow().age());
        }
        Machines.store(kernel, process, BASE, 2);
        kernel.tick(1);
        assertEquals(0, kernel.view().workingSet(kernel.view().processes().getLast()).stream()
                .filter(entry -> entry.page() == BASE).findFirst().orElseThrow().age());
    }

    @Test
    void slotsAreTakenInClustersOf64KilobytesAndSlot0Never() {
        kernel = Kernel.boot(Machines.boot(Profile.WS2003, 16, 1).configuration().withPageFile(1 << 20));
        EProcess process = Machines.process(kernel, "A");
        Machines.commit(kernel, process, BASE, 600L * PAGE, MemoryConstants.PAGE_READWRITE);
        kernel.processes().emptyWorkingSet(process);
        kernel.writeModifiedPages();
        long[] own = used();
        store(process, 32);
        kernel.processes().emptyWorkingSet(process);
        kernel.run(SystemThread.MODIFIED_WRITER);
        assertTrue(used()[0] - own[0] >= 16 && used()[1] - own[1] >= 16, "a cluster of 16 pages to each");
        store(process, 600);
        kernel.processes().emptyWorkingSet(process);
        kernel.writeModifiedPages();
        kernel.writeModifiedPages();
        for (PageFileView file : kernel.view().pageFiles()) {
            assertEquals(255, file.usedPages(), "of 256 slots slot 0 stays");
        }
        Machines.checkInvariants(kernel);
    }

    private long[] used() {
        return kernel.view().pageFiles().stream().mapToLong(PageFileView::usedPages).toArray();
    }

    @Test
    void aProfileHasItsFigures() {
        for (Profile profile : Profile.values()) {
            assertEquals(MemoryTuning.SERVER_2003, profile.tuning());
        }
        MemoryTuning own = new MemoryTuning(10, 20, 1 << 20, 200, 30, List.of(5, 6), List.of(1L << 20), 3, 2, 60, 1);
        assertEquals(10, own.trimThreshold(255));
        assertEquals(40, own.trimGoal(256));
        assertEquals(5, own.modifiedLimit(256));
        assertEquals(6, own.modifiedLimit(257));
        assertThrows(IllegalArgumentException.class,
                () -> new MemoryTuning(1, 1, 1, 1, 1, List.of(1), List.of(1L), 1, 1, 1, 1));
    }
}
