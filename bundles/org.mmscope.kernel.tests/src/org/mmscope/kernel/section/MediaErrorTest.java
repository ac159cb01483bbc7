package org.mmscope.kernel.section;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.kernel.section.OpenedFile.PAGE;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mmscope.kernel.ExceptionRecord;
import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.FaultRecord;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.SystemThread;
import org.mmscope.kernel.ViewRequest;
import org.mmscope.kernel.image.ImageFiles;
import org.mmscope.kernel.image.PeWriter;
import org.mmscope.kernel.io.FileSource;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageLocation;

/** Files on a disk that cannot read or write some of their sectors. */
class MediaErrorTest {

    private static final String PATH = "C:\\data.bin";
    private static final int VIEW = 0x10000000;
    private static final int PAGES = 16;
    private static final int BAD = 5;

    private final Kernel kernel = Machines.boot(Profile.XP, 16, 32);
    private final MachineView before = kernel.view();
    private EProcess process = Machines.process(kernel, "A");

    @AfterEach
    void everythingIsGivenBack() {
        Machines.checkInvariants(kernel);
        kernel.processes().exit(process);
        kernel.dereferenceSegments();
        Machines.checkInvariants(kernel);
        assertEquals(0, kernel.view().fileObjects().size());
        Machines.assertSame(before, kernel.view());
    }

    private OpenedFile open(long size) {
        kernel.volume().addFile(PATH, size, FileSource.PATTERN);
        return new OpenedFile(kernel, process, PATH);
    }

    private void bad(boolean bad) {
        kernel.badSectors(PATH, BAD * PAGE + 512, 1, bad);
    }

    /** A file with every page stored to through a view, and then a sector that cannot be written. */
    private OpenedFile stored() {
        OpenedFile file = open(PAGES * PAGE);
        file.map(VIEW);
        for (int page = 0; page < PAGES; page++) {
            Machines.store(kernel, process, VIEW + page * PAGE, 0x55);
        }
        bad(true);
        return file;
    }

    private void assertOnDiskBut(OpenedFile file, int missing) {
        for (int page = 0; page < PAGES; page++) {
            assertEquals(page != missing, file.onDisk(page * PAGE) == 0x55, "page " + page);
        }
    }

    private int frame(int page) {
        return kernel.view().segments().getFirst().prototypePtes().get(page).pfn();
    }

    @Test
    void aFlushSaysThatItFailedAndWritesTheRest() {
        OpenedFile file = stored();
        assertEquals(NtStatus.DEVICE_DATA_ERROR, kernel.sections().flush(process, new MemoryRange(VIEW, 0)));
        assertOnDiskBut(file, BAD);
        assertTrue(kernel.view().pfns().modified(frame(BAD)), "the page is not lost");
        assertEquals(NtStatus.DEVICE_DATA_ERROR, file.flush());
        assertEquals(NtStatus.SUCCESS, kernel.sections().flush(process, new MemoryRange(VIEW, BAD * PAGE)));
        bad(false);
        assertEquals(NtStatus.SUCCESS, file.flush());
        assertOnDiskBut(file, -1);
    }

    @Test
    void theMappedPageWriterTriesAgain() {
        OpenedFile file = stored();
        kernel.processes().emptyWorkingSet(process);
        assertEquals(PAGES - 1, kernel.run(SystemThread.MAPPED_WRITER));
        assertEquals(PageLocation.MODIFIED, kernel.view().pfns().location(frame(BAD)));
        Machines.checkInvariants(kernel);
        assertEquals(0, kernel.run(SystemThread.MAPPED_WRITER));
        assertOnDiskBut(file, BAD);
        bad(false);
        assertEquals(1, kernel.run(SystemThread.MAPPED_WRITER));
        assertOnDiskBut(file, -1);
    }

    /** A page that cannot be written is no reason to stop as long as others can be had. */
    @Test
    void memoryIsFoundElsewhere() {
        stored();
        kernel.processes().emptyWorkingSet(process);
        Machines.commit(kernel, process, 0x30000000, 20 << 20, MemoryConstants.PAGE_READWRITE);
        for (int at = 0; at < 20 << 20; at += PAGE) {
            Machines.store(kernel, process, 0x30000000 + at, at);
        }
        assertNull(kernel.bugCheck());
        assertEquals(0x55, Machines.load(kernel, process, VIEW + BAD * PAGE) & 0xFF);
        bad(false);
    }

    @Test
    void theDereferenceSegmentThreadKeepsWhatItCannotWrite() {
        OpenedFile file = stored();
        kernel.processes().exit(process);
        process = Machines.process(kernel, "B");
        assertEquals(0, kernel.dereferenceSegments());
        assertEquals(1, kernel.view().controlAreas().size());
        Machines.checkInvariants(kernel);
        bad(false);
        assertEquals(1, kernel.dereferenceSegments());
        assertOnDiskBut(file, -1);
    }

    @Test
    void aPartOfAPageThatCannotBeReadIsNotWritten() {
        OpenedFile file = open(PAGES * PAGE);
        bad(true);
        assertEquals(NtStatus.DEVICE_DATA_ERROR, file.write(BAD * PAGE + 10, 10, 1));
        assertEquals(NtStatus.SUCCESS, file.write((BAD + 1) * PAGE + 10, 10, 1));
        Machines.checkInvariants(kernel);
        bad(false);
        assertEquals(BAD * PAGE + 10 + (BAD * PAGE + 10 >> 12) & 0xFF, file.at(BAD * PAGE + 10) & 0xFF);
    }

    @Test
    void aWriteThatFailsDoesNotLengthenTheFile() {
        OpenedFile file = open(BAD * PAGE + 1000);
        bad(true);
        assertEquals(NtStatus.DEVICE_DATA_ERROR, file.write(BAD * PAGE + 900, 2 * PAGE, 1));
        assertEquals(BAD * PAGE + 1000, kernel.volume().file(PATH).size());
        bad(false);
        assertEquals(NtStatus.SUCCESS, file.write(BAD * PAGE + 900, 2 * PAGE, 1));
        assertEquals(1, file.at((BAD + 2) * PAGE + 899));
    }

    @Test
    void aReadOverAPageThatCannotBeReadGivesNothing() {
        OpenedFile file = open(PAGES * PAGE);
        bad(true);
        IntHolder count = new IntHolder();
        assertEquals(NtStatus.DEVICE_DATA_ERROR, kernel.files().read(process, file.handle, (BAD - 1) * PAGE,
                new byte[3 * PAGE], 3 * PAGE, count));
        assertEquals(0, count.value);
        assertEquals(NtStatus.SUCCESS, kernel.files().read(process, file.handle, 0, new byte[PAGE], PAGE, count));
        assertEquals(PAGE, count.value);
        bad(false);
    }

    @Test
    void aPageOfAnImage() {
        byte[] bytes = PeWriter.usual(0x12000000, 3).write();
        String path = "C:\\image.dll";
        ImageFiles.add(kernel, path, bytes);
        int section = ImageFiles.section(kernel, process, path);
        ViewRequest view = new ViewRequest(0, 0, 0, MemoryConstants.PAGE_EXECUTE);
        assertEquals(NtStatus.SUCCESS, kernel.sections().mapView(process, section, view));
        int code = view.base + 0x1000;
        kernel.badSectors(path, 0x400, 512, true);
        kernel.beginCall();
        kernel.processes().attach(process);
        kernel.processor().load32(code);
        assertEquals(new ExceptionRecord(NtStatus.IN_PAGE_ERROR, ExceptionRecord.READ, code),
                kernel.pendingException());
        assertEquals(new FaultRecord(code, FaultKind.IMAGE, -1, true), kernel.faults().getLast());
        Machines.checkInvariants(kernel);
        Machines.load(kernel, process, view.base);
        kernel.badSectors(path, 0x400, 512, false);
        Machines.load(kernel, process, code);
        kernel.run(SystemThread.DEREFERENCE_SEGMENT);
    }
}
