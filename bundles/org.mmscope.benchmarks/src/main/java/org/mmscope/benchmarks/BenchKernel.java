package org.mmscope.benchmarks;

import org.mmscope.kernel.FileRequest;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.SectionRequest;
import org.mmscope.kernel.ViewRequest;
import org.mmscope.kernel.io.FileSource;
import org.mmscope.kernel.process.EProcess;

/** A booted kernel and what benchmarks ask of it; what should succeed and does not stops the benchmark. */
final class BenchKernel {

    static final int PAGE = 4096;

    private static final int LARGE_WORKING_SET = 100_000;
    private static final int COMMITTED = MemoryConstants.MEM_RESERVE | MemoryConstants.MEM_COMMIT;

    private final Kernel kernel;

    BenchKernel(Profile profile, int megabytes) {
        kernel = Kernel.boot(KernelConfiguration.defaults().withProfile(profile)
                .withMemoryBytes((long) megabytes << 20).withPageFile(64 << 20));
    }

    Kernel kernel() {
        return kernel;
    }

    /** A process whose working set does not get too large for what benchmarks touch. */
    EProcess process(String name) {
        EProcess[] made = new EProcess[1];
        check(kernel.processes().create(ProcessOptions.named(name).withWorkingSet(50, LARGE_WORKING_SET), made));
        return made[0];
    }

    /** Reserves memory, and commits it or not; gives its address. */
    int allocate(EProcess process, int base, long size, boolean commit) {
        MemoryRange range = new MemoryRange(base, size);
        check(kernel.virtualMemory().allocate(process, range, commit ? COMMITTED : MemoryConstants.MEM_RESERVE,
                MemoryConstants.PAGE_READWRITE));
        return range.base;
    }

    void release(EProcess process, int base) {
        check(kernel.virtualMemory().free(process, new MemoryRange(base, 0), MemoryConstants.MEM_RELEASE));
    }

    /** Makes a file on the volume with bytes in it, and a section of it; gives the section's handle. */
    int fileSection(EProcess process, String path, long size) {
        kernel.volume().addFile(path, size, FileSource.PATTERN);
        return openSection(process, path);
    }

    /** Makes a section of a file of the volume; gives its handle. */
    int openSection(EProcess process, String path) {
        IntHolder file = new IntHolder();
        check(kernel.files().create(process, new FileRequest(path,
                MemoryConstants.FILE_READ_DATA | MemoryConstants.FILE_WRITE_DATA, 7, MemoryConstants.FILE_OPEN), file,
                new IntHolder()));
        return section(process, 0, file.value);
    }

    /** Makes a section of a file, or with handle 0 of the page file; gives its handle. */
    int section(EProcess process, long size, int file) {
        IntHolder section = new IntHolder();
        check(kernel.sections().create(process, new SectionRequest(null, MemoryConstants.SECTION_ALL_ACCESS, size,
                MemoryConstants.PAGE_READWRITE, MemoryConstants.SEC_COMMIT, file), section));
        return section.value;
    }

    /** Maps a section whole, at an address or anywhere; gives the address. */
    int map(EProcess process, int section, int base, int protect) {
        ViewRequest view = new ViewRequest(base, 0, 0, protect);
        check(kernel.sections().mapView(process, section, view));
        return view.base;
    }

    void unmap(EProcess process, int base) {
        check(kernel.sections().unmapView(process, base));
    }

    /** Loads a byte of each page; gives their sum. */
    int touch(int base, int pages) {
        kernel.beginCall();
        int sum = 0;
        for (int va = base; va != base + pages * PAGE; va += PAGE) {
            sum += kernel.processor().load8(va);
        }
        return sum;
    }

    /** Stores a byte to each page. */
    void store(int base, int pages) {
        kernel.beginCall();
        for (int va = base; va != base + pages * PAGE; va += PAGE) {
            kernel.processor().store8(va, va >>> 12);
        }
    }

    static void check(int status) {
        if (!NtStatus.success(status)) {
            throw new IllegalStateException("NTSTATUS " + Integer.toHexString(status));
        }
    }
}
