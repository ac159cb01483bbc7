package org.mmscope.kernel.io;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;
import org.mmscope.kernel.memory.ListEntry;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pool.Pool;
import org.mmscope.machine.VirtualClock;

/**
 * The reads of pages that are under way. A page under a read is in transition, with ReadInProgress set and u1 pointing
 * at the event of the read's MMINPAGE_SUPPORT, until the clock has passed the end of the transfer. The fault that began
 * the read waits for its own page only; the rest of its cluster arrives behind it. Each MMINPAGE_SUPPORT lies in
 * nonpaged pool: the event, its list entry, when it is done, the pages. Its fields are ours: no public symbols list it.
 */
public final class PageReads {

    private static final int LINKS = 0x10;
    private static final int DONE = 0x18;
    private static final int COUNT = 0x20;
    private static final int PAGES = 0x24;

    private final SystemMemory system;
    private final Pool pool;
    private final PhysicalPages pages;
    private final VirtualClock clock;
    private final int head;
    /** Length of the list, so that the usual case, none, costs a branch. */
    private int underWay;

    public PageReads(SystemMemory system, KernelLayout layout, Pool nonPaged, PhysicalPages pages,
            VirtualClock clock) {
        this.system = system;
        pool = nonPaged;
        this.pages = pages;
        this.clock = clock;
        head = layout.address(KernelSymbol.MM_IN_PAGE_SUPPORT_LIST_HEAD);
    }

    /** Makes the list; for the boot. */
    public void boot() {
        ListEntry.initialize(system, head);
    }

    /** Counts the list again: memory has been put back to another state. */
    public void reload() {
        underWay = 0;
        for (int entry = ListEntry.next(system, head); entry != head; entry = ListEntry.next(system, entry)) {
            underWay++;
        }
    }

    /** Waits until a time, in 100 ns units; what is done by then completes. */
    public void await(long time) {
        clock.advance(Math.max(0, time - clock.time()));
        complete();
    }

    /**
     * Leaves pages in transition to the transfer that is bringing them; without pool for the MMINPAGE_SUPPORT it is
     * waited for.
     *
     * @param done when it ends, in 100 ns units
     * @param count how many of the frames are pages of this transfer
     */
    public void leave(long done, int[] frames, int count) {
        int support = pool.allocate(PAGES + count * 4, "MmIn");
        if (support == 0) {
            await(done);
            for (int i = 0; i < count; i++) {
                arrived(frames[i]);
            }
            return;
        }
        system.write64(support + DONE, done);
        system.write32(support + COUNT, count);
        for (int i = 0; i < count; i++) {
            system.write32(support + PAGES + i * 4, frames[i]);
            pages.pfns().u1(frames[i], support);
        }
        ListEntry.insertTail(system, head, support + LINKS);
        underWay++;
    }

    private void arrived(int pfn) {
        pages.pfns().readInProgress(pfn, false);
        pages.pfns().u1(pfn, 0);
        pages.dropReference(pfn);
    }

    /** Completes the reads that are done by now. */
    public void complete() {
        if (underWay > 0) {
            completeUntil(clock.time());
        }
    }

    private void completeUntil(long time) {
        int entry = ListEntry.next(system, head);
        while (entry != head) {
            int next = ListEntry.next(system, entry);
            if (system.read64(entry - LINKS + DONE) <= time) {
                complete(entry - LINKS);
            }
            entry = next;
        }
    }

    private void complete(int support) {
        ListEntry.remove(system, support + LINKS);
        underWay--;
        for (int i = 0; i < system.read32(support + COUNT); i++) {
            arrived(system.read32(support + PAGES + i * 4));
        }
        pool.free(support);
    }

    /** When a page that is under a read will be there, in 100 ns units. */
    public long done(int pfn) {
        return system.read64(pages.pfns().u1(pfn) + DONE);
    }

    /** Waits for a page that is under a read (MiWaitForInPageComplete). */
    public void waitFor(int pfn) {
        await(done(pfn));
    }

    /** Waits until no read is under way; says whether there was one. */
    public boolean finish() {
        boolean any = underWay > 0;
        while (underWay > 0) {
            await(system.read64(ListEntry.next(system, head) - LINKS + DONE));
        }
        return any;
    }
}
