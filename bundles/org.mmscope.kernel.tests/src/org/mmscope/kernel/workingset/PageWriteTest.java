package org.mmscope.kernel.workingset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.kernel.Machines.checkInvariants;
import static org.mmscope.kernel.Machines.load;
import static org.mmscope.kernel.Machines.store;

import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelCapture;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.io.FileSource;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PfnTable;

/** Pages while they are being written, and what becomes of them. */
class PageWriteTest {

    private static final int BASE = 0x10000000;
    private static final int VIEW = 0x11000000;
    private static final int FILE_PAGES = 16;

    private final Kernel kernel = Machines.boot(Profile.XP, 16, 16);
    private final EProcess process = Machines.process(kernel, "A");

    @AfterEach
    void theMachineIsConsistent() {
        checkInvariants(kernel);
        kernel.tick(1);
        assertEquals(0, underWrite().length);
        checkInvariants(kernel);
    }

    private int[] underWrite() {
        PfnTable pfns = kernel.view().pfns();
        return IntStream.range(0, pfns.frames()).filter(pfns::writeInProgress).toArray();
    }

    /** The mapped page writer begins to write every page of a file, as the age of the pages makes it. */
    private void beginWrites() {
        kernel.volume().addFile("C:\\data.bin", FILE_PAGES * 4096L, FileSource.ZERO);
        int section = Machines.fileSection(kernel, process, "C:\\data.bin",
                MemoryConstants.GENERIC_READ | MemoryConstants.GENERIC_WRITE, MemoryConstants.PAGE_READWRITE);
        Machines.map(kernel, process, section, VIEW, MemoryConstants.PAGE_READWRITE);
        for (int i = 0; i < FILE_PAGES; i++) {
            store(kernel, process, VIEW + i * 4096, 100 + i);
        }
        kernel.processes().emptyWorkingSet(process);
        kernel.tick(300 - kernel.clock().time() / 10_000_000);
        assertEquals(FILE_PAGES, underWrite().length);
        checkInvariants(kernel);
    }

    private int frame(int page) {
        long first = kernel.view().segments().getLast().prototypePtes().get(page).raw();
        return (int) (first >>> 12);
    }

    @Test
    void aPageUnderAWriteIsInTransitionAndHeld() {
        beginWrites();
        PfnTable pfns = kernel.view().pfns();
        for (int page = 0; page < FILE_PAGES; page++) {
            assertEquals(PageLocation.TRANSITION, pfns.location(frame(page)));
            assertEquals(1, pfns.referenceCount(frame(page)));
            assertEquals(false, pfns.modified(frame(page)));
        }
        kernel.clock().advance(10_000_000);
        kernel.beginCall();
        assertEquals(0, underWrite().length);
        assertEquals(PageLocation.STANDBY, kernel.view().pfns().location(frame(3)));
    }

    @Test
    void aFaultDoesNotWaitForTheWrite() {
        beginWrites();
        int pfn = frame(2);
        long time = kernel.clock().time();
        kernel.beginCall();
        assertEquals(102, load(kernel, process, VIEW + 2 * 4096));
        assertEquals(FaultKind.TRANSITION, kernel.faults().getLast().kind());
        assertTrue(kernel.clock().time() - time < 1000);
        assertEquals(PageLocation.ACTIVE, kernel.view().pfns().location(pfn));
        assertEquals(2, kernel.view().pfns().referenceCount(pfn));
        checkInvariants(kernel);
        kernel.clock().advance(10_000_000);
        kernel.beginCall();
        assertEquals(PageLocation.ACTIVE, kernel.view().pfns().location(pfn));
        assertEquals(1, kernel.view().pfns().referenceCount(pfn));
    }

    @Test
    void aPageStoredToMeanwhileIsModifiedAgain() {
        beginWrites();
        int pfn = frame(2);
        store(kernel, process, VIEW + 2 * 4096, 7);
        kernel.processes().emptyWorkingSet(process);
        assertEquals(PageLocation.TRANSITION, kernel.view().pfns().location(pfn), "the write still holds it");
        checkInvariants(kernel);
        kernel.clock().advance(10_000_000);
        kernel.beginCall();
        assertEquals(PageLocation.MODIFIED, kernel.view().pfns().location(pfn));
        kernel.writeModifiedPages();
        byte[] cluster = new byte[4096];
        kernel.volume().file("C:\\data.bin").readCluster(2, cluster);
        assertEquals(7, cluster[0]);
    }

    @Test
    void aPrivatePageDeletedUnderAWriteIsFreedWhenItIsDone() {
        Kernel small = Machines.boot(Profile.XP, 8, 32);
        EProcess owner = Machines.process(small, "A");
        Machines.commit(small, owner, BASE, 1650 * 4096L, MemoryConstants.PAGE_READWRITE);
        for (int i = 0; i < 1650; i++) {
            store(small, owner, BASE + i * 4096, i);
        }
        small.tick(1);
        KernelCapture capture = small.capture();
        assertTrue(small.view().pageLists().transition() > 0, "the modified page writer writes");
        store(small, owner, BASE, 5);
        checkInvariants(small);
        assertEquals(NtStatus.SUCCESS, small.virtualMemory().free(owner, new MemoryRange(BASE, 0),
                MemoryConstants.MEM_RELEASE));
        checkInvariants(small);
        small.tick(1);
        assertEquals(0, small.view().pageLists().transition());
        checkInvariants(small);
        small.restore(capture);
        checkInvariants(small);
        EProcess again = small.processes().byName("A");
        for (int i = 0; i < 1650; i++) {
            assertEquals(i, load(small, again, BASE + i * 4096));
        }
        small.processes().exit(again);
        checkInvariants(small);
    }

    @Test
    void aSegmentWaitsForItsWrites() {
        beginWrites();
        kernel.processes().exit(process);
        checkInvariants(kernel);
        kernel.dereferenceSegments();
        checkInvariants(kernel);
    }

    private void dirty(int pages) {
        Machines.commit(kernel, process, BASE, pages * 4096L, MemoryConstants.PAGE_READWRITE);
        for (int i = 0; i < pages; i++) {
            store(kernel, process, BASE + i * 4096, 500 + i);
        }
        kernel.writeModifiedPages();
        kernel.processes().emptyWorkingSet(process);
    }

    @Test
    void aPageWhoseWriteFailsStaysModifiedAndIsWrittenToAnotherSlot() {
        kernel.badSectors("C:\\pagefile.sys", 4096, 8 * 4096, true);
        dirty(20);
        int modified = kernel.view().pageLists().modified();
        kernel.writeModifiedPages();
        assertEquals(8, kernel.view().pageLists().modified());
        checkInvariants(kernel);
        assertEquals(modified, kernel.view().pageFiles().getFirst().usedPages(), "a bad slot is its page's until then");
        kernel.writeModifiedPages();
        assertEquals(0, kernel.view().pageLists().modified());
        assertEquals(modified, kernel.view().pageFiles().getFirst().usedPages());
        checkInvariants(kernel);
        for (int i = 0; i < 20; i++) {
            assertEquals(500 + i, load(kernel, process, BASE + i * 4096));
        }
    }

    @Test
    void aPageWhoseWriteFailedCanBeFaultedBack() {
        kernel.badSectors("C:\\pagefile.sys", 4096, 8 * 4096, true);
        dirty(4);
        kernel.writeModifiedPages();
        for (int i = 0; i < 4; i++) {
            assertEquals(500 + i, load(kernel, process, BASE + i * 4096));
        }
        checkInvariants(kernel);
        kernel.processes().emptyWorkingSet(process);
        assertTrue(kernel.view().pageLists().modified() >= 4, "it is not on the disk");
        kernel.writeModifiedPages();
        checkInvariants(kernel);
    }

    @Test
    void aPageFileThatTakesNothingKeepsNobodyBusy() {
        kernel.badSectors("C:\\pagefile.sys", 4096, (16 << 20) - 4096, true);
        dirty(20);
        int modified = kernel.view().pageLists().modified();
        kernel.writeModifiedPages();
        kernel.tick(2);
        assertEquals(modified, kernel.view().pageLists().modified());
        checkInvariants(kernel);
        kernel.badSectors("C:\\pagefile.sys", 4096, (16 << 20) - 4096, false);
    }
}
