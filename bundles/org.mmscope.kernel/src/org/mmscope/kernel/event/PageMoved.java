package org.mmscope.kernel.event;

import org.mmscope.kernel.view.PageLocation;

/**
 * A page frame went from one state or list to another.
 *
 * @param pfn the frame
 * @param from where it was
 * @param to where it is
 * @param cause why
 */
public record PageMoved(int pfn, PageLocation from, PageLocation to, Cause cause) implements KernelEvent {

    /** Why a page moved. */
    public enum Cause {
        ALLOCATED, FREED, LAST_SHARE_GONE, FAULTED_BACK, REUSED, ZEROED, WRITE_BEGUN, WRITTEN, PARITY_ERROR,
        REMAINED_DIRTY
    }
}
