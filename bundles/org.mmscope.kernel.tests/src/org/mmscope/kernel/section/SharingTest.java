package org.mmscope.kernel.section;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.kernel.Machines.checkInvariants;
import static org.mmscope.kernel.Machines.load;
import static org.mmscope.kernel.Machines.map;
import static org.mmscope.kernel.Machines.process;
import static org.mmscope.kernel.Machines.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.FileRequest;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.SectionRequest;
import org.mmscope.kernel.io.FileSource;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.MachineView;

/** Shared pages, copy-on-write, mapped files, and the way back to an empty machine. */
class SharingTest {

    private static final int A_BASE = 0x10000000;
    private static final int B_BASE = 0x12340000;
    private static final int READ_WRITE = MemoryConstants.GENERIC_READ | MemoryConstants.GENERIC_WRITE;

    @ParameterizedTest
    @EnumSource(Profile.class)
    void twoProcessesOnePage(Profile profile) {
        Kernel kernel = Machines.boot(profile, 64, 128);
        MachineView before = kernel.view();
        EProcess a = process(kernel, "A");
        EProcess b = process(kernel, "B");
        map(kernel, a, Machines.section(kernel, a, "shared", 0x40000, MemoryConstants.PAGE_READWRITE), A_BASE,
                MemoryConstants.PAGE_READWRITE);
        map(kernel, b, Machines.section(kernel, b, "shared", 0x40000, MemoryConstants.PAGE_READWRITE), B_BASE,
                MemoryConstants.PAGE_READWRITE);
        store(kernel, a, A_BASE + 0x100, 0xCAFEF00D);
        int frame = kernel.faults().getLast().pfn();
        kernel.beginCall();
        assertEquals(0xCAFEF00D, load(kernel, b, B_BASE + 0x100));
        assertEquals(FaultKind.PROTOTYPE_VALID, kernel.faults().getFirst().kind());
        assertEquals(2, kernel.view().pfns().shareCount(frame));
        checkInvariants(kernel);
        kernel.processes().emptyWorkingSet(a);
        assertEquals(1, kernel.view().pfns().shareCount(frame));
        checkInvariants(kernel);
        kernel.processes().emptyWorkingSet(b);
        kernel.writeModifiedPages();
        checkInvariants(kernel);
        kernel.beginCall();
        assertEquals(0xCAFEF00D, load(kernel, b, B_BASE + 0x100));
        assertEquals(FaultKind.TRANSITION, kernel.faults().getFirst().kind());
        kernel.processes().exit(a);
        assertEquals(0xCAFEF00D, load(kernel, b, B_BASE + 0x100));
        kernel.processes().exit(b);
        Machines.assertSame(before, kernel.view());
        checkInvariants(kernel);
    }

    @Test
    void oneControlAreaForTwoSectionsOfAFile() {
        Kernel kernel = Machines.boot(Profile.XP, 64, 128);
        kernel.volume().addFile("C:\\data.bin", 200000, FileSource.PATTERN);
        EProcess a = process(kernel, "A");
        int first = Machines.fileSection(kernel, a, "C:\\data.bin", READ_WRITE, MemoryConstants.PAGE_READWRITE);
        Machines.fileSection(kernel, a, "C:\\data.bin", READ_WRITE, MemoryConstants.PAGE_READONLY);
        map(kernel, a, first, A_BASE, MemoryConstants.PAGE_READWRITE);
        assertEquals(1, kernel.view().controlAreas().size());
        ControlAreaView area = kernel.view().controlAreas().getFirst();
        assertEquals(2, area.sectionReferences());
        assertEquals(1, area.mappedViews());
        assertEquals(ControlAreaView.Kind.DATA, area.kind());
    }

    @Test
    void copiesAreTheWritersOwn() {
        Kernel kernel = Machines.boot(Profile.XP, 64, 128);
        kernel.volume().addFile("C:\\image.bin", 0x10000, FileSource.PATTERN);
        MachineView before = kernel.view();
        EProcess a = process(kernel, "A");
        EProcess b = process(kernel, "B");
        for (EProcess process : new EProcess[] {a, b}) {
            map(kernel, process, Machines.fileSection(kernel, process, "C:\\image.bin",
                    MemoryConstants.GENERIC_READ, MemoryConstants.PAGE_WRITECOPY), A_BASE,
                    MemoryConstants.PAGE_WRITECOPY);
        }
        int original = load(kernel, a, A_BASE + 0x1000);
        load(kernel, b, A_BASE + 0x1000);
        kernel.beginCall();
        store(kernel, a, A_BASE + 0x1000, 0xDEADBEEF);
        assertEquals(FaultKind.COPY_ON_WRITE, kernel.faults().getFirst().kind());
        assertEquals(1, kernel.faults().size());
        assertEquals(original, load(kernel, b, A_BASE + 0x1000));
        checkInvariants(kernel);
        kernel.processes().emptyWorkingSet(a);
        kernel.writeModifiedPages();
        assertEquals(0xDEADBEEF, load(kernel, a, A_BASE + 0x1000));
        kernel.processes().exit(b);
        kernel.processes().exit(a);
        kernel.dereferenceSegments();
        checkInvariants(kernel);
        Machines.assertSame(before, kernel.view());
        assertEquals(0, kernel.view().fileObjects().size());
    }

    @Test
    void readFileSeesWhatAViewStored() {
        Kernel kernel = Machines.boot(Profile.XP, 64, 128);
        kernel.volume().addFile("C:\\data.bin", 10000, FileSource.PATTERN);
        EProcess a = process(kernel, "A");
        IntHolder file = new IntHolder();
        kernel.files().create(a, new FileRequest("C:\\data.bin", READ_WRITE, 0,
                MemoryConstants.FILE_OPEN), file, new IntHolder());
        IntHolder section = new IntHolder();
        kernel.sections().create(a, new SectionRequest(null, MemoryConstants.SECTION_ALL_ACCESS, 0,
                MemoryConstants.PAGE_READWRITE, MemoryConstants.SEC_COMMIT, file.value), section);
        map(kernel, a, section.value, A_BASE, MemoryConstants.PAGE_READWRITE);
        store(kernel, a, A_BASE + 8, 0x01020304);
        byte[] bytes = new byte[4];
        IntHolder done = new IntHolder();
        assertEquals(NtStatus.SUCCESS, kernel.files().read(a, file.value, 8, bytes, 4, done));
        assertArrayEquals(new byte[] {4, 3, 2, 1}, bytes);
        kernel.files().write(a, file.value, 4096, new byte[] {9, 9, 9, 9}, 4, done);
        assertEquals(0x09090909, load(kernel, a, A_BASE + 4096));
        assertEquals(NtStatus.SUCCESS, kernel.sections().flush(a, new MemoryRange(A_BASE, 0)));
        byte[] cluster = new byte[4096];
        kernel.volume().file("C:\\data.bin").readCluster(0, cluster);
        assertEquals(4, cluster[8]);
        store(kernel, a, A_BASE + 8, 7);
        kernel.sections().unmapView(a, A_BASE);
        kernel.writeModifiedPages();
        kernel.volume().file("C:\\data.bin").readCluster(0, cluster);
        assertEquals(7, cluster[8]);
        checkInvariants(kernel);
    }

    @Test
    void hostFileIsReadThroughFaults(@TempDir Path folder) throws IOException {
        byte[] bytes = new byte[300_001];
        new Random(1).nextBytes(bytes);
        Path host = Files.write(folder.resolve("host.bin"), bytes);
        Kernel kernel = Machines.boot(Profile.XP, 64, 128);
        kernel.volume().addHostFile("C:\\host.bin", host);
        EProcess a = process(kernel, "A");
        EProcess b = process(kernel, "B");
        for (EProcess process : new EProcess[] {a, b}) {
            map(kernel, process, Machines.fileSection(kernel, process, "C:\\host.bin",
                    MemoryConstants.GENERIC_READ, MemoryConstants.PAGE_READONLY), A_BASE,
                    MemoryConstants.PAGE_READONLY);
            byte[] seen = new byte[bytes.length];
            IntHolder done = new IntHolder();
            assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().read(process, A_BASE, seen, seen.length, done));
            assertArrayEquals(bytes, seen);
        }
        checkInvariants(kernel);
        assertTrue(kernel.view().pageLists().active() > 74);
        assertArrayEquals(bytes, Files.readAllBytes(host));
    }
}
