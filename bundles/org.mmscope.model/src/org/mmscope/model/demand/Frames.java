package org.mmscope.model.demand;

import java.util.List;

import org.mmscope.model.PageTableEntry;
import org.mmscope.model.PfnEntry;

/** Where the PFN entries of a machine come from. Called on the thread that the model belongs to. */
public interface Frames {

    /** Frames of the machine. */
    int count();

    /**
     * The entry of a frame; the same object for as long as somebody holds it.
     *
     * @param pfn from 0 to one less than the count
     */
    PfnEntry entry(int pfn);

    /** The entries that are in the model and name a frame, in the order of the model. */
    List<PageTableEntry> naming(int pfn);

    /** Whether an entry is in the model, and not one that has left it. */
    boolean holds(PageTableEntry entry);
}
