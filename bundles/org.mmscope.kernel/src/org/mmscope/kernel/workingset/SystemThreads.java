package org.mmscope.kernel.workingset;

import org.mmscope.kernel.MemoryTuning;
import org.mmscope.kernel.SystemThread;
import org.mmscope.kernel.cache.LazyWriter;
import org.mmscope.kernel.event.Events;
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
    private final LazyWriter lazyWriter;
    private final VirtualClock clock;
    private final MemoryTuning tuning;
    private final int modifiedLimit;
    private final ZeroPageThread zeroPage;
    private final WriterThread modifiedWriter;
    private final WriterThread mappedWriter;
    /** While memory is short the oldest modified pages go, whatever is behind them. */
    private final WriterThread bothWriters;
    private final BalanceSetManager balance;
    private final SwapperThread swapper;
    private final SegmentThread segments;

    /** @param frames frames of physical memory */
    public SystemThreads(PhysicalPages pages, ModifiedPageWriter writer, LazyWriter lazyWriter,
            BalanceSetManager balance, ProcessSwapper swapper, ControlAreas areas, PageFiles pageFiles,
            VirtualClock clock, Events events, int frames, MemoryTuning tuning) {
        this.pages = pages;
        lists = pages.lists();
        this.writer = writer;
        this.lazyWriter = lazyWriter;
        this.clock = clock;
        this.tuning = tuning;
        modifiedLimit = tuning.modifiedLimit(frames);
        zeroPage = new ZeroPageThread(pages, events);
        modifiedWriter = new WriterThread(SystemThread.MODIFIED_WRITER, events, writer, true, false);
        mappedWriter = new WriterThread(SystemThread.MAPPED_WRITER, events, writer, false, true);
        bothWriters = new WriterThread(SystemThread.MODIFIED_WRITER, events, writer, true, true);
        this.balance = balance;
        this.swapper = new SwapperThread(swapper, balance, events);
        segments = new SegmentThread(areas, pageFiles, events);
    }

    /**
     * Runs a thread until it has nothing left to do, the mapped page writer after the lazy writer, which is a worker
     * thread without a name of its own, and gives the number of pages or segments it dealt with.
     */
    public int run(SystemThread thread) {
        return switch (thread) {
            case ZERO_PAGE -> zeroPage.run();
            case MODIFIED_WRITER -> finished(modifiedWriter.run());
            case MAPPED_WRITER -> finished(lazyWriter.run() + mappedWriter.run());
            case BALANCE_SET_MANAGER -> balance.run();
            case SWAPPER -> swapper.run();
            case DEREFERENCE_SEGMENT -> segments.run();
        };
    }

    private int finished(int written) {
        writer.finish();
        return written;
    }

    /** Lets a second of virtual time pass. */
    public void second() {
        long before = clock.time() / VirtualClock.SECOND;
        clock.advance(VirtualClock.SECOND);
        segments.second();
        balance.age();
        boolean isShort = balance.isShort();
        if (isShort) {
            balance.run();
        }
        balance.beginGrowth();
        swapper.second(isShort);
        lazyWriter.second();
        if (writerHasReason()) {
            // Each cluster may be the last that is needed.
            bothWriters.run(this::writerHasReason);
        }
        if (clock.time() / VirtualClock.SECOND / tuning.mappedSeconds() != before / tuning.mappedSeconds()) {
            mappedWriter.run();
        }
        if (lists.total(PageLocation.FREE) >= tuning.zeroPages()) {
            zeroPage.run();
        }
    }

    private boolean writerHasReason() {
        int modified = lists.total(PageLocation.MODIFIED);
        int available = lists.available() + pages.underWrite();
        return available < tuning.writerAvailable() && modified > modifiedLimit
                || available < tuning.writerAvailableLeast() && modified >= tuning.someModified();
    }
}
