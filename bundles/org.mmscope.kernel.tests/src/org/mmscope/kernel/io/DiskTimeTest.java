package org.mmscope.kernel.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.kernel.Machines.checkInvariants;
import static org.mmscope.kernel.Machines.load;
import static org.mmscope.kernel.Machines.process;
import static org.mmscope.kernel.Machines.store;

import org.junit.jupiter.api.Test;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelCapture;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.SystemThread;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.machine.DiskTiming;

/** What transfers take of the virtual clock. */
class DiskTimeTest {

    private static final int BASE = 0x10000000;
    private static final int VIEW = 0x11000000;
    private static final int PAGES = 64;
    private static final long MILLISECOND = 10_000;
    private static final long POSITIONING = DiskTiming.DEFAULT.seek() + DiskTiming.DEFAULT.rotation();
    private static final long PAGE_TRANSFER = 8 * DiskTiming.DEFAULT.perSector();

    private final Kernel kernel = Machines.boot(Profile.XP, 16, 16);

    /** Virtual time that something takes, in 100 ns. */
    private static long time(Kernel machine, Runnable what) {
        long before = machine.clock().time();
        what.run();
        return machine.clock().time() - before;
    }

    private EProcess mapped() {
        kernel.volume().addFile("C:\\data.bin", PAGES * 4096L, FileSource.PATTERN);
        EProcess process = process(kernel, "A");
        int section = Machines.fileSection(kernel, process, "C:\\data.bin",
                MemoryConstants.GENERIC_READ | MemoryConstants.GENERIC_WRITE, MemoryConstants.PAGE_READWRITE);
        Machines.map(kernel, process, section, VIEW, MemoryConstants.PAGE_READWRITE);
        return process;
    }

    private static EProcess stored(Kernel machine) {
        EProcess process = process(machine, "A");
        Machines.commit(machine, process, BASE, PAGES * 4096L, MemoryConstants.PAGE_READWRITE);
        for (int i = 0; i < PAGES; i++) {
            store(machine, process, BASE + i * 4096, i);
        }
        machine.processes().emptyWorkingSet(process);
        return process;
    }

    /** Pages that were written and are standby give their frames to others. */
    private static void useStandby(Kernel machine) {
        EProcess hog = process(machine, "hog");
        int pages = machine.view().pageLists().available() - 20;
        Machines.commit(machine, hog, BASE, pages * 4096L, MemoryConstants.PAGE_READWRITE);
        for (int i = 0; i < pages; i++) {
            store(machine, hog, BASE + i * 4096, i);
        }
        machine.processes().exit(hog);
    }

    @Test
    void aHardFaultTakesMillisecondsAndASoftOneNextToNothing() {
        EProcess process = mapped();
        long begin = kernel.clock().time();
        long hard = time(kernel, () -> load(kernel, process, VIEW));
        assertTrue(hard >= POSITIONING + PAGE_TRANSFER, () -> "hard " + hard);
        assertTrue(hard < POSITIONING + 2 * PAGE_TRANSFER, () -> "hard " + hard);
        load(kernel, process, VIEW + 4096);
        long collided = kernel.clock().time() - begin;
        assertTrue(collided >= POSITIONING + 8 * PAGE_TRANSFER, () -> "the page was on its way: " + collided);
        long soft = time(kernel, () -> load(kernel, process, VIEW + 2 * 4096));
        assertTrue(soft > 0 && soft < MILLISECOND / 10, () -> "soft " + soft);
        long following = time(kernel, () -> load(kernel, process, VIEW + 8 * 4096));
        assertTrue(following >= PAGE_TRANSFER && following < POSITIONING, "the head is there: " + following);
        kernel.processes().emptyWorkingSet(process);
        assertTrue(time(kernel, () -> load(kernel, process, VIEW)) < MILLISECOND / 10);
        assertEquals(kernel.clock().time(), kernel.description().time());
        checkInvariants(kernel);
    }

    @Test
    void aPageComesBackFromThePageFileInMilliseconds() {
        EProcess process = stored(kernel);
        kernel.run(SystemThread.MODIFIED_WRITER);
        assertTrue(time(kernel, () -> load(kernel, process, BASE)) < MILLISECOND / 10, "from standby");
        useStandby(kernel);
        long hard = time(kernel, () -> assertEquals(9, load(kernel, process, BASE + 9 * 4096)));
        assertTrue(hard >= POSITIONING + PAGE_TRANSFER && hard < POSITIONING + MILLISECOND, () -> "hard " + hard);
        checkInvariants(kernel);
    }

    @Test
    void twoPageFilesAreWrittenAtTheSameTime() {
        Kernel two = Kernel.boot(kernel.configuration().withPageFile(16 << 20));
        stored(kernel);
        stored(two);
        long one = time(kernel, () -> kernel.run(SystemThread.MODIFIED_WRITER));
        long both = time(two, () -> two.run(SystemThread.MODIFIED_WRITER));
        long transfers = kernel.view().pageLists().standby() * PAGE_TRANSFER;
        assertEquals(POSITIONING + transfers, one);
        assertTrue(both < POSITIONING + transfers * 2 / 3, () -> both + " with two");
        two.view().pageFiles().forEach(file -> assertTrue(file.usedPages() > PAGES / 3, file::toString));
        checkInvariants(two);
    }

    @Test
    void writeBehindDoesNotMakeTheProgramWait() {
        EProcess process = mapped();
        for (int i = 0; i < 16; i++) {
            store(kernel, process, VIEW + i * 4096, i);
        }
        kernel.processes().emptyWorkingSet(process);
        KernelCapture capture = kernel.capture();
        long flushed = time(kernel, () -> kernel.sections().flush(process, new MemoryRange(VIEW, 0)));
        assertTrue(flushed >= POSITIONING, "a flush waits");
        kernel.restore(capture);
        EProcess again = kernel.processes().byName("A");
        int modified = kernel.view().pageLists().modified();
        kernel.tick(300 - kernel.clock().time() / 10_000_000 - 1);
        assertEquals(10_000_000, time(kernel, () -> kernel.tick(1)), "a tick is a second");
        assertEquals(modified - 16, kernel.view().pageLists().modified(), "the mapped page writer wrote by age");
        long waited = time(kernel, () -> load(kernel, again, VIEW + 40 * 4096));
        assertTrue(waited >= 2 * POSITIONING + 16 * PAGE_TRANSFER, "the read comes behind the writes: " + waited);
    }

    @Test
    void theDisksAreCapturedAndRestored() {
        EProcess process = mapped();
        load(kernel, process, VIEW);
        KernelCapture capture = kernel.capture();
        long first = time(kernel, () -> load(kernel, process, VIEW + 8 * 4096));
        long end = kernel.clock().time();
        load(kernel, process, VIEW + 40 * 4096);
        kernel.restore(capture);
        EProcess again = kernel.processes().byName("A");
        assertEquals(first, time(kernel, () -> load(kernel, again, VIEW + 8 * 4096)));
        assertEquals(end, kernel.clock().time());
    }
}
