package org.mmscope.kernel.workingset;

import org.mmscope.kernel.SystemThread;
import org.mmscope.kernel.pfn.PageLists;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.section.ControlAreas;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.machine.VirtualClock;

/**
 * The memory manager's threads: what each does when it runs until it has nothing left to do, and which of them have a
 * reason to run in a second of virtual time. Figures published for Server 2003.
 */
public final class SystemThreads {

    private static final int FEW_AVAILABLE = 1024;
    private static final int VERY_FEW_AVAILABLE = 256;
    private static final int SOME_MODIFIED = 16;
    /** Modified pages that start the writer, by frames of memory: to 12 MB, 19 MB, 33 MB, above. */
    private static final int[] MANY_MODIFIED = {100, 150, 300, 800};
    private static final int[] FRAMES = {12 << 8, 19 << 8, 33 << 8};
    private static final int ZEROING_BEGINS = 8;
    /** Seconds after which a modified page of a mapped file is written at the latest. */
    private static final int MAPPED_AGE = 300;

    private final PhysicalPages pages;
    private final PageLists lists;
    private final ModifiedPageWriter writer;
    private final BalanceSetManager balance;
    private final ControlAreas areas;
    private final VirtualClock clock;
    private final int manyModified;

    /** @param frames frames of physical memory */
    public SystemThreads(PhysicalPages pages, ModifiedPageWriter writer, BalanceSetManager balance,
            ControlAreas areas, VirtualClock clock, int frames) {
        this.pages = pages;
        lists = pages.lists();
        this.writer = writer;
        this.balance = balance;
        this.areas = areas;
        this.clock = clock;
        int size = 0;
        while (size < FRAMES.length && frames > FRAMES[size]) {
            size++;
        }
        manyModified = MANY_MODIFIED[size];
    }

    /** Runs a thread until it has nothing left to do, and gives the number of pages or segments it dealt with. */
    public int run(SystemThread thread) {
        return switch (thread) {
            case ZERO_PAGE -> zero();
            case MODIFIED_WRITER -> finished(writer.writePageFile(Integer.MAX_VALUE));
            case MAPPED_WRITER -> finished(writer.writeMapped(Integer.MAX_VALUE));
            case BALANCE_SET_MANAGER -> balance.run();
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
        return count;
    }

    /** Lets a second of virtual time pass. */
    public void second() {
        long before = clock.time() / VirtualClock.SECOND;
        clock.advance(VirtualClock.SECOND);
        balance.age();
        balance.run();
        while (writerHasReason() && writer.write(ModifiedPageWriter.CLUSTER) > 0) {
            // Each cluster may have been the last that was needed.
        }
        if (clock.time() / VirtualClock.SECOND / MAPPED_AGE != before / MAPPED_AGE) {
            writer.writeMapped(Integer.MAX_VALUE);
        }
        if (lists.total(PageLocation.FREE) >= ZEROING_BEGINS) {
            zero();
        }
    }

    private boolean writerHasReason() {
        int modified = lists.total(PageLocation.MODIFIED);
        int available = lists.available();
        return available < FEW_AVAILABLE && modified >= manyModified
                || available < VERY_FEW_AVAILABLE && modified >= SOME_MODIFIED;
    }
}
