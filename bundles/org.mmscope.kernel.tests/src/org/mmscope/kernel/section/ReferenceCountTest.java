package org.mmscope.kernel.section;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.kernel.section.OpenedFile.PAGE;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mmscope.kernel.FileRequest;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.SystemThread;
import org.mmscope.kernel.ViewRequest;
import org.mmscope.kernel.image.ImageFiles;
import org.mmscope.kernel.image.PeWriter;
import org.mmscope.kernel.io.FileSource;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.MachineView;

/** The counts of control areas at each step of two processes that share a section. */
class ReferenceCountTest {

    private static final int VIEW = 0x10000000;
    private static final int OTHER = 0x12340000;
    private static final int READ_WRITE = MemoryConstants.PAGE_READWRITE;

    private final Kernel kernel = Machines.boot(Profile.XP, 32, 64);
    private final MachineView before = kernel.view();
    private final EProcess a = Machines.process(kernel, "A");
    private final EProcess b = Machines.process(kernel, "B");

    @AfterEach
    void everythingIsGivenBack() {
        Machines.checkInvariants(kernel);
        kernel.processes().exit(a);
        kernel.processes().exit(b);
        kernel.dereferenceSegments();
        Machines.checkInvariants(kernel);
        Machines.assertSame(before, kernel.view());
    }

    private void assertCounts(int sections, int views, int users, int pages) {
        Machines.checkInvariants(kernel);
        assertEquals(1, kernel.view().controlAreas().size());
        ControlAreaView area = kernel.view().controlAreas().getFirst();
        assertEquals(sections, area.sectionReferences(), "section references");
        assertEquals(views, area.mappedViews(), "mapped views");
        assertEquals(users, area.userReferences(), "user references");
        assertEquals(pages, area.pfnReferences(), "PFN references");
    }

    private int open(EProcess process, String name) {
        IntHolder handle = new IntHolder();
        assertEquals(NtStatus.SUCCESS,
                kernel.sections().open(process, name, MemoryConstants.SECTION_ALL_ACCESS, handle));
        return handle.value;
    }

    @Test
    void aNamedSectionOfThePageFile() {
        int first = Machines.section(kernel, a, "shared", 4 * PAGE, READ_WRITE);
        assertCounts(1, 0, 1, 0);
        int second = open(b, "shared");
        assertCounts(1, 0, 1, 0);
        Machines.map(kernel, a, first, VIEW, READ_WRITE);
        assertCounts(1, 1, 2, 0);
        Machines.map(kernel, b, second, OTHER, READ_WRITE);
        Machines.map(kernel, b, second, VIEW, READ_WRITE);
        assertCounts(1, 3, 4, 0);
        Machines.store(kernel, a, VIEW, 1);
        Machines.load(kernel, b, OTHER);
        assertCounts(1, 3, 4, 0);
        kernel.objects().close(a, first);
        assertCounts(1, 3, 4, 0);
        kernel.objects().close(b, second);
        assertCounts(0, 3, 3, 0);
        kernel.sections().unmapView(b, VIEW);
        assertCounts(0, 2, 2, 0);
        assertEquals(1, Machines.load(kernel, b, OTHER));
        kernel.sections().unmapView(a, VIEW);
        assertCounts(0, 1, 1, 0);
        kernel.sections().unmapView(b, OTHER);
        assertTrue(kernel.view().controlAreas().isEmpty());
    }

    @Test
    void aFileThatTwoProcessesMap() {
        kernel.volume().addFile("C:\\data.bin", 4 * PAGE, FileSource.PATTERN);
        OpenedFile file = new OpenedFile(kernel, a, "C:\\data.bin");
        OpenedFile other = new OpenedFile(kernel, b, "C:\\data.bin");
        assertTrue(kernel.view().controlAreas().isEmpty(), "an open file has no segment");
        int section = file.section(0);
        assertCounts(1, 0, 1, 0);
        int second = other.map(OTHER);
        assertCounts(2, 1, 3, 0);
        Machines.load(kernel, b, OTHER + 3 * PAGE);
        assertCounts(2, 1, 3, 1);
        Machines.load(kernel, b, OTHER);
        assertCounts(2, 1, 3, 4);
        kernel.processes().emptyWorkingSet(b);
        assertCounts(2, 1, 3, 4);
        kernel.objects().close(b, second);
        other.close();
        assertCounts(1, 1, 2, 4);
        kernel.sections().unmapView(b, OTHER);
        assertCounts(1, 0, 1, 4);
        kernel.objects().close(a, section);
        assertCounts(0, 0, 0, 4);
        assertEquals(NtStatus.SUCCESS, file.setEnd(2 * PAGE));
        assertCounts(0, 0, 0, 2);
        assertEquals(1, kernel.run(SystemThread.DEREFERENCE_SEGMENT));
        assertTrue(kernel.view().controlAreas().isEmpty());
    }

    @Test
    void aProcessThatEndsGivesItsReferencesBack() {
        kernel.volume().addFile("C:\\data.bin", 4 * PAGE, FileSource.PATTERN);
        EProcess third = Machines.process(kernel, "C");
        OpenedFile file = new OpenedFile(kernel, a, "C:\\data.bin");
        file.map(VIEW);
        new OpenedFile(kernel, third, "C:\\data.bin").map(VIEW);
        Machines.store(kernel, third, VIEW, 5);
        assertCounts(2, 2, 4, 4);
        kernel.processes().exit(third);
        assertCounts(1, 1, 2, 4);
        assertEquals(5, file.at(0));
    }

    /** Pages of a file that its view alone read come with the cluster; stored copies are not the file's. */
    @Test
    void copiesAreNotTheFiles() {
        kernel.volume().addFile("C:\\data.bin", 4 * PAGE, FileSource.PATTERN);
        Machines.map(kernel, a, Machines.fileSection(kernel, a, "C:\\data.bin", MemoryConstants.GENERIC_READ,
                MemoryConstants.PAGE_WRITECOPY), VIEW, MemoryConstants.PAGE_WRITECOPY);
        Machines.store(kernel, a, VIEW + 3 * PAGE, 1);
        assertCounts(1, 1, 2, 1);
        Machines.store(kernel, a, VIEW, 1);
        assertCounts(1, 1, 2, 4);
    }

    @Test
    void anImageOfTwoProcesses() {
        ImageFiles.add(kernel, "C:\\image.dll", PeWriter.usual(0x12000000, 3).write());
        int first = ImageFiles.section(kernel, a, "C:\\image.dll");
        assertCounts(1, 0, 1, 0);
        int base = mapImage(a, first);
        assertCounts(1, 1, 2, 0);
        Machines.load(kernel, a, base);
        assertCounts(1, 1, 2, 1);
        Machines.load(kernel, a, base + 0x1000);
        assertCounts(1, 1, 2, 3);
        int second = ImageFiles.section(kernel, b, "C:\\image.dll");
        assertCounts(2, 1, 3, 3);
        mapImage(b, second);
        Machines.load(kernel, b, base + 0x1000);
        assertCounts(2, 2, 4, 3);
        kernel.objects().close(a, first);
        kernel.objects().close(b, second);
        assertCounts(0, 2, 2, 3);
        assertEquals(NtStatus.SHARING_VIOLATION, kernel.files().create(a, new FileRequest("C:\\image.dll",
                MemoryConstants.GENERIC_WRITE, 7, MemoryConstants.FILE_OPEN), new IntHolder(), new IntHolder()));
        assertCounts(0, 2, 2, 3);
        kernel.sections().unmapView(a, base);
        kernel.sections().unmapView(b, base);
        assertCounts(0, 0, 0, 3);
    }

    private int mapImage(EProcess process, int section) {
        ViewRequest view = new ViewRequest(0, 0, 0, MemoryConstants.PAGE_EXECUTE);
        assertEquals(NtStatus.SUCCESS, kernel.sections().mapView(process, section, view));
        return view.base;
    }
}
