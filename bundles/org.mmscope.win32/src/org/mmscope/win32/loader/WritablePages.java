package org.mmscope.win32.loader;

import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.MemoryBasicInformation;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.win32.NtStatusToDosError;

/** Makes a range of an image writable and afterwards protected as it was (LdrpSetProtection). */
final class WritablePages {

    private static final int WRITABLE = MemoryConstants.PAGE_READWRITE | MemoryConstants.PAGE_WRITECOPY
            | MemoryConstants.PAGE_EXECUTE_READWRITE | MemoryConstants.PAGE_EXECUTE_WRITECOPY;

    private final Kernel kernel;
    private final EProcess process;

    WritablePages(Kernel kernel, EProcess process) {
        this.kernel = kernel;
        this.process = process;
    }

    /** Makes a range writable; gives the protection to go back to, 0 when it was writable. */
    int open(int va, long size) throws LoaderException {
        MemoryBasicInformation page = new MemoryBasicInformation();
        kernel.virtualMemory().query(process, va, page);
        boolean covered = (va & 0xFFFFFFFFL) + size <= (page.baseAddress & 0xFFFFFFFFL) + page.regionSize;
        if (covered && (page.protect & WRITABLE) != 0) {
            return 0;
        }
        IntHolder old = new IntHolder();
        protect(va, size, MemoryConstants.PAGE_READWRITE, old);
        return old.value;
    }

    /** Undoes {@link #open}. */
    void close(int va, long size, int before) throws LoaderException {
        if (before != 0) {
            protect(va, size, before, new IntHolder());
        }
    }

    private void protect(int va, long size, int protection, IntHolder old) throws LoaderException {
        int status = kernel.virtualMemory().protect(process, new MemoryRange(va, size), protection, old);
        if (!NtStatus.success(status)) {
            throw new LoaderException(NtStatusToDosError.of(status),
                    String.format("the protection at 0x%08X cannot be changed: status 0x%08X", va, status));
        }
    }
}
