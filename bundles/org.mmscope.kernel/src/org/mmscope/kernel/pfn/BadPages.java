package org.mmscope.kernel.pfn;

import static org.mmscope.kernel.view.PageLocation.BAD;
import static org.mmscope.kernel.view.PageLocation.STANDBY;

import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.event.PageMoved.Cause;
import org.mmscope.kernel.view.PageLocation;

/** Frames with a parity error. One that holds nothing, or what a disk has too, goes to the bad list for good. */
public final class BadPages {

    private final PhysicalPages pages;
    private final PfnDatabase pfns;

    public BadPages(PhysicalPages pages) {
        this.pages = pages;
        pfns = pages.pfns();
    }

    /** Takes a zeroed, free or standby page out of use. */
    public void retire(int pfn) {
        PageLocation from = pfns.location(pfn);
        if (from == STANDBY) {
            pages.unhook(pfn);
        }
        pages.lists().remove(pfn);
        pfns.begin(pfn, BAD, false, false);
        pfns.parityError(pfn, true);
        pfns.pteAddress(pfn, 0);
        pfns.referenceCount(pfn, 0);
        pages.lists().insertTail(BAD, pfn);
        pages.moved(pfn, from, BAD, Cause.PARITY_ERROR);
    }

    /**
     * The contents of a page on the modified list are lost. It is held in transition, with InPageError and the status
     * in u1, so that who refers to it gets the error; when it is deleted it goes to the bad list.
     */
    public void lose(int pfn) {
        pages.holdListed(pfn);
        pfns.modified(pfn, false);
        pfns.parityError(pfn, true);
        pfns.markInPageError(pfn);
        pfns.u1(pfn, NtStatus.PARITY_ERROR);
    }
}
