package org.mmscope.kernel.section;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.kernel.section.OpenedFile.PAGE;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mmscope.kernel.FileRequest;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.SystemThread;
import org.mmscope.kernel.io.FileSource;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.MachineView;

/** Files that are made shorter, overwritten or deleted while pages of them are in memory; flushes of parts of views. */
class PurgeTest {

    private static final String PATH = "C:\\data.bin";
    private static final int VIEW = 0x10000000;
    private static final int PAGES = 16;

    private final Kernel kernel = Machines.boot(Profile.XP, 16, 32);
    private final MachineView before = kernel.view();
    private final EProcess process = Machines.process(kernel, "A");
    private OpenedFile file;

    @BeforeEach
    void open() {
        kernel.volume().addFile(PATH, PAGES * PAGE, FileSource.PATTERN);
        file = new OpenedFile(kernel, process, PATH);
    }

    @AfterEach
    void everythingIsGivenBack() {
        Machines.checkInvariants(kernel);
        kernel.processes().exit(process);
        kernel.dereferenceSegments();
        Machines.checkInvariants(kernel);
        assertEquals(0, kernel.view().fileObjects().size());
        Machines.assertSame(before, kernel.view());
    }

    private long pfnReferences() {
        return kernel.view().controlAreas().getFirst().pfnReferences();
    }

    @Test
    void pagesBehindTheNewEndAreForgottenAndNotWritten() {
        file.write(0, PAGES * PAGE, 7);
        assertEquals(PAGES, pfnReferences());
        assertEquals(NtStatus.SUCCESS, file.setEnd(4 * PAGE + 100));
        assertEquals(5, pfnReferences(), "the page in which the end lies stays");
        Machines.checkInvariants(kernel);
        assertEquals(7, file.at(4 * PAGE + 99));
        assertEquals(NtStatus.SUCCESS, file.setEnd(PAGES * PAGE));
        assertEquals(0, file.at(4 * PAGE + 100), "what was behind the end is zero");
        assertEquals(0, file.at(5 * PAGE));
        file.flush();
        assertEquals(7, file.onDisk(4 * PAGE + 99));
        assertEquals(0, file.onDisk(4 * PAGE + 100));
        assertEquals(0, file.onDisk(5 * PAGE), "and never came to the disk");
    }

    @Test
    void pagesBeforeTheNewEndStayAndAreWrittenLater() {
        file.write(0, PAGE, 9);
        assertEquals(NtStatus.SUCCESS, file.setEnd(PAGE));
        assertEquals(0, file.onDisk(0));
        assertEquals(1, pfnReferences());
        kernel.run(SystemThread.MAPPED_WRITER);
        assertEquals(9, file.onDisk(0));
    }

    @Test
    void aFileThatIsMappedCannotBeMadeShorter() {
        int section = file.map(VIEW);
        Machines.store(kernel, process, VIEW + 8 * PAGE, 3);
        assertEquals(NtStatus.USER_MAPPED_FILE, file.setEnd(8 * PAGE));
        assertEquals(NtStatus.SUCCESS, file.setEnd(PAGES * PAGE), "the same size");
        assertEquals(NtStatus.SUCCESS, file.setEnd((PAGES + 1) * PAGE), "and longer");
        assertEquals(3, Machines.load(kernel, process, VIEW + 8 * PAGE));
        kernel.objects().close(process, section);
        assertEquals(NtStatus.USER_MAPPED_FILE, file.setEnd(8 * PAGE), "the view is enough");
        kernel.sections().unmapView(process, VIEW);
        assertEquals(NtStatus.SUCCESS, file.setEnd(8 * PAGE));
    }

    @Test
    void aSectionWithoutAViewIsEnough() {
        int section = file.section(0);
        assertEquals(NtStatus.USER_MAPPED_FILE, file.setEnd(0));
        kernel.objects().close(process, section);
        assertEquals(NtStatus.SUCCESS, file.setEnd(0));
        assertTrue(kernel.view().controlAreas().isEmpty(), "nothing keeps the segment");
    }

    @Test
    void writesUnderWayAreWaitedFor() {
        int section = file.map(VIEW);
        for (int page = 0; page < PAGES; page++) {
            Machines.store(kernel, process, VIEW + page * PAGE, 1);
        }
        kernel.sections().unmapView(process, VIEW);
        kernel.objects().close(process, section);
        kernel.tick(300 - kernel.clock().time() / 10_000_000);
        long began = kernel.clock().time();
        assertTrue(kernel.view().pfns().writeInProgress(frame(PAGES - 1)));
        assertEquals(NtStatus.SUCCESS, file.setEnd(0));
        assertTrue(kernel.clock().time() > began);
        assertTrue(kernel.view().controlAreas().isEmpty());
    }

    private int frame(int page) {
        return kernel.view().segments().getFirst().prototypePtes().get(page).pfn();
    }

    @Test
    void anOverwrittenFileBeginsAnew() {
        file.write(0, PAGE, 5);
        assertEquals(NtStatus.SUCCESS, kernel.files().create(process, new FileRequest(PATH,
                MemoryConstants.GENERIC_READ | MemoryConstants.GENERIC_WRITE, 7, MemoryConstants.FILE_OVERWRITE),
                new IntHolder(), new IntHolder()));
        assertTrue(kernel.view().controlAreas().isEmpty());
        assertEquals(0, kernel.volume().file(PATH).size());
        assertEquals(0, file.onDisk(0));
        assertEquals(NtStatus.SUCCESS, file.write(0, 10, 6));
        assertEquals(6, file.at(9));
    }

    @Test
    void aFileThatIsDeletedKeepsItsPagesToItsLastHandle() {
        file.write(0, PAGE, 5);
        long pages = pfnReferences();
        assertEquals(NtStatus.SUCCESS, kernel.files().delete(process, PATH));
        assertEquals(pages, pfnReferences());
        assertEquals(5, file.at(0));
        file.close();
        assertTrue(kernel.view().controlAreas().isEmpty());
        assertNull(kernel.volume().file(PATH));
    }

    @Test
    void aFileThatOnlyItsPagesKeepIsDeletedAtOnce() {
        file.write(0, PAGE, 5);
        file.close();
        assertEquals(ControlAreaView.Kind.DATA, kernel.view().controlAreas().getFirst().kind());
        assertEquals(NtStatus.SUCCESS, kernel.files().delete(process, PATH));
        assertNull(kernel.volume().file(PATH));
        assertTrue(kernel.view().controlAreas().isEmpty());
    }

    @Test
    void aMappedFileIsNotDeleted() {
        file.map(VIEW);
        file.close();
        assertEquals(NtStatus.CANNOT_DELETE, kernel.files().delete(process, PATH));
    }

    /** What is stored to a part that is not flushed stays in memory only. */
    @Test
    void aPartOfAViewIsFlushed() {
        file.map(VIEW);
        for (int page = 0; page < PAGES; page++) {
            Machines.store(kernel, process, VIEW + page * PAGE, 0x55);
        }
        MemoryRange range = new MemoryRange(VIEW + 3 * PAGE + 5, 2 * PAGE);
        assertEquals(NtStatus.SUCCESS, kernel.sections().flush(process, range));
        assertEquals(VIEW + 3 * PAGE, range.base);
        for (int page = 0; page < PAGES; page++) {
            assertEquals(page >= 3 && page <= 5, file.onDisk(page * PAGE) == 0x55, "page " + page);
        }
        assertEquals(0, Machines.pte(kernel, process, VIEW + 3 * PAGE) & 0x42, "clean, so that stores are seen");
        assertEquals(0x42, Machines.pte(kernel, process, VIEW + 2 * PAGE) & 0x42);
        Machines.store(kernel, process, VIEW + 3 * PAGE, 0x66);
        assertEquals(NtStatus.SUCCESS, kernel.sections().flush(process, new MemoryRange(VIEW + 3 * PAGE, 1)));
        assertEquals(0x66, file.onDisk(3 * PAGE));
        assertEquals(NtStatus.SUCCESS, kernel.sections().flush(process, new MemoryRange(VIEW + 10 * PAGE, 0)));
        assertEquals(0x55, file.onDisk((PAGES - 1) * PAGE), "size 0 is up to the end");
        assertEquals(0, file.onDisk(0));
        assertEquals(NtStatus.NOT_MAPPED_VIEW,
                kernel.sections().flush(process, new MemoryRange(VIEW, PAGES * PAGE + 1)));
    }
}
