package org.mmscope.kernel.pfn;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;
import org.mmscope.kernel.memory.SystemMemory;

/**
 * System-wide commitment in pages: MmTotalCommittedPages against MmTotalCommitLimit, with its peak. The limit is the
 * pages available after the boot and the page files, and rises when they are extended.
 */
public final class CommitAccounting {

    private static final int TENTHS = 10;
    /** Tenths of the limit from which page files are extended ahead. */
    private static final int NEAR = 9;

    private final SystemMemory system;
    private Extender extender = pages -> false;
    private final int total;
    private final int limit;
    private final int peak;

    /** Extends page files. */
    @FunctionalInterface
    public interface Extender {

        /** Raises the limit by at least so many pages, or not at all and gives false. */
        boolean extend(int pages);
    }

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

    /** The pages that may be charged with the page files as large as they are. */
    public int limit() {
        return system.read32(limit);
    }

    /** Whether more than nine tenths of the limit are charged. */
    public boolean isNearLimit() {
        return (long) total() * TENTHS > (long) limit() * NEAR;
    }

    /** Sets who extends the page files when the limit is reached; the charge waits for it. */
    public void extender(Extender newExtender) {
        extender = newExtender;
    }

    /** Charges pages and gives true, or charges nothing and gives false when the limit would be passed. */
    public boolean charge(int pages) {
        long after = (long) total() + pages;
        if (after > limit() && (after > Integer.MAX_VALUE || !extender.extend((int) after - limit()))) {
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
