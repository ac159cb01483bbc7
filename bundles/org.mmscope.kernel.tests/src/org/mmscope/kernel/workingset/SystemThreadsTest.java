package org.mmscope.kernel.workingset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.kernel.Machines.checkInvariants;
import static org.mmscope.kernel.Machines.load;
import static org.mmscope.kernel.Machines.process;
import static org.mmscope.kernel.Machines.store;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.SystemThread;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.PageListCounts;
import org.mmscope.kernel.view.PfnTable;

/** What the memory manager's threads do to the page lists. */
class SystemThreadsTest {

    private static final int BASE = 0x10000000;

    private final Kernel kernel = Machines.boot(Profile.XP, 8, 32);
    private final EProcess process = process(kernel, "A");

    private void touch(int pages) {
        Machines.commit(kernel, process, BASE, pages * 4096L, MemoryConstants.PAGE_READWRITE);
        for (int i = 0; i < pages; i++) {
            store(kernel, process, BASE + i * 4096, i);
        }
    }

    @Test
    void zeroPageThreadEmptiesTheFreeList() {
        int free = kernel.view().pageLists().free();
        assertTrue(free > 1000);
        assertEquals(free, kernel.run(SystemThread.ZERO_PAGE));
        PageListCounts lists = kernel.view().pageLists();
        assertEquals(0, lists.free());
        assertEquals(free, lists.zeroed());
        checkInvariants(kernel);
    }

    @Test
    void modifiedPagesBecomeStandby() {
        touch(100);
        int trimmed = kernel.processes().emptyWorkingSet(process);
        assertTrue(trimmed >= 100);
        assertEquals(trimmed, kernel.view().pageLists().modified());
        assertEquals(0, kernel.run(SystemThread.MAPPED_WRITER));
        assertEquals(trimmed, kernel.run(SystemThread.MODIFIED_WRITER));
        assertEquals(trimmed, kernel.view().pageLists().standby());
        assertEquals(trimmed, kernel.view().pageFiles().getFirst().usedPages());
        checkInvariants(kernel);
        assertEquals(7, load(kernel, process, BASE + 7 * 4096));
        store(kernel, process, BASE + 7 * 4096, 8);
        assertEquals(trimmed - 1, kernel.view().pageFiles().getFirst().usedPages());
        checkInvariants(kernel);
    }

    @Test
    void balanceSetManagerTrimsWhenFewPagesAreLeft() {
        touch(1700);
        assertTrue(kernel.view().pageLists().available() < 400);
        kernel.tick(1);
        PfnTable pfns = kernel.view().pfns();
        long underWrite = IntStream.range(0, pfns.frames()).filter(pfns::writeInProgress).count();
        assertTrue(underWrite > 0);
        assertTrue(kernel.view().pageLists().available() + underWrite >= 600);
        kernel.tick(1);
        assertTrue(kernel.view().pageLists().available() >= 600, "the writes are done");
        assertTrue(kernel.view().processes().getLast().workingSet().size() >= 50);
        checkInvariants(kernel);
        for (int i = 0; i < 1700; i++) {
            assertEquals(i, load(kernel, process, BASE + i * 4096));
        }
        checkInvariants(kernel);
    }

    @Test
    void lockedPagesStay() {
        touch(20);
        assertEquals(NtStatus.SUCCESS,
                kernel.virtualMemory().lock(process, new MemoryRange(BASE, 4 * 4096)));
        kernel.processes().emptyWorkingSet(process);
        kernel.beginCall();
        load(kernel, process, BASE + 3 * 4096);
        assertEquals(0, kernel.faults().size());
        load(kernel, process, BASE + 4 * 4096);
        assertEquals(1, kernel.faults().size());
        assertEquals(NtStatus.SUCCESS,
                kernel.virtualMemory().unlock(process, new MemoryRange(BASE, 4 * 4096)));
        assertEquals(NtStatus.NOT_LOCKED,
                kernel.virtualMemory().unlock(process, new MemoryRange(BASE, 4 * 4096)));
        checkInvariants(kernel);
    }

    @Test
    void twoPageFilesAreUsedOneAfterTheOther() {
        Kernel small = Kernel.boot(kernel.configuration().withPageFile(1 << 20).withMemoryBytes(4 << 20));
        EProcess owner = process(small, "B");
        Machines.commit(small, owner, BASE, 700 * 4096L, MemoryConstants.PAGE_READWRITE);
        byte[] bytes = new byte[700 * 4096];
        new java.util.Random(5).nextBytes(bytes);
        IntHolder done = new IntHolder();
        assertEquals(NtStatus.SUCCESS, small.virtualMemory().write(owner, BASE, bytes, bytes.length, done));
        small.processes().emptyWorkingSet(owner);
        small.writeModifiedPages();
        byte[] back = new byte[bytes.length];
        assertEquals(NtStatus.SUCCESS, small.virtualMemory().read(owner, BASE, back, back.length, done));
        org.junit.jupiter.api.Assertions.assertArrayEquals(bytes, back);
        checkInvariants(small);
    }
}
