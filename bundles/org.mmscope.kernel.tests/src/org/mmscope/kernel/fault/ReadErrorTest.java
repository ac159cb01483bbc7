package org.mmscope.kernel.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.kernel.Machines.load;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mmscope.kernel.ExceptionRecord;
import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.FaultRecord;
import org.mmscope.kernel.FileRequest;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelCapture;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.event.FaultStep.Decision;
import org.mmscope.kernel.event.FaultStep.Kind;
import org.mmscope.kernel.io.FileSource;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.PageListCounts;

/** Pages that a disk cannot read: who refers to them gets an in-page error, and nothing else is harmed. */
class ReadErrorTest {

    private static final int BASE = 0x10000000;
    private static final int VIEW = 0x11000000;
    private static final String PAGE_FILE = "C:\\pagefile.sys";
    private static final String FILE = "C:\\data.bin";

    private final Kernel kernel = Machines.boot(Profile.XP, 16, 32);
    private final EProcess process = Machines.process(kernel, "A");

    @AfterEach
    void theMachineIsConsistent() {
        Machines.checkInvariants(kernel);
        kernel.processes().exit(process);
        kernel.tick(1);
        Machines.checkInvariants(kernel);
    }

    private long slot(int page) {
        long pde = kernel.memory().read32(process.directoryTableBase() + (BASE >>> 22) * 4L) & 0xFFFFF000L;
        return (kernel.memory().read32(pde + page * 4L) & 0xFFFFFFFFL) >>> 12;
    }

    private void assertInPageError(int va, FaultKind kind) {
        kernel.beginCall();
        kernel.processes().attach(process);
        kernel.processor().load32(va);
        assertTrue(kernel.processor().aborted());
        assertEquals(new ExceptionRecord(NtStatus.IN_PAGE_ERROR, ExceptionRecord.READ, va), kernel.pendingException());
        assertEquals(new FaultRecord(va, kind, -1, true), kernel.faults().getLast());
        Machines.checkInvariants(kernel);
    }

    @Test
    void aPageOfThePageFile() {
        PagedOut.make(kernel, process, BASE, 16);
        long slot = slot(3);
        kernel.badSectors(PAGE_FILE, slot * 4096 + 512, 512, true);
        PageListCounts before = kernel.view().pageLists();
        List<FaultStep> told = FaultSteps.of(kernel, () -> assertInPageError(BASE + 3 * 4096, FaultKind.PAGE_FILE));
        assertEquals(List.of(Kind.FAULT_TAKEN, Kind.DIRECTORY_ENTRY_READ, Kind.PTE_READ, Kind.PROTECTION_CHECKED,
                Kind.PAGE_ALLOCATED, Kind.PTE_WRITTEN, Kind.READ_ISSUED, Kind.READ_ISSUED, Kind.PTE_WRITTEN,
                Kind.READ_FAILED, Kind.EXCEPTION_RAISED), told.stream().map(FaultStep::kind).toList());
        assertEquals(slot << 12 | 0x80, told.get(8).value(), "the PTE names its slot again");
        assertEquals(new FaultStep(Kind.EXCEPTION_RAISED, BASE + 3 * 4096, 0, 0xC0000006L, Decision.READ_ERROR),
                told.getLast());
        assertEquals(slot, slot(3));
        assertEquals(before, kernel.view().pageLists(), "the frame is free again");
        assertEquals(104, load(kernel, process, BASE + 4 * 4096), "its neighbours can be read");
        kernel.badSectors(PAGE_FILE, slot * 4096 + 512, 512, false);
        assertEquals(103, load(kernel, process, BASE + 3 * 4096));
    }

    @Test
    void aNeighbourThatCannotBeReadIsNotMissed() {
        PagedOut.make(kernel, process, BASE, 16);
        kernel.badSectors(PAGE_FILE, slot(5) * 4096, 4096, true);
        kernel.beginCall();
        assertEquals(103, load(kernel, process, BASE + 3 * 4096));
        assertEquals(FaultKind.PAGE_FILE, kernel.faults().getLast().kind());
        assertInPageError(BASE + 5 * 4096, FaultKind.PAGE_FILE);
    }

    @Test
    void aPageOfAMappedFileAndOfAFileThatIsRead() {
        kernel.volume().addFile(FILE, 16 * 4096L, FileSource.PATTERN);
        kernel.badSectors(FILE, 2 * 4096, 1, true);
        int section = Machines.fileSection(kernel, process, FILE, MemoryConstants.GENERIC_READ,
                MemoryConstants.PAGE_READONLY);
        Machines.map(kernel, process, section, VIEW, MemoryConstants.PAGE_READONLY);
        assertInPageError(VIEW + 2 * 4096, FaultKind.MAPPED_FILE);
        load(kernel, process, VIEW + 3 * 4096);
        load(kernel, process, VIEW);
        IntHolder file = new IntHolder();
        assertEquals(NtStatus.SUCCESS, kernel.files().create(process,
                new FileRequest(FILE, MemoryConstants.GENERIC_READ, 7, MemoryConstants.FILE_OPEN), file,
                new IntHolder()));
        byte[] bytes = new byte[4096];
        IntHolder count = new IntHolder();
        assertEquals(NtStatus.DEVICE_DATA_ERROR, kernel.files().read(process, file.value, 2 * 4096, bytes, 4096, count));
        assertEquals(0, count.value);
        assertEquals(NtStatus.SUCCESS, kernel.files().read(process, file.value, 4 * 4096, bytes, 4096, count));
        kernel.badSectors(FILE, 2 * 4096, 1, false);
        load(kernel, process, VIEW + 2 * 4096);
    }

    @Test
    void aPageOfASharedSectionInThePageFile() {
        int section = Machines.section(kernel, process, "shared", 0x10000, MemoryConstants.PAGE_READWRITE);
        Machines.map(kernel, process, section, VIEW, MemoryConstants.PAGE_READWRITE);
        Machines.store(kernel, process, VIEW, 42);
        PagedOut.make(kernel, process, BASE, 64);
        KernelCapture capture = kernel.capture();
        kernel.badSectors(PAGE_FILE, 4096, 64 * 4096, true);
        assertInPageError(VIEW, FaultKind.PAGE_FILE);
        kernel.restore(capture);
        assertEquals(42, load(kernel, kernel.processes().byName("A"), VIEW), "what is bad belongs to the state");
        assertNull(kernel.pendingException());
    }
}
