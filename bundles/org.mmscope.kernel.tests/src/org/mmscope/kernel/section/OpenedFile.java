package org.mmscope.kernel.section;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;

import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.process.EProcess;

/** A file that a process has open to read and write, and what tests do with it. */
final class OpenedFile {

    static final int PAGE = 4096;

    private final Kernel kernel;
    private final EProcess process;
    private final String path;
    final int handle;

    OpenedFile(Kernel kernel, EProcess process, String path) {
        this.kernel = kernel;
        this.process = process;
        this.path = path;
        handle = Machines.open(kernel, process, path, MemoryConstants.GENERIC_READ | MemoryConstants.GENERIC_WRITE);
    }

    /** Writes equal bytes; gives the status. */
    int write(long offset, int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return kernel.files().write(process, handle, offset, bytes, length, new IntHolder());
    }

    /** Reads bytes, of which there must be so many. */
    byte[] read(long offset, int length) {
        byte[] bytes = new byte[length];
        IntHolder count = new IntHolder();
        assertEquals(NtStatus.SUCCESS, kernel.files().read(process, handle, offset, bytes, length, count));
        assertEquals(length, count.value);
        return bytes;
    }

    /** The byte at an offset, through the cache. */
    int at(long offset) {
        return read(offset, 1)[0];
    }

    /** The byte at an offset, as it is on the disk. */
    int onDisk(long offset) {
        byte[] cluster = new byte[PAGE];
        kernel.volume().file(path).readCluster(offset / PAGE, cluster);
        return cluster[(int) (offset % PAGE)];
    }

    int setEnd(long size) {
        return kernel.files().setEndOfFile(process, handle, size);
    }

    int flush() {
        return kernel.files().flush(process, handle);
    }

    /** A section of the file to read and write; gives its handle. */
    int section(long size) {
        IntHolder section = new IntHolder();
        assertEquals(NtStatus.SUCCESS, Machines.section(kernel, process, handle, size,
                MemoryConstants.PAGE_READWRITE, MemoryConstants.SEC_COMMIT, section));
        return section.value;
    }

    /** Maps the whole file to read and write; gives the section's handle. */
    int map(int base) {
        int section = section(0);
        Machines.map(kernel, process, section, base, MemoryConstants.PAGE_READWRITE);
        return section;
    }

    void close() {
        kernel.objects().close(process, handle);
    }
}
