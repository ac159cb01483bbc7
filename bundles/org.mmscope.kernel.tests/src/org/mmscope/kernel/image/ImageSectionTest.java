package org.mmscope.kernel.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.kernel.Machines.checkInvariants;
import static org.mmscope.kernel.Machines.load;
import static org.mmscope.kernel.Machines.process;
import static org.mmscope.kernel.Machines.store;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.FileRequest;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryBasicInformation;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.ViewRequest;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.SubsectionView;
import org.mmscope.machine.PagingMode;

/** Sections of PE files: what they are made of, what is shared, what is copied, where they go. */
class ImageSectionTest {
    private static final int BASE = 0x12340000;
    private static final int TEXT = BASE + 0x1000;
    private static final int CONSTANTS = BASE + 0x3000;
    private static final int DATA = BASE + 0x4000;
    private static final int ZEROES = BASE + 0x7000;
    private static final String PATH = "C:\\a.dll";

    private static int map(Kernel kernel, EProcess process, int section, ViewRequest view) {
        return kernel.sections().mapView(process, section, view);
    }

    private static ViewRequest anywhere() {
        return new ViewRequest(0, 0, 0, MemoryConstants.PAGE_READWRITE);
    }

    private static MemoryBasicInformation query(Kernel kernel, EProcess process, int va) {
        MemoryBasicInformation information = new MemoryBasicInformation();
        assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().query(process, va, information));
        return information;
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void subsectionsAreTheSections(Profile profile) {
        Kernel kernel = Machines.boot(profile, 64, 128);
        byte[] file = PeWriter.usual(BASE, 1).write();
        ImageFiles.add(kernel, PATH, file);
        MachineView before = kernel.view();
        EProcess a = process(kernel, "A");
        int section = ImageFiles.section(kernel, a, PATH);
        ControlAreaView area = kernel.view().controlAreas().getFirst();
        assertEquals(ControlAreaView.Kind.IMAGE, area.kind());
        assertEquals(List.of(1L, 2L, 1L, 3L, 2L), area.subsections().stream().map(SubsectionView::ptes)
                .map(Number::longValue).toList());
        assertEquals(area.address(), kernel.view().fileObjects().getFirst().imageControlArea());
        ViewRequest view = anywhere();
        assertEquals(NtStatus.SUCCESS, map(kernel, a, section, view));
        assertEquals(BASE, view.base);
        assertEquals(0x9000, view.viewSize);
        byte[] headers = new byte[0x1000];
        System.arraycopy(file, 0, headers, 0, 0x400);
        assertArrayEquals(headers, ImageFiles.read(kernel, a, BASE, 0x1000));
        assertArrayEquals(Arrays.copyOf(PeWriter.pattern(0x1800, 1), 0x2000), ImageFiles.read(kernel, a, TEXT, 0x2000));
        assertArrayEquals(Arrays.copyOf(PeWriter.pattern(0x1100, 3), 0x3000), ImageFiles.read(kernel, a, DATA, 0x3000));
        assertArrayEquals(new byte[0x2000], ImageFiles.read(kernel, a, ZEROES, 0x2000));
        checkInvariants(kernel);
        kernel.processes().emptyWorkingSet(a);
        checkInvariants(kernel);
        kernel.processes().exit(a);
        kernel.dereferenceSegments();
        checkInvariants(kernel);
        Machines.assertSame(before, kernel.view());
        assertEquals(0, kernel.view().fileObjects().size());
    }

    @Test
    void protectionsComeFromTheSections() {
        Kernel kernel = Machines.boot(Profile.XP, 64, 128);
        ImageFiles.add(kernel, PATH, PeWriter.usual(BASE, 1).write());
        EProcess a = process(kernel, "A");
        map(kernel, a, ImageFiles.section(kernel, a, PATH), anywhere());
        MemoryBasicInformation text = query(kernel, a, TEXT + 0x1000);
        assertEquals(MemoryConstants.MEM_IMAGE, text.type);
        assertEquals(BASE, text.allocationBase);
        assertEquals(MemoryConstants.PAGE_EXECUTE_WRITECOPY, text.allocationProtect);
        assertEquals(MemoryConstants.PAGE_EXECUTE_READ, text.protect);
        assertEquals(0x1000, text.regionSize);
        assertEquals(MemoryConstants.PAGE_READONLY, query(kernel, a, BASE).protect);
        assertEquals(MemoryConstants.PAGE_READONLY, query(kernel, a, CONSTANTS).protect);
        assertEquals(MemoryConstants.PAGE_WRITECOPY, query(kernel, a, DATA).protect);
        assertEquals(0x5000, query(kernel, a, DATA).regionSize);
        store(kernel, a, DATA + 8, 1);
        assertEquals(MemoryConstants.PAGE_READWRITE, query(kernel, a, DATA).protect);
        kernel.processes().attach(a);
        kernel.processor().store32(TEXT, 1);
        assertEquals(NtStatus.ACCESS_VIOLATION, kernel.pendingException().code());
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void processesShareAllButWhatTheyStoreTo(Profile profile) {
        Kernel kernel = Machines.boot(profile, 64, 128);
        ImageFiles.add(kernel, PATH, PeWriter.usual(BASE, 1).write());
        MachineView before = kernel.view();
        EProcess[] all = {process(kernel, "A"), process(kernel, "B"), process(kernel, "C")};
        int[] active = new int[all.length + 1];
        active[0] = ownFrames(kernel);
        for (int i = 0; i < all.length; i++) {
            map(kernel, all[i], ImageFiles.section(kernel, all[i], PATH), anywhere());
            ImageFiles.read(kernel, all[i], BASE, 0x6000);
            active[i + 1] = ownFrames(kernel);
        }
        assertEquals(1, kernel.view().controlAreas().size());
        // The second and third have no frames of their own but a page table and the hash of their working set.
        assertTrue(active[1] - active[0] >= 7);
        assertEquals(2, active[3] - active[2]);
        kernel.beginCall();
        int original = load(kernel, all[1], DATA);
        store(kernel, all[0], DATA, original + 1);
        assertEquals(FaultKind.COPY_ON_WRITE, kernel.faults().getLast().kind());
        assertEquals(original, load(kernel, all[1], DATA));
        assertEquals(original + 1, load(kernel, all[0], DATA));
        assertEquals(active[3] + 1, ownFrames(kernel));
        kernel.beginCall();
        load(kernel, all[2], ZEROES);
        assertEquals(FaultKind.DEMAND_ZERO, kernel.faults().getLast().kind());
        store(kernel, all[1], ZEROES, 7);
        assertEquals(0, load(kernel, all[2], ZEROES));
        checkInvariants(kernel);
        for (EProcess process : all) {
            kernel.processes().emptyWorkingSet(process);
        }
        kernel.writeModifiedPages();
        assertEquals(original + 1, load(kernel, all[0], DATA));
        assertEquals(7, load(kernel, all[1], ZEROES));
        checkInvariants(kernel);
        for (EProcess process : all) {
            kernel.processes().exit(process);
        }
        kernel.dereferenceSegments();
        checkInvariants(kernel);
        Machines.assertSame(before, kernel.view());
    }

    /** Frames in use that are not pool. */
    private static int ownFrames(Kernel kernel) {
        MachineView view = kernel.view();
        return (int) (view.pageLists().active() - view.counters().pagedPoolPages()
                - view.counters().nonPagedPoolPages());
    }

    @Test
    void aTakenBaseMovesTheImage() {
        Kernel kernel = Machines.boot(Profile.XP, 64, 128);
        ImageFiles.add(kernel, PATH, PeWriter.usual(BASE, 1).write());
        EProcess a = process(kernel, "A");
        Machines.commit(kernel, a, BASE + 0x8000, 0x1000, MemoryConstants.PAGE_READWRITE);
        ViewRequest view = anywhere();
        assertEquals(NtStatus.IMAGE_NOT_AT_BASE, map(kernel, a, ImageFiles.section(kernel, a, PATH), view));
        assertNotEquals(BASE, view.base);
        MemoryRange text = new MemoryRange(view.base + 0x1000, 0x2000);
        IntHolder old = new IntHolder();
        int active = kernel.view().pageLists().active();
        assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().protect(a, text, MemoryConstants.PAGE_READWRITE, old));
        assertEquals(MemoryConstants.PAGE_EXECUTE_READ, old.value);
        store(kernel, a, view.base + 0x1010, 0x99);
        assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().protect(a, text, old.value, old));
        assertEquals(0x99, load(kernel, a, view.base + 0x1010));
        assertTrue(kernel.view().pageLists().active() > active);
        EProcess b = process(kernel, "B");
        map(kernel, b, ImageFiles.section(kernel, b, PATH), anywhere());
        assertNotEquals(0x99, load(kernel, b, TEXT + 0x10));
        assertEquals(MemoryConstants.PAGE_EXECUTE_READ, query(kernel, a, view.base + 0x1000).protect);
        checkInvariants(kernel);
    }

    @Test
    void sharedSectionsAreStoredToInCommon() {
        Kernel kernel = Machines.boot(Profile.XP, 64, 128);
        PeWriter writer = PeWriter.usual(BASE, 1);
        int shared = BASE + writer.section("shared", PeWriter.pattern(0x1000, 9), 0x3000, PeWriter.SHARED_DATA);
        byte[] file = writer.write();
        ImageFiles.add(kernel, PATH, file);
        MachineView before = kernel.view();
        EProcess a = process(kernel, "A");
        EProcess b = process(kernel, "B");
        for (EProcess process : new EProcess[] {a, b}) {
            map(kernel, process, ImageFiles.section(kernel, process, PATH), anywhere());
        }
        store(kernel, a, shared + 4, 0xABCD);
        store(kernel, b, shared + 0x2000, 0x1234);
        assertEquals(0xABCD, load(kernel, b, shared + 4));
        assertEquals(0x1234, load(kernel, a, shared + 0x2000));
        assertEquals(MemoryConstants.PAGE_READWRITE, query(kernel, a, shared).protect);
        kernel.processes().emptyWorkingSet(a);
        kernel.processes().emptyWorkingSet(b);
        kernel.writeModifiedPages();
        checkInvariants(kernel);
        assertEquals(0xABCD, load(kernel, b, shared + 4));
        kernel.processes().exit(a);
        kernel.processes().exit(b);
        kernel.dereferenceSegments();
        Machines.assertSame(before, kernel.view());
        EProcess c = process(kernel, "C");
        map(kernel, c, ImageFiles.section(kernel, c, PATH), anywhere());
        assertNotEquals(0xABCD, load(kernel, c, shared + 4));
        checkInvariants(kernel);
    }

    @ParameterizedTest
    @CsvSource({"4096, 4096", "4096, 512", "8192, 512", "65536, 4096", "512, 512", "32, 32", "16, 16"})
    void alignments(int sectionAlignment, int fileAlignment) {
        Kernel kernel = Machines.boot(Profile.XP, 64, 128);
        PeWriter writer = new PeWriter(BASE, sectionAlignment, fileAlignment);
        int first = BASE + writer.section(".text", PeWriter.pattern(0x777, 1), 0x777, PeWriter.CODE);
        int second = BASE + writer.section(".data", PeWriter.pattern(0x1333, 2), 0x1333, PeWriter.DATA);
        ImageFiles.add(kernel, PATH, writer.write());
        EProcess a = process(kernel, "A");
        map(kernel, a, ImageFiles.section(kernel, a, PATH), anywhere());
        assertArrayEquals(PeWriter.pattern(0x777, 1), ImageFiles.read(kernel, a, first, 0x777));
        assertArrayEquals(PeWriter.pattern(0x1333, 2), ImageFiles.read(kernel, a, second, 0x1333));
        store(kernel, a, second, 5);
        assertEquals(MemoryConstants.MEM_IMAGE, query(kernel, a, second).type);
        checkInvariants(kernel);
    }

    @Test
    void manySectionsUnderPae() {
        Kernel kernel = Kernel.boot(KernelConfiguration.defaults().withPaging(PagingMode.PAE)
                .withMemoryBytes(64 << 20).withPageFile(64 << 20));
        PeWriter writer = new PeWriter(BASE, 0x1000, 0x200);
        for (int i = 0; i < 14; i++) {
            writer.section("s" + i, PeWriter.pattern(0x900, i), 0x1900, i % 2 == 0 ? PeWriter.CODE : PeWriter.DATA);
        }
        ImageFiles.add(kernel, PATH, writer.write());
        MachineView before = kernel.view();
        EProcess a = process(kernel, "A");
        map(kernel, a, ImageFiles.section(kernel, a, PATH), anywhere());
        for (int i = 0; i < 14; i++) {
            int start = BASE + 0x1000 + i * 0x2000;
            assertArrayEquals(Arrays.copyOf(PeWriter.pattern(0x900, i), 0x1900),
                    ImageFiles.read(kernel, a, start, 0x1900));
            if (i % 2 != 0) {
                store(kernel, a, start + 0x1000, i);
            }
        }
        checkInvariants(kernel);
        kernel.processes().exit(a);
        kernel.dereferenceSegments();
        Machines.assertSame(before, kernel.view());
    }

    @Test
    void dataAndImageOfOneFileHaveAControlAreaEach() {
        Kernel kernel = Machines.boot(Profile.XP, 64, 128);
        ImageFiles.add(kernel, PATH, PeWriter.usual(BASE, 1).write());
        EProcess a = process(kernel, "A");
        int data = Machines.fileSection(kernel, a, PATH, MemoryConstants.GENERIC_READ | MemoryConstants.GENERIC_WRITE,
                MemoryConstants.PAGE_READWRITE);
        Machines.map(kernel, a, data, 0x11000000, MemoryConstants.PAGE_READWRITE);
        store(kernel, a, 0x11000000 + 0x400, 0x77777777);
        map(kernel, a, ImageFiles.section(kernel, a, PATH), anywhere());
        assertEquals(0x77777777, load(kernel, a, TEXT));
        assertEquals(2, kernel.view().controlAreas().size());
        checkInvariants(kernel);
    }

    @Test
    void aMappedImageIsNotWritten() {
        Kernel kernel = Machines.boot(Profile.XP, 64, 128);
        ImageFiles.add(kernel, PATH, PeWriter.usual(BASE, 1).write());
        EProcess a = process(kernel, "A");
        int section = ImageFiles.section(kernel, a, PATH);
        map(kernel, a, section, anywhere());
        load(kernel, a, TEXT);
        FileRequest write = new FileRequest(PATH, MemoryConstants.GENERIC_WRITE, 7, MemoryConstants.FILE_OPEN);
        assertEquals(NtStatus.SHARING_VIOLATION, kernel.files().create(a, write, new IntHolder(), new IntHolder()));
        assertEquals(NtStatus.CANNOT_DELETE, kernel.files().delete(a, PATH));
        kernel.objects().close(a, section);
        kernel.sections().unmapView(a, TEXT);
        IntHolder file = new IntHolder();
        assertEquals(NtStatus.SUCCESS, kernel.files().create(a, write, file, new IntHolder()));
        kernel.files().write(a, file.value, 0x400, new byte[] {1, 2, 3, 4}, 4, new IntHolder());
        kernel.objects().close(a, file.value);
        map(kernel, a, ImageFiles.section(kernel, a, PATH), anywhere());
        assertEquals(0x04030201, load(kernel, a, TEXT));
        checkInvariants(kernel);
    }

    @Test
    void refusalsHaveReasonAndOffset() {
        Kernel kernel = Machines.boot(Profile.XP, 64, 128);
        EProcess a = process(kernel, "A");
        byte[] good = PeWriter.usual(BASE, 1).write();
        int[][] changes = {{0, 'X', NtStatus.INVALID_IMAGE_NOT_MZ, 0},
            {0x3F, 0x70, NtStatus.INVALID_IMAGE_PROTECT, 0x3C},
            {0x40, 'N', NtStatus.INVALID_IMAGE_NE_FORMAT, 0x40}, {0x44, 0, NtStatus.INVALID_IMAGE_FORMAT, 0x44},
            {0x47, 1, NtStatus.INVALID_IMAGE_FORMAT, 0x46}, {0x59, 2, NtStatus.INVALID_IMAGE_WIN_64, 0x58},
            {0x74, 1, NtStatus.INVALID_IMAGE_FORMAT, 0x74}, {0x78, 7, NtStatus.INVALID_IMAGE_FORMAT, 0x78},
            {0x145, 0x11, NtStatus.INVALID_IMAGE_FORMAT, 0x138 + 12}};
        for (int[] change : changes) {
            byte[] bad = good.clone();
            bad[change[0]] = (byte) change[1];
            ImageFiles.add(kernel, "C:\\bad" + change[0] + ".dll", bad);
            assertEquals(Integer.toHexString(change[2]), Integer.toHexString(ImageFiles.create(kernel, a,
                    "C:\\bad" + change[0] + ".dll", new IntHolder())));
            ImageRefusal refusal = kernel.sections().imageRefusal();
            assertEquals(change[3], refusal.offset(), refusal::reason);
        }
        ImageFiles.add(kernel, PATH, good);
        ImageFiles.section(kernel, a, PATH);
        assertNull(kernel.sections().imageRefusal());
        checkInvariants(kernel);
    }
}
