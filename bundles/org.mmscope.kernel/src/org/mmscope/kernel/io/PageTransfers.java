package org.mmscope.kernel.io;

import org.mmscope.kernel.memory.ListEntry;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pool.Pool;
import org.mmscope.machine.VirtualClock;

/**
 * Transfers of pages that are under way, each described by a block of nonpaged pool on a list: its list entry, then
 * when it is done, then its pages. A transfer completes when the clock has passed its end and the kernel is entered.
 */
abstract class PageTransfers {

    private static final int COUNT = 8;
    private static final int PAGES = 12;

    private final SystemMemory system;
    private final Pool pool;
    private final VirtualClock clock;
    private final String tag;
    private final int links;
    private final int done;
    private final int head;
    /** Length of the list, so that the usual case, none, costs a branch. */
    private int underWay;

    /**
     * @param tag tag of the blocks
     * @param links where their LIST_ENTRY lies
     * @param done where the time lies at which they are done, with the number of pages and the pages behind it
     * @param head address of the list's head
     */
    PageTransfers(SystemMemory system, Pool nonPaged, VirtualClock clock, String tag, int links, int done, int head) {
        this.system = system;
        pool = nonPaged;
        this.clock = clock;
        this.tag = tag;
        this.links = links;
        this.done = done;
        this.head = head;
    }

    /** A page of a transfer that has been begun with a block. */
    abstract void begun(int block, int pfn);

    /** A page's transfer is done. */
    abstract void arrived(int pfn);

    /** Makes the list; for the boot. */
    public final void boot() {
        ListEntry.initialize(system, head);
    }

    /** Counts the list again: memory has been put back to another state. */
    public final void reload() {
        underWay = 0;
        for (int entry = ListEntry.next(system, head); entry != head; entry = ListEntry.next(system, entry)) {
            underWay++;
        }
    }

    /** Transfers under way. */
    final int underWay() {
        return underWay;
    }

    /** Waits until a time, in 100 ns units; what is done by then completes. */
    public final void await(long time) {
        clock.advance(Math.max(0, time - clock.time()));
        complete();
    }

    /** Waits until the first of the transfers is done. */
    final void awaitFirst() {
        await(system.read64(ListEntry.next(system, head) - links + done));
    }

    /**
     * Leaves pages to a transfer; without pool for its block it is waited for.
     *
     * @param end when it is done, in 100 ns units
     * @param count how many of the frames are pages of this transfer
     */
    public void leave(long end, int[] frames, int count) {
        int block = pool.allocate(done + PAGES + count * 4, tag);
        if (block == 0) {
            await(end);
            for (int i = 0; i < count; i++) {
                arrived(frames[i]);
            }
            return;
        }
        system.write64(block + done, end);
        system.write32(block + done + COUNT, count);
        for (int i = 0; i < count; i++) {
            system.write32(block + done + PAGES + i * 4, frames[i]);
            begun(block, frames[i]);
        }
        ListEntry.insertTail(system, head, block + links);
        underWay++;
    }

    /** Completes the transfers that are done by now. */
    public final void complete() {
        if (underWay > 0) {
            completeUntil(clock.time());
        }
    }

    private void completeUntil(long time) {
        int entry = ListEntry.next(system, head);
        while (entry != head) {
            int next = ListEntry.next(system, entry);
            if (system.read64(entry - links + done) <= time) {
                complete(entry - links);
            }
            entry = next;
        }
    }

    private void complete(int block) {
        ListEntry.remove(system, block + links);
        underWay--;
        for (int i = 0; i < system.read32(block + done + COUNT); i++) {
            arrived(system.read32(block + done + PAGES + i * 4));
        }
        pool.free(block);
    }

    /** Waits until no transfer is under way; says whether there was one. */
    public final boolean finish() {
        boolean any = underWay > 0;
        while (underWay > 0) {
            awaitFirst();
        }
        return any;
    }

    /** When the transfer of a block will be done, in 100 ns units. */
    final long done(int block) {
        return system.read64(block + done);
    }
}
