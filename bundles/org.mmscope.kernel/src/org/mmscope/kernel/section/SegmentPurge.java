package org.mmscope.kernel.section;

import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.io.PageWrites;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.PfnDatabase;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.kernel.view.PageLocation;

/**
 * Forgets pages of the segments of files (MmPurgeSection): their prototype PTEs say again that they are in the file, and
 * what was stored to them is lost. Transfers of them that are under way are waited for.
 */
final class SegmentPurge {

    private static final int PAGE = 4096;

    private final SystemMemory system;
    private final PteFormat format;
    private final SectionLayout layout;
    private final Subsections subsections;
    private final PhysicalPages pages;
    private final PfnDatabase pfns;
    private final PrototypeReader reader;
    private final PageWrites writes;
    private final Events events;

    SegmentPurge(SystemMemory system, PteFormat format, SectionLayout layout, Subsections subsections,
            PhysicalPages pages, PrototypeReader reader, PageWrites writes, Events events) {
        this.system = system;
        this.format = format;
        this.layout = layout;
        this.subsections = subsections;
        this.pages = pages;
        pfns = pages.pfns();
        this.reader = reader;
        this.writes = writes;
        this.events = events;
    }

    /** Forgets the pages from one on; false, at the first that is mapped or held, when some had to stay. */
    boolean purge(int area, long first) {
        system.set(area, layout.beingPurged, 1);
        boolean all = true;
        for (int at = subsections.first(area); at != 0 && all; at = subsections.next(at)) {
            all = purge(at, (int) Math.max(0, first - subsections.pageOf(at)));
        }
        system.set(area, layout.beingPurged, 0);
        system.set(area, layout.wasPurged, 1);
        return all;
    }

    private boolean purge(int subsection, int first) {
        int base = subsections.base(subsection);
        for (int i = first; base != 0 && i < subsections.ptes(subsection); i++) {
            if (!purgeOne(base + i * format.size())) {
                return false;
            }
        }
        return true;
    }

    private boolean purgeOne(int prototypePte) {
        long pte = system.readPte(prototypePte);
        if (Pte.valid(pte)) {
            return false;
        }
        if (!Pte.transition(pte)) {
            return true;
        }
        int pfn = format.frame(pte);
        reader.await(pfn);
        writes.waitFor(pfn);
        if (pfns.location(pfn) == PageLocation.TRANSITION) {
            return false;
        }
        long original = pfns.originalPte(pfn);
        system.writePte(prototypePte, original);
        events.pte(prototypePte, pte, original);
        pages.deleteTransition(pfn);
        return true;
    }

    /** Makes the bytes behind the end of a file zero in its last page, if that is in memory. */
    void zeroBehind(int area, long size) {
        int inPage = (int) (size % PAGE);
        int subsection = inPage == 0 ? 0 : subsections.find(area, size / PAGE);
        int base = subsection == 0 ? 0 : subsections.base(subsection);
        if (base == 0) {
            return;
        }
        long pte = system.readPte(base + (int) (size / PAGE - subsections.pageOf(subsection)) * format.size());
        if (Pte.valid(pte) || Pte.transition(pte)) {
            int pfn = format.frame(pte);
            reader.await(pfn);
            byte[] zeroes = new byte[PAGE - inPage];
            system.physical().write(((long) pfn << 12) + inPage, zeroes, 0, zeroes.length);
        }
    }
}
