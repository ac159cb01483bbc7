package org.mmscope.kernel.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.kernel.Machines.checkInvariants;
import static org.mmscope.kernel.Machines.load;
import static org.mmscope.kernel.Machines.store;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mmscope.kernel.BugCheck;
import org.mmscope.kernel.BugCheckException;
import org.mmscope.kernel.ExceptionRecord;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.event.FaultStep.Decision;
import org.mmscope.kernel.event.FaultStep.Kind;
import org.mmscope.kernel.io.FileSource;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PfnTable;

/** Frames whose memory fails, and machines in which no page is left. */
class ParityErrorTest {

    private static final int BASE = 0x10000000;
    private static final int VIEW = 0x11000000;

    private final Kernel kernel = Machines.boot(Profile.XP, 16, 16);
    private final EProcess process = Machines.process(kernel, "A");

    private int faulted(EProcess by, int va) {
        kernel.beginCall();
        load(kernel, by, va);
        return kernel.faults().getLast().pfn();
    }

    private void assertInPageError(EProcess by, int va) {
        kernel.beginCall();
        kernel.processes().attach(by);
        kernel.processor().load32(va);
        assertTrue(kernel.processor().aborted());
        assertEquals(new ExceptionRecord(NtStatus.IN_PAGE_ERROR, ExceptionRecord.READ, va), kernel.pendingException());
    }

    private void assertBad(int pfn) {
        assertEquals(PageLocation.BAD, kernel.view().pfns().location(pfn));
        assertTrue(kernel.view().pfns().parityError(pfn));
        checkInvariants(kernel);
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void framesThatHoldNothingGoAtOnce(Profile profile) {
        Kernel other = Machines.boot(profile, 16, 16);
        other.zeroPages();
        Machines.process(other, "A");
        long available = other.view().counters().availablePages();
        PfnTable pfns = other.view().pfns();
        int zeroed = IntStream.range(0, pfns.frames()).filter(pfn -> pfns.location(pfn) == PageLocation.ZEROED)
                .findFirst().orElseThrow();
        other.injectParityError(zeroed);
        other.injectParityError(zeroed);
        assertEquals(PageLocation.BAD, other.view().pfns().location(zeroed));
        assertEquals(available - 1, other.view().counters().availablePages());
        assertEquals(1, other.view().pageLists().bad());
        checkInvariants(other);
    }

    @Test
    void whatADiskHasTooIsReadAgain() {
        kernel.volume().addFile("C:\\data.bin", 16 * 4096L, FileSource.PATTERN);
        int section = Machines.fileSection(kernel, process, "C:\\data.bin", MemoryConstants.GENERIC_READ,
                MemoryConstants.PAGE_READONLY);
        Machines.map(kernel, process, section, VIEW, MemoryConstants.PAGE_READONLY);
        int pfn = faulted(process, VIEW);
        int value = load(kernel, process, VIEW);
        kernel.injectParityError(pfn);
        assertBad(pfn);
        kernel.beginCall();
        assertEquals(value, load(kernel, process, VIEW));
        assertTrue(kernel.faults().getLast().hard());
        kernel.processes().exit(process);
        kernel.dereferenceSegments();
        assertBad(pfn);
    }

    @Test
    void aPageUnderAReadIsWaitedFor() {
        PagedOut.make(kernel, process, BASE, 16);
        load(kernel, process, BASE);
        PfnTable pfns = kernel.view().pfns();
        int pfn = IntStream.range(0, pfns.frames()).filter(pfns::readInProgress).findFirst().orElseThrow();
        kernel.injectParityError(pfn);
        assertBad(pfn);
        for (int i = 0; i < 16; i++) {
            assertEquals(100 + i, load(kernel, process, BASE + i * 4096));
        }
    }

    @Test
    void lostContentsAreAnInPageErrorUntilTheyAreFreed() {
        Machines.commit(kernel, process, BASE, 0x10000, MemoryConstants.PAGE_READWRITE);
        store(kernel, process, BASE, 7);
        store(kernel, process, BASE + 4096, 8);
        int lost = frameOf(0xC0040000L);
        kernel.injectParityError(lost);
        checkInvariants(kernel);
        assertEquals(PageLocation.TRANSITION, kernel.view().pfns().location(lost));
        assertTrue(kernel.view().pfns().inPageError(lost));
        assertEquals(0xC000002BL, kernel.view().pfns().u1(lost), "STATUS_PARITY_ERROR");
        List<FaultStep> told = FaultSteps.of(kernel, () -> assertInPageError(process, BASE));
        assertEquals(List.of(Kind.FAULT_TAKEN, Kind.DIRECTORY_ENTRY_READ, Kind.PTE_READ, Kind.PROTECTION_CHECKED,
                Kind.PFN_READ, Kind.EXCEPTION_RAISED), told.stream().map(FaultStep::kind).toList());
        assertEquals(Decision.CONTENTS_LOST, told.getLast().decision());
        assertInPageError(process, BASE);
        assertEquals(8, load(kernel, process, BASE + 4096));
        assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().free(process, new MemoryRange(BASE, 0),
                MemoryConstants.MEM_RELEASE));
        assertBad(lost);
        kernel.tick(5);
        kernel.zeroPages();
        assertBad(lost);
    }

    private int frameOf(long pteAddress) {
        PfnTable pfns = kernel.view().pfns();
        return IntStream.range(0, pfns.frames()).filter(pfn -> pfns.pteAddress(pfn) == pteAddress
                && pfns.location(pfn) == PageLocation.ACTIVE && pfns.modified(pfn)).findFirst().orElseThrow();
    }

    @Test
    void everyUserOfALostSharedPageGetsTheError() {
        int section = Machines.section(kernel, process, "shared", 0x10000, MemoryConstants.PAGE_READWRITE);
        Machines.map(kernel, process, section, VIEW, MemoryConstants.PAGE_READWRITE);
        EProcess other = Machines.process(kernel, "B");
        IntHolder handle = new IntHolder();
        assertEquals(NtStatus.SUCCESS,
                kernel.sections().open(other, "shared", MemoryConstants.SECTION_ALL_ACCESS, handle));
        Machines.map(kernel, other, handle.value, VIEW, MemoryConstants.PAGE_READWRITE);
        store(kernel, process, VIEW, 1);
        int pfn = faulted(other, VIEW);
        kernel.injectParityError(pfn);
        checkInvariants(kernel);
        assertInPageError(process, VIEW);
        assertInPageError(other, VIEW);
        kernel.processes().exit(process);
        kernel.processes().exit(other);
        kernel.dereferenceSegments();
        assertBad(pfn);
    }

    @Test
    void aFrameOfTheKernelStopsTheMachine() {
        int directory = (int) (process.directoryTableBase() >>> 12);
        BugCheckException stopped =
                assertThrows(BugCheckException.class, () -> kernel.injectParityError(directory));
        assertEquals(new BugCheck(BugCheck.NMI_HARDWARE_FAILURE, 0x004F4454, 0, 0, 0), stopped.bugCheck());
        assertEquals(stopped.bugCheck(), kernel.bugCheck());
        checkInvariants(kernel);
    }

    @Test
    void withNoPageLeftTheMachineStops() {
        Kernel small = Kernel.boot(KernelConfiguration.defaults().withMemoryBytes(4 << 20));
        EProcess hog = Machines.process(small, "hog");
        Machines.commit(small, hog, BASE, 200 * 4096L, MemoryConstants.PAGE_READWRITE);
        store(small, hog, BASE, 1);
        PfnTable pfns = small.view().pfns();
        for (int pfn = 0; pfn < pfns.frames(); pfn++) {
            if (pfns.location(pfn).ordinal() <= PageLocation.STANDBY.ordinal()) {
                small.injectParityError(pfn);
            }
        }
        checkInvariants(small);
        assertEquals(0, small.view().counters().availablePages());
        BugCheckException stopped =
                assertThrows(BugCheckException.class, () -> store(small, hog, BASE + 4096, 2));
        assertEquals(BugCheck.NO_PAGES_AVAILABLE, stopped.bugCheck().code());
        assertEquals(small.view().pageLists().modified(), stopped.bugCheck().parameter1());
        assertTrue(stopped.bugCheck().parameter1() > 0, "everything trimmed, nothing to write it to");
        assertEquals(stopped.bugCheck().parameter1(), stopped.bugCheck().parameter2());
        assertTrue(stopped.bugCheck().parameter3() > 0);
        checkInvariants(small);
    }

    @Test
    void aFaultThatFindsNoPageWaitsForTheModifiedPageWriter() {
        Kernel small = Machines.boot(Profile.XP, 4, 16);
        EProcess hog = Machines.process(small, "hog");
        Machines.commit(small, hog, BASE, 1200 * 4096L, MemoryConstants.PAGE_READWRITE);
        int[] page = {0};
        while (small.view().counters().availablePages() > 0) {
            store(small, hog, BASE + page[0]++ * 4096, 1);
        }
        long time = small.clock().time();
        List<FaultStep> told = FaultSteps.of(small, () -> store(small, hog, BASE + page[0] * 4096, 2));
        List<Kind> kinds = told.stream().map(FaultStep::kind).toList();
        int waited = kinds.indexOf(Kind.WAITED_FOR_PAGE);
        assertTrue(waited > kinds.indexOf(Kind.PROTECTION_CHECKED));
        assertEquals(Kind.PTE_WRITTEN, kinds.get(waited + 1), "a page leaves the working set");
        assertTrue(kinds.lastIndexOf(Kind.PAGE_ALLOCATED) > waited);
        assertEquals(Decision.FROM_STANDBY_LIST, told.get(kinds.lastIndexOf(Kind.PAGE_ALLOCATED)).decision());
        assertEquals(Kind.RESOLVED, kinds.getLast());
        assertTrue(small.clock().time() - time > 100_000, "the writes were waited for");
        assertTrue(small.view().pageFiles().getFirst().usedPages() > 0);
        checkInvariants(small);
    }
}
