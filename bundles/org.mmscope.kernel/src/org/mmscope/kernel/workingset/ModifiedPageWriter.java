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
        int written = 0;
        int pfn = lists.first(PageLocation.MODIFIED);
        while (pfn != PfnDatabase.LIST_END && written < most) {
            int next = pfns.u1(pfn);
            if (writeOne(pfn)) {
                written++;
            } else if (!hasFile(pfn)) {
                next = nextOfFile(next);
            }
            pfn = next;
        }
        return written;
    }

    private boolean hasFile(int pfn) {
        return pfns.prototype(pfn) && Pte.prototype(pfns.originalPte(pfn));
    }

    /** The page files are full: only pages of mapped files can still go. */
    private int nextOfFile(int from) {
        int pfn = from;
        while (pfn != PfnDatabase.LIST_END && !hasFile(pfn)) {
            pfn = pfns.u1(pfn);
        }
        return pfn;
    }

    private boolean writeOne(int pfn) {
        if (hasFile(pfn)) {
            prototypes.writeModified(pfn);
            return true;
        }
        if (!pageFiles.write(pfn)) {
            return false;
        }
        pages.written(pfn);
        return true;
    }
}
