package org.mmscope.kernel.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.mmscope.kernel.FileRequest;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.SectionRequest;
import org.mmscope.kernel.process.EProcess;

/** Image files on a volume, and sections of them. */
public final class ImageFiles {
    private ImageFiles() {
    }

    /** Adds a file with these bytes to the machine's volume. */
    public static void add(Kernel kernel, String path, byte[] bytes) {
        kernel.volume().addFile(path, bytes.length,
                (offset, to, at, length) -> System.arraycopy(bytes, (int) offset, to, at,
                        (int) Math.max(0, Math.min(length, bytes.length - offset))));
    }

    /** Asks for a section of an image file; the file's handle is closed again. */
    static int create(Kernel kernel, EProcess process, String path, IntHolder section) {
        IntHolder file = new IntHolder();
        assertEquals(NtStatus.SUCCESS, kernel.files().create(process, new FileRequest(path,
                MemoryConstants.GENERIC_READ | MemoryConstants.GENERIC_EXECUTE, 7, MemoryConstants.FILE_OPEN), file,
                new IntHolder()));
        int status = kernel.sections().create(process, new SectionRequest(null, MemoryConstants.SECTION_ALL_ACCESS,
                0, MemoryConstants.PAGE_EXECUTE, MemoryConstants.SEC_IMAGE, file.value), section);
        kernel.objects().close(process, file.value);
        return status;
    }

    /** A handle to a section of an image file, which must be one. */
    public static int section(Kernel kernel, EProcess process, String path) {
        IntHolder section = new IntHolder();
        assertEquals(NtStatus.SUCCESS, create(kernel, process, path, section),
                () -> String.valueOf(kernel.sections().imageRefusal()));
        return section.value;
    }

    static byte[] read(Kernel kernel, EProcess process, int va, int length) {
        byte[] bytes = new byte[length];
        assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().read(process, va, bytes, length, new IntHolder()));
        return bytes;
    }
}
