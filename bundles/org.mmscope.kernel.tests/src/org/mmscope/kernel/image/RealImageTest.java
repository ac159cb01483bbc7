package org.mmscope.kernel.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryBasicInformation;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.ViewRequest;
import org.mmscope.kernel.process.EProcess;

/**
 * Real PE32 files of other linkers: each section's range, protection and bytes are what its header says, at the base
 * and elsewhere. The files are those below the folder that the system property {@code mmscope.images} names, such as
 * the contents of Debian's nsis-common and gcc-mingw-w64-i686-win32-runtime; the folder holds nothing else.
 */
class RealImageTest {
    private final Kernel kernel = Machines.boot(Profile.XP, 128, 128);
    private final EProcess process = Machines.process(kernel, "A");

    @Test
    void sectionsAreWhatTheirHeadersSay() throws IOException {
        String folder = System.getProperty("mmscope.images");
        assumeTrue(folder != null, "no folder of images is given");
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of(folder))) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        assertTrue(files.size() > 0);
        for (Path path : files) {
            kernel.volume().addHostFile("C:\\real.dll", path);
            byte[] file = Files.readAllBytes(path);
            checkView(path, file, 0);
            checkView(path, file, 0x60000000);
            kernel.dereferenceSegments();
            Machines.checkInvariants(kernel);
            assertEquals(0, kernel.view().controlAreas().size());
        }
    }

    private void checkView(Path path, byte[] file, int wanted) {
        int section = ImageFiles.section(kernel, process, "C:\\real.dll");
        ViewRequest view = new ViewRequest(wanted, 0, 0, MemoryConstants.PAGE_READWRITE);
        assertTrue(NtStatus.success(kernel.sections().mapView(process, section, view)), path::toString);
        kernel.objects().close(process, section);
        ByteBuffer words = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int nt = words.getInt(0x3C);
        int table = nt + 24 + words.getShort(nt + 20);
        for (int i = 0; i < words.getShort(nt + 6); i++) {
            checkSection(path + " section " + i, words, table + i * 40, view.base);
        }
        kernel.sections().unmapView(process, view.base);
    }

    private void checkSection(String name, ByteBuffer file, int header, int base) {
        int size = file.getInt(header + 8);
        int start = base + file.getInt(header + 12);
        int raw = Math.min(size, file.getInt(header + 16));
        byte[] expected = new byte[size];
        file.get(file.getInt(header + 20), expected, 0, raw);
        MemoryBasicInformation page = new MemoryBasicInformation();
        kernel.virtualMemory().query(process, start, page);
        assertEquals(base, page.allocationBase, name);
        assertEquals(protection(file.getInt(header + 36)), page.protect, name);
        byte[] bytes = ImageFiles.read(kernel, process, start, size);
        assertArrayEquals(expected, bytes, () -> name + " at " + Arrays.mismatch(expected, bytes));
    }

    private static int protection(int characteristics) {
        boolean write = (characteristics & 0x80000000) != 0;
        boolean shared = (characteristics & 0x10000000) != 0;
        if ((characteristics & 0x20000000) != 0) {
            return write ? shared ? 0x40 : 0x80 : 0x20;
        }
        return write ? shared ? 4 : 8 : 2;
    }
}
