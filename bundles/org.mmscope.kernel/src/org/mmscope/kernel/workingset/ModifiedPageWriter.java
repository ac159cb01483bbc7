package org.mmscope.kernel.workingset;

import org.mmscope.kernel.io.PageFiles;
import org.mmscope.kernel.pfn.PageLists;
import org.mmscope.kernel.pfn.PfnDatabase;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.section.PrototypePages;
import org.mmscope.kernel.view.PageLocation;

/**
 * The modified page writer and the mapped page writer: pages of the modified list are written to a page file or to
 * their own file and become standby.
 */
public final class ModifiedPageWriter {

    private final PhysicalPages pages;
    private final PfnDatabase pfns;
    private final PageLists lists;
    private final PageFiles pageFiles;
    private final PrototypePages prototypes;

    public ModifiedPageWriter(PhysicalPages pages, PageFiles pageFiles, PrototypePages prototypes) {
        this.pages = pages;
        pfns = pages.pfns();
        lists = pages.lists();
        this.pageFiles = pageFiles;
        this.prototypes = prototypes;
    }

    /** Writes up to so many pages, the oldest first, and gives the number that became standby. */
    public int write(int most) {
        return write(most, true, true);
    }

    /** Writes up to so many pages that have no file of their own: the modified page writer. */
    public int writePageFile(int most) {
        return write(most, true, false);
    }

    /** Writes up to so many pages of mapped files: the mapped page writer. */
    public int writeMapped(int most) {
        return write(most, false, true);
    }

    private int write(int most, boolean toPageFile, boolean toMapped) {
        int written = 0;
        boolean room = toPageFile;
        int pfn = lists.first(PageLocation.MODIFIED);
        while (pfn != PfnDatabase.LIST_END && written < most) {
            int next = pfns.u1(pfn);
            if (hasFile(pfn)) {
                if (toMapped) {
                    prototypes.writeModified(pfn);
                    written++;
                }
            } else if (room) {
                room = pageFiles.write(pfn);
                if (room) {
                    pages.written(pfn);
                    written++;
                }
            }
            pfn = next;
        }
        return written;
    }

    private boolean hasFile(int pfn) {
        return pfns.prototype(pfn) && Pte.prototype(pfns.originalPte(pfn));
    }
}
