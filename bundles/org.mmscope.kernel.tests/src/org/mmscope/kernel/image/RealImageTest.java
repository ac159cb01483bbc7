package org.mmscope.kernel.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryBasicInformation;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.ViewRequest;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.SubsectionView;

/**
 * Real PE32 files of other linkers: the range, protection and bytes of each section are what objdump says of it, at the
 * base and elsewhere.
 */
class RealImageTest {
    private static final String FILE = "C:\\real.dll";
    private static final int ELSEWHERE = 0x50000000;
    private static final int PAGE = 4096;

    private final Kernel kernel = Machines.boot(Profile.XP, 128, 128);
    private final EProcess process = Machines.process(kernel, "A");

    @TempDir
    private Path folder;
    private Path objdump;

    @BeforeEach
    void findTools() {
        objdump = tool("objdump");
    }

    private static Path tool(String name) {
        var program = RealImages.program("i686-w64-mingw32-" + name);
        assumeTrue(program.isPresent(), "these Debian packages are needed: " + RealImages.PACKAGES);
        return program.get();
    }

    @Test
    void imagesOfPackagesAreWhatObjdumpSays() throws Exception {
        List<Path> files = RealImages.all(folder);
        assumeTrue(files.size() >= 20, () -> "only " + files.size() + " images are there; these Debian packages are"
                + " needed: " + RealImages.PACKAGES);
        for (Path file : files) {
            check(file);
        }
    }

    @Test
    void imagesOfEveryAlignmentAreWhatObjdumpSays() throws Exception {
        for (Path file : new LinkedImages(tool("ld"), tool("as"), folder).all()) {
            check(file);
        }
    }

    @Test
    void anAlignmentThatIsNoneIsRefused() throws Exception {
        kernel.volume().addHostFile(FILE, new LinkedImages(tool("ld"), tool("as"), folder).misaligned());
        assertEquals(NtStatus.INVALID_IMAGE_FORMAT, ImageFiles.create(kernel, process, FILE, new IntHolder()));
        assertTrue(kernel.sections().imageRefusal().reason().contains("file alignment"));
    }

    private void check(Path file) throws IOException, InterruptedException {
        ObjectDump dump = ObjectDump.of(objdump, file);
        byte[] bytes = Files.readAllBytes(file);
        kernel.volume().addHostFile(FILE, file);
        checkView(file, dump, bytes, 0);
        checkView(file, dump, bytes, ELSEWHERE);
        kernel.dereferenceSegments();
        Machines.checkInvariants(kernel);
        assertEquals(0, kernel.view().controlAreas().size());
    }

    private void checkView(Path file, ObjectDump dump, byte[] bytes, int wanted) {
        int section = ImageFiles.section(kernel, process, FILE);
        ViewRequest view = new ViewRequest(wanted, 0, 0, MemoryConstants.PAGE_READWRITE);
        int status = kernel.sections().mapView(process, section, view);
        assertEquals(wanted == 0 ? NtStatus.SUCCESS : NtStatus.IMAGE_NOT_AT_BASE, status, file::toString);
        kernel.objects().close(process, section);
        assertEquals(wanted == 0 ? dump.imageBase() : wanted, view.base, file::toString);
        assertEquals(dump.sizeOfImage() + PAGE - 1 & -PAGE, view.viewSize, file::toString);
        boolean flat = dump.sectionAlignment() < PAGE;
        for (int i = 0; i < dump.sections().size(); i++) {
            String name = file + " " + dump.sections().get(i);
            int start = dump.sections().get(i).va() - dump.imageBase() + view.base;
            int end = i + 1 < dump.sections().size() ? dump.sections().get(i + 1).va() - dump.imageBase() + view.base
                    : view.base + (int) view.viewSize;
            checkProtection(name, dump.sections().get(i), flat, view.base, start, end);
            checkBytes(name, dump.sections().get(i), bytes, start, flat ? start : end);
        }
        checkSubsections(file, dump, flat);
        assertEquals(NtStatus.SUCCESS, kernel.sections().unmapView(process, view.base));
    }

    private void checkProtection(String name, ObjectDump.Section section, boolean flat, int base, int start, int end) {
        MemoryBasicInformation page = new MemoryBasicInformation();
        int last = start + Math.max(section.size() - 1, 0);
        for (int va : new int[] {start, last}) {
            kernel.virtualMemory().query(process, va, page);
            assertEquals(base, page.allocationBase, name);
            assertEquals(MemoryConstants.MEM_IMAGE, page.type, name);
            assertEquals(flat ? MemoryConstants.PAGE_EXECUTE_WRITECOPY : protection(section), page.protect, name);
        }
        assertTrue(flat || Integer.compareUnsigned(last, end) < 0, name);
    }

    private static int protection(ObjectDump.Section section) {
        if (section.code()) {
            return section.readOnly() ? MemoryConstants.PAGE_EXECUTE_READ
                    : section.shared() ? MemoryConstants.PAGE_EXECUTE_READWRITE : MemoryConstants.PAGE_EXECUTE_WRITECOPY;
        }
        return section.readOnly() ? MemoryConstants.PAGE_READONLY
                : section.shared() ? MemoryConstants.PAGE_READWRITE : MemoryConstants.PAGE_WRITECOPY;
    }

    /** The bytes of the file, then zeroes as far as pages of the section are committed. */
    private void checkBytes(String name, ObjectDump.Section section, byte[] file, int start, int end) {
        int committed = section.size();
        MemoryBasicInformation page = new MemoryBasicInformation();
        for (int va = start + (committed + PAGE - 1 & -PAGE); va < end; va += PAGE) {
            kernel.virtualMemory().query(process, va, page);
            committed = page.state == MemoryConstants.MEM_COMMIT ? va + PAGE - start : committed;
        }
        byte[] seen = ImageFiles.read(kernel, process, start, committed);
        byte[] expected = new byte[committed];
        if (section.contents()) {
            System.arraycopy(file, section.fileOffset(), expected, 0, section.size());
            // What the file has behind a section up to its alignment is mapped with it.
            System.arraycopy(seen, section.size(), expected, section.size(), paddingOf(section, file, seen));
        }
        assertArrayEquals(expected, seen, () -> name + " at " + Arrays.mismatch(expected, seen));
    }

    private static int paddingOf(ObjectDump.Section section, byte[] file, byte[] seen) {
        int padding = 0;
        while (section.size() + padding < seen.length && seen[section.size() + padding] != 0
                && seen[section.size() + padding] == file[section.fileOffset() + section.size() + padding]) {
            padding++;
        }
        return padding;
    }

    private void checkSubsections(Path file, ObjectDump dump, boolean flat) {
        ControlAreaView area = kernel.view().controlAreas().getFirst();
        List<SubsectionView> subsections = area.subsections();
        assertEquals(flat ? 1 : dump.sections().size() + 1, subsections.size(), file::toString);
        long pages = subsections.stream().mapToLong(SubsectionView::ptes).sum();
        assertEquals((dump.sizeOfImage() + PAGE - 1) / PAGE, pages, file::toString);
        long first = 0;
        for (int i = 0; i + 1 < subsections.size(); i++) {
            first += subsections.get(i).ptes();
            ObjectDump.Section section = dump.sections().get(i);
            assertEquals((section.va() - dump.imageBase()) / PAGE, first, () -> file + " " + section);
            if (section.contents()) {
                assertEquals(section.fileOffset() / 512, subsections.get(i + 1).startingSector(),
                        () -> file + " " + section);
            }
        }
    }
}
