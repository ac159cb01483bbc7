package org.mmscope.kernel.fault;

import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.view.PageLocation;

/** Gives pages for faults and, when none is available, has memory made available first. */
public final class PageSupply {

    private final PhysicalPages pages;
    private final Events events;
    private Relief relief = () -> false;

    /** What makes pages available when there are none. */
    @FunctionalInterface
    public interface Relief {

        /** Makes at least one page more available than there are and says whether it could. */
        boolean makeAvailable();
    }

    public PageSupply(PhysicalPages pages, Events events) {
        this.pages = pages;
        this.events = events;
    }

    /** Sets what makes pages available. */
    public void relief(Relief newRelief) {
        relief = newRelief;
    }

    /** Makes so many pages available if it can, and says whether they are. */
    public boolean reserve(int count) {
        int before = -1;
        int available = pages.lists().available();
        while (available < count && available > before) {
            before = available;
            relief.makeAvailable();
            available = pages.lists().available();
        }
        return available >= count;
    }

    /** A zeroed page of a process's next colour, or {@link PhysicalPages#NONE}. */
    public int zeroed(ProcessObject process) {
        return isAvailable() ? pages.takeZeroed(process.nextColor()) : PhysicalPages.NONE;
    }

    /** A zeroed page of a colour, or {@link PhysicalPages#NONE}. */
    public int zeroed(int color) {
        return isAvailable() ? pages.takeZeroed(color) : PhysicalPages.NONE;
    }

    /** A page that will be overwritten as a whole, or {@link PhysicalPages#NONE}. */
    public int any(int color) {
        return isAvailable() ? pages.takeAny(color) : PhysicalPages.NONE;
    }

    private boolean isAvailable() {
        if (pages.lists().available() > 0) {
            return true;
        }
        events.step(FaultStep.Kind.WAITED_FOR_PAGE, 0, pages.lists().total(PageLocation.MODIFIED));
        return relief.makeAvailable();
    }
}
