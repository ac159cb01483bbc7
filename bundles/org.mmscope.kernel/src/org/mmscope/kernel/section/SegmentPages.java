package org.mmscope.kernel.section;

import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.io.PageFiles;
import org.mmscope.kernel.io.PageWrites;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;

/** Deletes the pages of segments that no view maps (MiSegmentDelete). */
final class SegmentPages {

    private final SystemMemory system;
    private final PteFormat format;
    private final Subsections subsections;
    private final PhysicalPages pages;
    private final PageFiles pageFiles;
    private final PrototypeReader reader;
    private final PageWrites writes;
    private final Events events;

    SegmentPages(SystemMemory system, PteFormat format, Subsections subsections, PhysicalPages pages,
            PageFiles pageFiles, PrototypeReader reader, PageWrites writes, Events events) {
        this.system = system;
        this.format = format;
        this.subsections = subsections;
        this.pages = pages;
        this.pageFiles = pageFiles;
        this.reader = reader;
        this.writes = writes;
        this.events = events;
    }

    /** Deletes every page of a segment that no view maps. */
    void deleteAll(int area) {
        for (int at = subsections.first(area); at != 0; at = subsections.next(at)) {
            int base = subsections.base(at);
            for (int i = 0; base != 0 && i < subsections.ptes(at); i++) {
                delete(base + i * format.size());
            }
        }
    }

    private void delete(int prototypePte) {
        long pte = system.readPte(prototypePte);
        if (Pte.transition(pte)) {
            reader.await(format.frame(pte));
            writes.waitFor(format.frame(pte));
            system.writePte(prototypePte, 0);
            events.pte(prototypePte, pte, 0);
            pages.deleteTransition(format.frame(pte));
        } else if (Pte.software(pte) && !format.isDemandZero(pte)) {
            pageFiles.release(pte);
        }
    }
}
