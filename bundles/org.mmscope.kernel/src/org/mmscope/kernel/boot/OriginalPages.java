package org.mmscope.kernel.boot;

import org.mmscope.kernel.io.PageFiles;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.section.PrototypePages;

/** Tells the owner of a forgotten page's contents: its control area, or the page file of its slot. */
record OriginalPages(PrototypePages prototypes, PageFiles pageFiles) implements PhysicalPages.OriginalOwner {

    @Override
    public void filePageGone(int subsection) {
        prototypes.pageGone(subsection);
    }

    @Override
    public void releaseSlot(long pageFilePte) {
        pageFiles.release(pageFilePte);
    }
}
