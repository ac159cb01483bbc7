package org.mmscope.kernel.pfn;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;
import org.mmscope.kernel.memory.SystemMemory;

/**
 * System-wide commitment in pages: MmTotalCommittedPages against MmTotalCommitLimit, with its peak. The limit is the
 * pages available after the boot and the page files.
 */
public final class CommitAccounting {

    private final SystemMemory system;
    private final int total;
    private final int limit;
    private final int peak;

    public CommitAccounting(SystemMemory system, KernelLayout layout) {
        this.system = system;
        total = layout.address(KernelSymbol.MM_TOTAL_COMMITTED_PAGES);
        limit = layout.address(KernelSymbol.MM_TOTAL_COMMIT_LIMIT);
        peak = layout.address(KernelSymbol.MM_PEAK_COMMITMENT);
    }

    /** Pages charged. */
    public int total() {
        return system.read32(total);
    }

    /** Charges pages and gives true, or charges nothing and gives false when the limit would be passed. */
    public boolean charge(int pages) {
        long after = (long) total() + pages;
        if (after > system.read32(limit)) {
            return false;
        }
        system.write32(total, (int) after);
        if (after > system.read32(peak)) {
            system.write32(peak, (int) after);
        }
        return true;
    }

    /** Gives charged pages back. */
    public void release(int pages) {
        system.add32(total, -pages);
    }

    /** Raises the limit. */
    public void addLimit(int pages) {
        system.add32(limit, pages);
    }
}
