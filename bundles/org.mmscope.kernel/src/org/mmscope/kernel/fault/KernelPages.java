package org.mmscope.kernel.fault;

import org.mmscope.kernel.BugCheck;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.FaultStep.Kind;
import org.mmscope.kernel.io.PageFiles;
import org.mmscope.kernel.memory.BugChecks;
import org.mmscope.kernel.pfn.PfnDatabase;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.kernel.view.PageLocation;

/**
 * Brings pages back that the kernel itself needs and that have left memory: page tables, directories, hyperspace,
 * kernel stacks (MiMakeOutswappedPageResident). No program has the fault that would get an error, so one is for the
 * caller to stop the machine by.
 */
public final class KernelPages {

    /** As the page of the entry: the page holds its own entry. */
    public static final int ITSELF = -1;
    /** Nothing keeps the page from being brought back. */
    public static final int NO_ERROR = 0;

    private final PteFormat format;
    private final PhysicalPages pages;
    private final PfnDatabase pfns;
    private final PageSupply supply;
    private final PageFiles files;
    private final Events events;
    private final BugChecks bugChecks;

    public KernelPages(PteFormat format, PhysicalPages pages, PageSupply supply, PageFiles files, Events events,
            BugChecks bugChecks) {
        this.format = format;
        this.pages = pages;
        pfns = pages.pfns();
        this.supply = supply;
        this.files = files;
        this.events = events;
        this.bugChecks = bugChecks;
    }

    /**
     * The NTSTATUS that keeps the page of a transition or page-file PTE from being brought back, or {@link #NO_ERROR}.
     */
    public int error(long pte) {
        if (Pte.transition(pte)) {
            int pfn = format.frame(pte);
            return pfns.inPageError(pfn) ? pfns.u1(pfn) : NO_ERROR;
        }
        return files.fails(pte, 1) ? NtStatus.DEVICE_DATA_ERROR : NO_ERROR;
    }

    /**
     * Gives the frame in which a page is from now on: active, modified, with one share; its entry is the caller's to
     * write. What is stored into such a page is not told by a Dirty bit.
     *
     * @param pteAddress address of its entry
     * @param holder frame that holds the entry, or {@link #ITSELF}
     * @param pte the entry, transition or page file, without {@link #error}
     * @param color colour of the frame, if it is read
     */
    public int bringIn(int pteAddress, int holder, long pte, int color) {
        int pfn = Pte.transition(pte) ? reclaim(pte) : read(pteAddress, holder, pte, color);
        files.dirtied(pfn);
        return pfn;
    }

    private int reclaim(long pte) {
        int pfn = format.frame(pte);
        pages.reclaim(pfn);
        return pfn;
    }

    private int read(int pteAddress, int holder, long pte, int color) {
        int pfn = supply.any(color);
        if (pfn == PhysicalPages.NONE) {
            throw bugChecks.raise(BugCheck.NO_PAGES_AVAILABLE, pages.lists().total(PageLocation.MODIFIED), 0, 0, 0);
        }
        events.step(Kind.READ_ISSUED, files.address(pte), files.byteOffset(pte));
        files.read(pte, pfn);
        events.step(Kind.READ_COMPLETED, pfns.address(pfn), pfn);
        pages.begin(pfn, pteAddress, holder == ITSELF ? pfn : holder, pte, true, false);
        return pfn;
    }
}
