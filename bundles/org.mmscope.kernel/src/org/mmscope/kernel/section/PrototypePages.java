package org.mmscope.kernel.section;

import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.FaultStep.Decision;
import org.mmscope.kernel.event.FaultStep.Kind;
import org.mmscope.kernel.io.PageFiles;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.PfnDatabase;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.kernel.vad.VadLayout;
import org.mmscope.kernel.vad.Vads;

/**
 * The pages behind prototype PTEs: where their prototype PTEs are and what they say, and pages shared by valid PTEs.
 * How they come into memory {@link PrototypeReader} knows, how they go back {@link SegmentWriter}.
 */
public final class PrototypePages {

    /** The page could not be read, or has lost its contents. */
    public static final int FAILED = -2;

    private final SystemMemory system;
    private final PteFormat format;
    private final SectionLayout layout;
    private final Subsections subsections;
    private final PhysicalPages pages;
    private final PfnDatabase pfns;
    private final PageFiles pageFiles;
    private final PrototypeReader reader;
    private final SegmentWriter writer;
    private final Vads vads;
    private final Events events;

    PrototypePages(SystemMemory system, PteFormat format, SectionLayout layout, Subsections subsections,
            PhysicalPages pages, PageFiles pageFiles, PrototypeReader reader, SegmentWriter writer, Vads vads,
            Events events) {
        this.system = system;
        this.format = format;
        this.layout = layout;
        this.subsections = subsections;
        this.pages = pages;
        pfns = pages.pfns();
        this.pageFiles = pageFiles;
        this.reader = reader;
        this.writer = writer;
        this.vads = vads;
        this.events = events;
    }

    /** The prototype PTE of an address in a view, 0 behind the segment's end. */
    public int address(int vad, int va) {
        VadLayout fields = vads.layout();
        int first = system.read32(vad + fields.firstPrototypePte);
        int address = first + ((va >>> 12) - vads.startVpn(vad)) * format.size();
        if (Integer.compareUnsigned(address, system.read32(vad + fields.lastContiguousPte)) <= 0) {
            return address;
        }
        return extended(vad, va);
    }

    /** A view over several subsections: the array of each is somewhere else. */
    private int extended(int vad, int va) {
        int area = vads.controlArea(vad);
        long page = viewPage(vad) + (va >>> 12) - vads.startVpn(vad);
        int subsection = subsections.find(area, page);
        return subsection == 0 || subsections.base(subsection) == 0 ? 0
                : subsections.base(subsection) + (int) (page - subsections.pageOf(subsection)) * format.size();
    }

    /** Page of the segment at which a view begins. */
    long viewPage(int vad) {
        return (long) system.get(vad, vads.layout().fileOffset) << 4;
    }

    /** The bits of a prototype PTE. */
    public long read(int prototypePte) {
        return system.readPte(prototypePte);
    }

    /** Whether a prototype PTE stands for a committed page. */
    public boolean isCommitted(int prototypePte) {
        return system.readPte(prototypePte) != 0;
    }

    /** The protection code of a page: that of its section in an image. */
    public int protection(int prototypePte) {
        long pte = system.readPte(prototypePte);
        return Pte.protection(Pte.valid(pte) || Pte.transition(pte) ? pfns.originalPte(format.frame(pte)) : pte);
    }

    /** {@link Protection#NOCACHE} for a page of a section that is not cached, else 0. */
    public int caching(int prototypePte) {
        int code = protection(prototypePte);
        return Protection.accessible(code) ? code & Protection.NOCACHE : 0;
    }

    /** Whether a page is zero until it is stored to, and then its process's own: it is private from the beginning. */
    public boolean isPrivateZero(int prototypePte) {
        long pte = system.readPte(prototypePte);
        return format.isDemandZero(pte) && Protection.copyOnWrite(Pte.protection(pte));
    }

    /** How a fault on a prototype PTE will be resolved. */
    public FaultKind kind(int prototypePte) {
        long pte = system.readPte(prototypePte);
        if (Pte.valid(pte)) {
            return FaultKind.PROTOTYPE_VALID;
        }
        if (Pte.transition(pte)) {
            return FaultKind.TRANSITION;
        }
        if (Pte.prototype(pte)) {
            return subsections.isImage(format.subsectionAddress(pte)) ? FaultKind.IMAGE : FaultKind.MAPPED_FILE;
        }
        return format.isDemandZero(pte) ? FaultKind.DEMAND_ZERO : FaultKind.PAGE_FILE;
    }

    /**
     * Brings the page in if needed and counts a share for a valid PTE; gives {@link PhysicalPages#NONE} without memory,
     * {@link #FAILED} when it cannot be read.
     */
    public int share(int prototypePte) {
        long pte = system.readPte(prototypePte);
        if (Pte.valid(pte)) {
            return shareActive(format.frame(pte));
        }
        int pfn;
        if (Pte.transition(pte)) {
            pfn = format.frame(pte);
            reader.await(pfn);
            pages.reclaim(pfn);
        } else {
            pfn = reader.bring(prototypePte, pte);
            if (pfn < 0) {
                return pfn;
            }
            pages.activate(pfn);
        }
        write(prototypePte, format.valid(pfn, Pte.protection(pfns.originalPte(pfn)), Pte.GLOBAL));
        return pfn;
    }

    private int shareActive(int pfn) {
        if (events.wanted()) {
            events.step(Kind.PFN_READ, pfns.address(pfn), pfns.word(pfn), Decision.ACTIVE);
        }
        pages.addShare(pfn);
        return pfn;
    }

    /** Whether the page is in memory and has lost its contents. */
    boolean isLost(int prototypePte) {
        long pte = system.readPte(prototypePte);
        return Pte.transition(pte) && pfns.inPageError(format.frame(pte));
    }

    /** A page will be changed: its old copy in a page file, if it has one, is no longer of use. */
    void dirtied(int pfn) {
        pageFiles.dirtied(pfn);
    }

    private void write(int prototypePte, long pte) {
        long before = system.readPte(prototypePte);
        system.writePte(prototypePte, pte);
        events.pte(prototypePte, before, pte);
    }

    /** A page of a file, by its subsection, is no longer in memory. */
    public void pageGone(int subsection) {
        system.add32(subsections.controlArea(subsection) + layout.pfnReferences, -1);
    }

    /**
     * Begins to write the modified pages of a range of a file's segment to the file; those that cannot be written stay
     * modified.
     *
     * @return an NTSTATUS
     */
    public int flush(int area, long first, long count) {
        return writer.flush(area, first, count);
    }

    /** Begins to write a page of a file that is on the modified list; false, and it stays there, when the disk fails. */
    public boolean writeModified(int pfn) {
        return writer.writeModified(pfn);
    }
}
