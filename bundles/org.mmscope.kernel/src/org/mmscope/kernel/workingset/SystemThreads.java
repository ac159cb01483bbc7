package org.mmscope.kernel.workingset;

import org.mmscope.kernel.MemoryTuning;
import org.mmscope.kernel.SystemThread;
import org.mmscope.kernel.io.PageFiles;
import org.mmscope.kernel.pfn.PageLists;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.section.ControlAreas;
import org.mmscope.kernel.swap.ProcessSwapper;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.machine.VirtualClock;

/**
 * The memory manager's threads: what each does when it runs until it has nothing left to do, and which of them have a
 * reason to run in a second of virtual time.
 */
public final class SystemThreads {

    private final PhysicalPages pages;
    private final PageLists lists;
    private final ModifiedPageWriter writer;
    private final BalanceSetManager balance;
    private final ControlAreas areas;
    private final PageFiles pageFiles;
    private final VirtualClock clock;
    private final MemoryTuning tuning;
    private final int modifiedLimit;
    private final ProcessSwapper swapper;

    /** @param frames frames of physical memory */
    public SystemThreads(PhysicalPages pages, ModifiedPageWriter writer, BalanceSetManager balance,
            ProcessSwapper swapper, ControlAreas areas, PageFiles pageFiles, VirtualClock clock, int frames,
            MemoryTuning tuning) {
        this.pages = pages;
        lists = pages.lists();
        this.writer = writer;
        this.balance = balance;
        this.swapper = swapper;
        this.areas = areas;
        this.pageFiles = pageFiles;
        this.clock = clock;
        this.tuning = tuning;
        modifiedLimit = tuning.modifiedLimit(frames);
    }

    /** Runs a thread until it has nothing left to do, and gives the number of pages or segments it dealt with. */
    public int run(SystemThread thread) {
        return switch (thread) {
            case ZERO_PAGE -> zero();
            case MODIFIED_WRITER -> finished(writer.writePageFile(Integer.MAX_VALUE));
            case MAPPED_WRITER -> finished(writer.writeMapped(Integer.MAX_VALUE));
            case BALANCE_SET_MANAGER -> balance.run();
            case SWAPPER -> swapper.run();
            case DEREFERENCE_SEGMENT -> dereference();
        };
    }

    private int finished(int written) {
        writer.finish();
        return written;
    }

    private int zero() {
        int count = 0;
        while (pages.zeroOne()) {
            count++;
        }
        return count;
    }

    private int dereference() {
        int count = 0;
        while (areas.dereferenceOne()) {
            count++;
        }
        pageFiles.extendAhead();
        return count;
    }

    /** Lets a second of virtual time pass. */
    public void second() {
        long before = clock.time() / VirtualClock.SECOND;
        clock.advance(VirtualClock.SECOND);
        pageFiles.extendAhead();
        balance.age();
        boolean isShort = balance.isShort();
        balance.run();
        swapper.second(isShort);
        while (writerHasReason() && writer.write(ModifiedPageWriter.CLUSTER) > 0) {
            // Each cluster may have been the last that was needed.
        }
        if (clock.time() / VirtualClock.SECOND / tuning.mappedSeconds() != before / tuning.mappedSeconds()) {
            writer.writeMapped(Integer.MAX_VALUE);
        }
        if (lists.total(PageLocation.FREE) >= tuning.zeroPages()) {
            zero();
        }
    }

    private boolean writerHasReason() {
        int modified = lists.total(PageLocation.MODIFIED);
        int available = lists.available() + pages.underWrite();
        return available < tuning.writerAvailable() && modified > modifiedLimit
                || available < tuning.writerAvailableLeast() && modified >= tuning.someModified();
    }
}
