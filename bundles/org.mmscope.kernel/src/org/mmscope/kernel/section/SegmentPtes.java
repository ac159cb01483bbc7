package org.mmscope.kernel.section;

import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.SectionEvent;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.CommitAccounting;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.PteFormat;

/**
 * The prototype PTEs of segments: their arrays are made when wanted, more subsections with theirs are added at the end
 * of a file's segment, those of a reserved segment are committed. Who finds no pool takes that of unused segments.
 */
final class SegmentPtes {

    /** Segments of data files allow everything; what a view allows its own protection says. */
    private static final int DATA_FILE_PROTECTION = Protection.EXECUTE_READWRITE;

    private static final int PAGE = 4096;

    private final SystemMemory system;
    private final PteFormat format;
    private final SectionLayout layout;
    private final Subsections subsections;
    private final DereferencedSegments dereferenced;
    private final CommitAccounting commit;
    private final Events events;

    SegmentPtes(SystemMemory system, PteFormat format, SectionLayout layout, Subsections subsections,
            DereferencedSegments dereferenced, CommitAccounting commit, Events events) {
        this.system = system;
        this.format = format;
        this.layout = layout;
        this.subsections = subsections;
        this.dereferenced = dereferenced;
        this.commit = commit;
        this.events = events;
    }

    private int segment(int area) {
        return system.read32(area + layout.areaSegment);
    }

    private int pages(int area) {
        return system.read32(segment(area) + layout.totalPtes);
    }

    /** The protection code of the pages of a file. */
    int fileProtection(int area) {
        return withCaching(area, DATA_FILE_PROTECTION);
    }

    /** A protection code with the caching of a segment, which every view of it has: a frame is cached or it is not. */
    int withCaching(int area, int code) {
        if (Protection.guard(code) || !Protection.accessible(code)) {
            return code;
        }
        return code & ~Protection.NOCACHE | (system.get(area, layout.noCache) != 0 ? Protection.NOCACHE : 0);
    }

    /** Lets a file's segment reach to a number of pages (MiExtendSegment); false without pool. */
    boolean extend(int area, int pages) {
        boolean longer = pages(area) < pages;
        boolean whole = append(area, pages);
        if (longer && whole && events.wanted()) {
            events.emit(new SectionEvent(SectionEvent.Change.SEGMENT_EXTENDED, segment(area)));
        }
        return whole;
    }

    /** The same for a segment that is being made. */
    boolean append(int area, int pages) {
        int segment = segment(area);
        int total = pages(area);
        while (total < pages) {
            int count = Math.min(pages - total, subsections.largest());
            if (!appendOne(area, count, total)) {
                return false;
            }
            total += count;
            system.write32(segment + layout.totalPtes, total);
            system.write64(segment + layout.sizeOfSegment, (long) total * PAGE);
        }
        return true;
    }

    private boolean appendOne(int area, int count, int first) {
        int appended = subsections.append(area, count, first, fileProtection(area));
        while (appended == 0 && dereferenced.deleteOne()) {
            appended = subsections.append(area, count, first, fileProtection(area));
        }
        return appended != 0;
    }

    /** Address of the prototype PTE of a page of a segment, its array made when needed; 0 behind the end. */
    int prototypePte(int area, long page) {
        int subsection = subsections.find(area, page);
        if (subsection == 0) {
            return 0;
        }
        if (subsections.base(subsection) == 0
                && !materialize(subsection, format.subsection(subsection, fileProtection(area)))) {
            return 0;
        }
        return subsections.base(subsection) + (int) (page - subsections.pageOf(subsection)) * format.size();
    }

    /** Makes the array of prototype PTEs of a subsection; unused segments give their pool for it. */
    boolean materialize(int subsection, long pte) {
        boolean made = subsections.materialize(subsection, pte);
        while (!made && dereferenced.deleteOne()) {
            made = subsections.materialize(subsection, pte);
        }
        return made;
    }

    /** Makes the arrays of prototype PTEs of a range of pages; false without pool. */
    boolean materialize(int area, long first, long count) {
        for (long page = first; page < first + count;) {
            int subsection = subsections.find(area, page);
            if (subsection == 0 || prototypePte(area, page) == 0) {
                return false;
            }
            page = subsections.pageOf(subsection) + subsections.ptes(subsection);
        }
        return true;
    }

    /** Last prototype PTE that follows the one of a page without a gap. */
    int lastContiguous(int area, long page) {
        int subsection = subsections.find(area, page);
        return subsections.base(subsection) + (subsections.ptes(subsection) - 1) * format.size();
    }

    /** Commits pages of a reserved segment; those that are committed already stay. Gives an NTSTATUS. */
    int commit(int area, long first, long count) {
        int segment = segment(area);
        long template = system.read32(segment + layout.pteTemplate) & 0xFFFFFFFFL;
        int wanted = 0;
        for (long page = first; page < first + count; page++) {
            wanted += system.readPte(prototypePte(area, page)) == 0 ? 1 : 0;
        }
        if (!commit.charge(wanted)) {
            return NtStatus.COMMITMENT_LIMIT;
        }
        for (long page = first; page < first + count; page++) {
            int prototype = prototypePte(area, page);
            if (system.readPte(prototype) == 0) {
                system.writePte(prototype, template);
                events.pte(prototype, 0, template);
            }
        }
        system.add32(segment + layout.committedPages, wanted);
        return NtStatus.SUCCESS;
    }
}
