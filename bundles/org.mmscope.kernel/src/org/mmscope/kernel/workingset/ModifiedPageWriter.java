package org.mmscope.kernel.workingset;

import org.mmscope.kernel.io.PageFiles;
import org.mmscope.kernel.io.PageWrites;
import org.mmscope.kernel.memory.Irql;
import org.mmscope.kernel.pfn.PageLists;
import org.mmscope.kernel.pfn.PfnDatabase;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.section.PrototypePages;
import org.mmscope.kernel.view.PageLocation;

/**
 * The modified page writer and the mapped page writer: pages of the modified list are written to a page file or to
 * their own file and become standby. Page files take turns, a cluster each, so that their disks work at the same time.
 * A page whose write fails is modified still (MiWriteComplete); it keeps the slot until it is written to another one.
 */
public final class ModifiedPageWriter {

    /** Pages written at once: 64 KB, MM_MAXIMUM_WRITE_CLUSTER of XP. */
    static final int CLUSTER = 16;

    private final PhysicalPages pages;
    private final PfnDatabase pfns;
    private final PageLists lists;
    private final PageFiles pageFiles;
    private final PageWrites writes;
    private final PrototypePages prototypes;
    private final Irql irql;

    public ModifiedPageWriter(PhysicalPages pages, PageFiles pageFiles, PageWrites writes,
            PrototypePages prototypes, Irql irql) {
        this.pages = pages;
        pfns = pages.pfns();
        lists = pages.lists();
        this.pageFiles = pageFiles;
        this.writes = writes;
        this.prototypes = prototypes;
        this.irql = irql;
    }

    /**
     * Begins to write up to so many pages, the oldest first, and gives their number; they become standby then. Pages of
     * files that the disk cannot write stay modified, to be tried again.
     */
    public int write(int most) {
        return pass(true, true).write(most);
    }

    /** Begins a way along the modified list, from the oldest page on. */
    Pass pass(boolean toPageFile, boolean toMapped) {
        return new Pass(toPageFile, toMapped);
    }

    /** Waits until what was written is on the disks. */
    public void finish() {
        pageFiles.finishWrites();
        writes.complete();
    }

    private boolean hasFile(int pfn) {
        return pfns.prototype(pfn) && Pte.prototype(pfns.originalPte(pfn));
    }

    /** A way along the modified list. */
    final class Pass {

        private final boolean toPageFile;
        private final boolean toMapped;
        private int next = lists.first(PageLocation.MODIFIED);
        /** A page that could not be written comes back to the end of the list, and waits for the next pass. */
        private int left = lists.total(PageLocation.MODIFIED);

        private Pass(boolean toPageFile, boolean toMapped) {
            this.toPageFile = toPageFile;
            this.toMapped = toMapped;
        }

        /** Begins to write up to so many pages and gives their number. */
        int write(int most) {
            irql.raise();
            try {
                return writeAll(most);
            } finally {
                irql.lower();
            }
        }

        private int writeAll(int most) {
            int written = 0;
            Target target = new Target();
            while (next != PfnDatabase.LIST_END && written < most && left-- > 0) {
                int pfn = next;
                next = pfns.u1(pfn);
                if (hasFile(pfn)) {
                    written += toMapped && prototypes.writeModified(pfn) ? 1 : 0;
                } else if (toPageFile && target.write(pfn)) {
                    written++;
                }
            }
            target.end();
            return written;
        }
    }

    /** The page file that the cluster under way goes to. */
    private final class Target {

        private int file = PageFiles.NONE;
        private int left;
        private final int[] frames = new int[CLUSTER];
        private int count;

        /** False when every page file is full, or the slot that was found lies in a bad sector. */
        boolean write(int pfn) {
            if (left == 0 || !pageFiles.hasRoom(file)) {
                end();
                file = pageFiles.soonest();
                left = CLUSTER;
            }
            left--;
            if (file == PageFiles.NONE || !pageFiles.write(file, pfn)) {
                return false;
            }
            pages.beginWrite(pfn);
            frames[count++] = pfn;
            boolean fails = pageFiles.fails(pfns.originalPte(pfn), 1);
            if (fails) {
                pfns.modified(pfn, true);
            }
            return !fails;
        }

        /** The cluster is complete. */
        void end() {
            if (count > 0) {
                writes.leave(pageFiles.writesDone(file), frames, count);
                count = 0;
            }
        }
    }
}
