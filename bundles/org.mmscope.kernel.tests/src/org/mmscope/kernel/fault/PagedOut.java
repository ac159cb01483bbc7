package org.mmscope.kernel.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.SystemThread;
import org.mmscope.kernel.process.EProcess;

/** Private pages that are in the page file and nowhere else. */
final class PagedOut {

    private PagedOut() {
    }

    /** Commits pages, slot after slot in the page file; page i holds 100 + i. */
    static void make(Kernel kernel, EProcess process, int base, int pages) {
        Machines.commit(kernel, process, base, 2L * pages * 4096, MemoryConstants.PAGE_READWRITE);
        for (int i = 0; i < 2 * pages; i++) {
            Machines.store(kernel, process, base + i * 4096, 100 + i);
        }
        kernel.processes().emptyWorkingSet(process);
        kernel.run(SystemThread.MODIFIED_WRITER);
        reuseStandby(kernel, base);
        // The pages behind are still in memory: they are given up.
        assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().free(process,
                new MemoryRange(base + pages * 4096, pages * 4096L), MemoryConstants.MEM_DECOMMIT));
        kernel.beginCall();
    }

    private static void reuseStandby(Kernel kernel, int base) {
        EProcess hog = Machines.process(kernel, "hog");
        int count = kernel.view().pageLists().available() - 20;
        Machines.commit(kernel, hog, base, count * 4096L, MemoryConstants.PAGE_READWRITE);
        for (int i = 0; i < count; i++) {
            Machines.store(kernel, hog, base + i * 4096, i);
        }
        kernel.processes().exit(hog);
    }
}
