package org.mmscope.kernel.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.kernel.Machines.checkInvariants;
import static org.mmscope.kernel.Machines.load;
import static org.mmscope.kernel.Machines.store;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.FaultRecord;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelCapture;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.event.FaultStep.Decision;
import org.mmscope.kernel.event.FaultStep.Kind;
import org.mmscope.kernel.io.FileSource;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PfnTable;

/** Pages that are read beside the one that was wanted: under the read, and when it is done. */
class ClusteredReadTest {

    private static final int BASE = 0x10000000;
    private static final int VIEW = 0x11000000;
    private static final int PAGES = 32;
    private static final long PTE = 0xC0040000L;

    private final Kernel kernel = Machines.boot(Profile.XP, 16, 32);
    private EProcess process = Machines.process(kernel, "A");

    @AfterEach
    void theMachineIsConsistent() {
        checkInvariants(kernel);
    }

    private void pageOut() {
        PagedOut.make(kernel, process, BASE, PAGES);
    }

    private long pte(int page) {
        long pde = kernel.memory().read32(process.directoryTableBase() + (BASE >>> 22) * 4L) & 0xFFFFF000L;
        return kernel.memory().read32(pde + page * 4L) & 0xFFFFFFFFL;
    }

    private int[] underRead() {
        PfnTable pfns = kernel.view().pfns();
        return IntStream.range(0, pfns.frames()).filter(pfns::readInProgress).toArray();
    }

    @Test
    void neighboursInThePageFileComeWithOneTransfer() {
        pageOut();
        long slot = pte(10) >>> 12;
        for (int i = 0; i < PAGES; i++) {
            assertEquals(slot - 10 + i, pte(i) >>> 12, "slots follow one another");
            assertEquals(0x80, pte(i) & 0xFFF);
        }
        assertEquals(List.of(new FaultRecord(BASE + 10 * 4096, FaultKind.PAGE_FILE, (int) (pteAfterLoad(10) >>> 12),
                true)), List.copyOf(kernel.faults()));
        int[] frames = underRead();
        assertEquals(7, frames.length);
        PfnTable pfns = kernel.view().pfns();
        for (int page = 11; page < 18; page++) {
            int pfn = (int) (pte(page) >>> 12);
            assertEquals(0x880, pte(page) & 0xFFF, "in transition");
            assertTrue(pfns.readInProgress(pfn));
            assertEquals(PageLocation.TRANSITION, pfns.location(pfn));
            assertEquals(1, pfns.referenceCount(pfn));
            assertEquals(PTE + page * 4, pfns.pteAddress(pfn));
        }
        assertEquals(slot + 8, pte(18) >>> 12, "the ninth is not read");
        assertEquals(slot - 1, pte(9) >>> 12, "nor the one before");
        checkInvariants(kernel);
    }

    private long pteAfterLoad(int page) {
        kernel.beginCall();
        assertEquals(100 + page, load(kernel, process, BASE + page * 4096));
        return pte(page);
    }

    @Test
    void backwardsWhenNothingIsBehind() {
        pageOut();
        pteAfterLoad(PAGES - 1);
        for (int page = PAGES - 8; page < PAGES - 1; page++) {
            assertEquals(0x880, pte(page) & 0xFFF, "in transition");
        }
        assertEquals(0x80, pte(PAGES - 9) & 0xFFF);
    }

    @Test
    void aCollidedFaultWaitsForTheRead() {
        pageOut();
        pteAfterLoad(0);
        long before = kernel.clock().time();
        int pfn = (int) (pte(5) >>> 12);
        long support = kernel.view().pfns().u1(pfn);
        List<FaultStep> told = FaultSteps.of(kernel, () -> assertEquals(105, load(kernel, process, BASE + 5 * 4096)));
        assertEquals(List.of(Kind.FAULT_TAKEN, Kind.DIRECTORY_ENTRY_READ, Kind.PTE_READ, Kind.PROTECTION_CHECKED,
                Kind.PFN_READ, Kind.WAITED_FOR_READ, Kind.PTE_READ, Kind.PROTECTION_CHECKED, Kind.PFN_READ,
                Kind.PAGE_RECLAIMED, Kind.PTE_WRITTEN, Kind.WORKING_SET_ENTRY_ADDED, Kind.RESOLVED),
                told.stream().map(FaultStep::kind).toList());
        assertEquals(Decision.READ_IN_PROGRESS, told.get(4).decision());
        assertEquals(0x11702L, told.get(4).value(), "reference 1, transition, ReadInProgress");
        FaultStep waited = told.get(5);
        assertEquals(support, Integer.toUnsignedLong(waited.structure()));
        assertTrue(waited.value() > before);
        assertTrue(kernel.clock().time() >= waited.value());
        assertEquals(Decision.ON_STANDBY_LIST, told.get(8).decision());
        assertEquals(List.of(new FaultRecord(BASE + 5 * 4096, FaultKind.TRANSITION, pfn, false)),
                List.copyOf(kernel.faults()));
        assertEquals(0, underRead().length);
        assertEquals(PageLocation.STANDBY, kernel.view().pfns().location((int) (pte(6) >>> 12)));
    }

    @Test
    void whatTheClockHasPassedIsOnTheStandbyList() {
        pageOut();
        pteAfterLoad(0);
        assertEquals(7, underRead().length);
        kernel.clock().advance(10_000_000);
        kernel.beginCall();
        assertEquals(0, underRead().length);
        for (int page = 1; page < 8; page++) {
            assertEquals(PageLocation.STANDBY, kernel.view().pfns().location((int) (pte(page) >>> 12)));
        }
        for (int page = 0; page < PAGES; page++) {
            assertEquals(100 + page, load(kernel, process, BASE + page * 4096));
        }
    }

    @Test
    void anotherProcessCollidesOnASharedPage() {
        kernel.volume().addFile("C:\\data.bin", 16 * 4096L, FileSource.PATTERN);
        map(process);
        EProcess other = Machines.process(kernel, "B");
        map(other);
        load(kernel, process, VIEW);
        assertEquals(7, underRead().length);
        List<FaultStep> told = FaultSteps.of(kernel, () -> load(kernel, other, VIEW + 3 * 4096));
        assertTrue(told.stream().anyMatch(step -> step.kind() == Kind.WAITED_FOR_READ));
        assertEquals(FaultKind.TRANSITION, kernel.faults().getLast().kind());
        assertFalse(kernel.faults().getLast().hard());
    }

    private void map(EProcess by) {
        int section = Machines.fileSection(kernel, by, "C:\\data.bin", MemoryConstants.GENERIC_READ,
                MemoryConstants.PAGE_READONLY);
        Machines.map(kernel, by, section, VIEW, MemoryConstants.PAGE_READONLY);
    }

    @Test
    void pagesUnderAReadAreFreedWhenItIsDone() {
        pageOut();
        pteAfterLoad(0);
        assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().free(process, new MemoryRange(BASE, 0),
                MemoryConstants.MEM_RELEASE));
        checkInvariants(kernel);
        assertEquals(7, underRead().length);
        assertTrue(kernel.view().pageFiles().getFirst().usedPages() < 5, "the process's own beginnings");
        int free = kernel.view().pageLists().free();
        kernel.clock().advance(10_000_000);
        kernel.beginCall();
        assertEquals(0, underRead().length);
        assertEquals(free + 7, kernel.view().pageLists().free());
    }

    @Test
    void aProcessIsForkedUnderReads() {
        pageOut();
        pteAfterLoad(0);
        EProcess[] child = new EProcess[1];
        assertEquals(NtStatus.SUCCESS, kernel.processes().fork(process, ProcessOptions.named("C"), child));
        checkInvariants(kernel);
        assertEquals(103, load(kernel, child[0], BASE + 3 * 4096));
        kernel.processes().exit(child[0]);
    }

    @Test
    void aProcessExitsUnderReads() {
        pageOut();
        pteAfterLoad(0);
        assertEquals(7, underRead().length);
        kernel.processes().exit(process);
        checkInvariants(kernel);
        kernel.tick(1);
        assertEquals(0, underRead().length);
    }

    @Test
    void readsUnderWayAreCapturedAndRestored() {
        pageOut();
        pteAfterLoad(0);
        KernelCapture capture = kernel.capture();
        kernel.tick(1);
        assertEquals(0, underRead().length);
        kernel.restore(capture);
        process = kernel.processes().byName("A");
        assertEquals(7, underRead().length);
        assertEquals(104, load(kernel, process, BASE + 4 * 4096));
        assertEquals(0, underRead().length);
    }

    @Test
    void littleMemoryBringsOnlyThePageThatIsWanted() {
        pageOut();
        EProcess hog = Machines.process(kernel, "hog");
        int pages = kernel.view().pageLists().available() - 100;
        Machines.commit(kernel, hog, BASE, pages * 4096L, MemoryConstants.PAGE_READWRITE);
        for (int i = 0; i < pages; i++) {
            store(kernel, hog, BASE + i * 4096, i);
        }
        pteAfterLoad(0);
        assertEquals(0, underRead().length);
        assertEquals(0x80, pte(1) & 0xFFF);
    }
}
