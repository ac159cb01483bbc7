package org.mmscope.kernel.section;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.kernel.section.OpenedFile.PAGE;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.LongHolder;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.SectionRequest;
import org.mmscope.kernel.ViewRequest;
import org.mmscope.kernel.io.FileSource;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.SubsectionView;
import org.mmscope.machine.PagingMode;

/** Sections of files that grow, and of files so large that they have several arrays of prototype PTEs. */
class SectionExtensionTest {

    private static final String PATH = "C:\\data.bin";
    private static final int FIRST = 0x10000000;
    private static final int SECOND = 0x18000000;
    private static final int READ_WRITE = MemoryConstants.PAGE_READWRITE;

    private static Kernel boot(PagingMode paging) {
        return Kernel.boot(KernelConfiguration.defaults().withProfile(Profile.XP).withMemoryBytes(32 << 20)
                .withPageFile(64 << 20).withPaging(paging));
    }

    private static List<SubsectionView> subsections(Kernel kernel) {
        return kernel.view().controlAreas().getFirst().subsections();
    }

    private static long segment(Kernel kernel, String field) {
        MachineView view = kernel.view();
        return new KernelImage(view.memory(), view.machine()).field("SEGMENT", field,
                view.segments().getFirst().address());
    }

    @ParameterizedTest
    @EnumSource(PagingMode.class)
    void aLargerSectionLengthensTheFileAndLeavesWhatIsThere(PagingMode paging) {
        Kernel kernel = boot(paging);
        MachineView before = kernel.view();
        kernel.volume().addFile(PATH, 3 * PAGE, FileSource.PATTERN);
        EProcess a = Machines.process(kernel, "A");
        EProcess b = Machines.process(kernel, "B");
        OpenedFile file = new OpenedFile(kernel, a, PATH);
        Machines.map(kernel, a, file.section(0), FIRST, READ_WRITE);
        Machines.store(kernel, a, FIRST + 2 * PAGE, 0x1234);
        SubsectionView first = subsections(kernel).getFirst();

        OpenedFile again = new OpenedFile(kernel, b, PATH);
        Machines.map(kernel, b, again.section(40 * PAGE + 1), SECOND, READ_WRITE);
        assertEquals(40 * PAGE + 1, kernel.volume().file(PATH).size());
        assertEquals(1, kernel.view().controlAreas().size());
        assertEquals(first, subsections(kernel).getFirst(), "the prototype PTEs have not moved");
        assertEquals(2, subsections(kernel).size());
        assertEquals(38, subsections(kernel).getLast().ptes());
        assertEquals(3 * 8, subsections(kernel).getLast().startingSector());
        assertEquals(3, segment(kernel, "NonExtendedPtes"));
        assertEquals(41, segment(kernel, "TotalNumberOfPtes"));
        assertEquals(0x1234, Machines.load(kernel, b, SECOND + 2 * PAGE));
        Machines.store(kernel, b, SECOND + 3 * PAGE, 0x5678);
        Machines.store(kernel, b, SECOND + 2 * PAGE, 0x4321);
        assertEquals(0x4321, Machines.load(kernel, a, FIRST + 2 * PAGE));
        assertEquals(0x78, file.at(3 * PAGE));
        assertEquals(0, file.at(40 * PAGE), "what is new is zero");
        Machines.checkInvariants(kernel);

        kernel.processes().exit(a);
        kernel.processes().exit(b);
        kernel.dereferenceSegments();
        Machines.checkInvariants(kernel);
        Machines.assertSame(before, kernel.view());
    }

    @Test
    void aSectionIsExtended() {
        Kernel kernel = boot(PagingMode.X86);
        kernel.volume().addFile(PATH, 3 * PAGE, FileSource.PATTERN);
        EProcess process = Machines.process(kernel, "A");
        OpenedFile file = new OpenedFile(kernel, process, PATH);
        int section = file.map(FIRST);
        LongHolder size = new LongHolder();
        size.value = PAGE;
        assertEquals(NtStatus.SUCCESS, kernel.sections().extend(process, section, size));
        assertEquals(3 * PAGE, size.value, "it is larger already");
        size.value = 8 * PAGE;
        assertEquals(NtStatus.SUCCESS, kernel.sections().extend(process, section, size));
        assertEquals(8 * PAGE, kernel.volume().file(PATH).size());
        assertEquals(8 * PAGE, kernel.view().sections().getFirst().sizeBytes());
        assertEquals(3 * PAGE, kernel.view().processes().getLast().vads().stream()
                .filter(vad -> vad.start() == FIRST).map(vad -> vad.end() + 1 - vad.start()).findFirst().orElseThrow());
        Machines.map(kernel, process, section, SECOND, READ_WRITE);
        Machines.store(kernel, process, SECOND + 7 * PAGE, 3);
        assertEquals(3, file.at(7 * PAGE));
        Machines.checkInvariants(kernel);
    }

    @Test
    void nothingIsLargerThanTheVolume() {
        Kernel kernel = boot(PagingMode.X86);
        kernel.volume().addFile(PATH, 3 * PAGE, FileSource.PATTERN);
        EProcess process = Machines.process(kernel, "A");
        int section = Machines.fileSection(kernel, process, PATH,
                MemoryConstants.GENERIC_READ | MemoryConstants.GENERIC_WRITE, READ_WRITE);
        LongHolder size = new LongHolder();
        size.value = 1L << 41;
        assertEquals(NtStatus.DISK_FULL, kernel.sections().extend(process, section, size));
        size.value = 1L << 44;
        assertEquals(NtStatus.SECTION_TOO_BIG, kernel.sections().extend(process, section, size));
        size.value = -1;
        assertEquals(NtStatus.SECTION_TOO_BIG, kernel.sections().extend(process, section, size));
        OpenedFile file = new OpenedFile(kernel, process, PATH);
        assertEquals(NtStatus.DISK_FULL, kernel.files().setEndOfFile(process, file.handle, 1L << 41));
        assertEquals(NtStatus.INVALID_PARAMETER, kernel.files().setEndOfFile(process, file.handle, -2));
        IntHolder done = new IntHolder();
        assertEquals(NtStatus.DISK_FULL,
                kernel.files().write(process, file.handle, 1L << 41, new byte[1], 1, done));
        assertEquals(NtStatus.INVALID_PARAMETER,
                kernel.files().write(process, file.handle, Long.MIN_VALUE, new byte[1], 1, done));
        assertEquals(3 * PAGE, kernel.volume().file(PATH).size());
        Machines.checkInvariants(kernel);
    }

    @Test
    void whatCannotBeExtended() {
        Kernel kernel = boot(PagingMode.X86);
        kernel.volume().addFile(PATH, 3 * PAGE, FileSource.PATTERN);
        EProcess process = Machines.process(kernel, "A");
        LongHolder size = new LongHolder();
        size.value = 8 * PAGE;
        int readOnly = Machines.fileSection(kernel, process, PATH, MemoryConstants.GENERIC_READ,
                MemoryConstants.PAGE_READONLY);
        assertEquals(NtStatus.SECTION_NOT_EXTENDED, kernel.sections().extend(process, readOnly, size));
        int paged = Machines.section(kernel, process, null, PAGE, READ_WRITE);
        assertEquals(NtStatus.SECTION_NOT_EXTENDED, kernel.sections().extend(process, paged, size));
        assertEquals(NtStatus.INVALID_HANDLE, kernel.sections().extend(process, 0, size));
        OpenedFile file = new OpenedFile(kernel, process, PATH);
        assertEquals(NtStatus.OBJECT_TYPE_MISMATCH, kernel.sections().extend(process, file.handle, size));
        IntHolder section = new IntHolder();
        kernel.sections().create(process, new SectionRequest(null, MemoryConstants.SECTION_MAP_READ, 0, READ_WRITE,
                MemoryConstants.SEC_COMMIT, file.handle), section);
        assertEquals(NtStatus.ACCESS_DENIED, kernel.sections().extend(process, section.value, size));
        assertEquals(3 * PAGE, kernel.volume().file(PATH).size());
        assertEquals(8 * PAGE, size.value);
    }

    /** 64 KB of prototype PTEs a subsection: 64 MB, under PAE, whose entries are twice as large, 32 MB. */
    @ParameterizedTest
    @EnumSource(PagingMode.class)
    void aLargeFileHasItsPrototypePtesInPieces(PagingMode paging) {
        Kernel kernel = boot(paging);
        int piece = paging == PagingMode.PAE ? 8192 : 16384;
        kernel.volume().addFile(PATH, (3L * piece + 5) * PAGE, FileSource.PATTERN);
        MachineView before = kernel.view();
        EProcess process = Machines.process(kernel, "A");
        OpenedFile file = new OpenedFile(kernel, process, PATH);
        int section = file.section(0);
        assertEquals(List.of((long) piece, (long) piece, (long) piece, 5L),
                subsections(kernel).stream().map(SubsectionView::ptes).toList());
        assertTrue(subsections(kernel).stream().allMatch(subsection -> subsection.basePte() == 0));
        assertEquals(3 * piece + 5, segment(kernel, "NonExtendedPtes"));

        long border = (long) piece * PAGE;
        ViewRequest view = new ViewRequest(FIRST, border - 0x10000, 0x20000, READ_WRITE);
        assertEquals(NtStatus.SUCCESS, kernel.sections().mapView(process, section, view));
        assertEquals(List.of(true, true, false, false),
                subsections(kernel).stream().map(subsection -> subsection.basePte() != 0).toList());
        for (int at = -4; at <= 0; at += 4) {
            assertEquals(pattern(border + at), Machines.load(kernel, process, FIRST + 0x10000 + at) & 0xFF);
            Machines.store(kernel, process, FIRST + 0x10000 + at, 0x77);
            assertEquals(0x77, file.at(border + at));
        }
        Machines.checkInvariants(kernel);
        kernel.processes().emptyWorkingSet(process);
        assertEquals(0x77, Machines.load(kernel, process, FIRST + 0x10000));
        assertEquals(0x77, Machines.load(kernel, process, FIRST + 0x10000 - 4));
        assertEquals(NtStatus.SUCCESS,
                kernel.sections().flush(process, new MemoryRange(FIRST + 0xF000, 0x2000)));
        assertEquals(0x77, file.onDisk(border - 4));
        assertEquals(0x77, file.onDisk(border));
        assertEquals(NtStatus.USER_MAPPED_FILE, file.setEnd(border));
        kernel.sections().unmapView(process, FIRST);
        kernel.objects().close(process, section);
        assertEquals(NtStatus.SUCCESS, file.setEnd(border));
        assertEquals(0x77, file.at(border - 4));
        Machines.checkInvariants(kernel);
        kernel.processes().exit(process);
        kernel.dereferenceSegments();
        Machines.assertSame(before, kernel.view());
    }

    private static int pattern(long offset) {
        return (int) (offset + (offset >> 12)) & 0xFF;
    }
}
