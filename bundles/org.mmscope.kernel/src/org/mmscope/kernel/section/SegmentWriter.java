package org.mmscope.kernel.section;

import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.io.FileObjects;
import org.mmscope.kernel.io.PageWrites;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.PfnDatabase;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.kernel.view.PageLocation;

/** Writes the modified pages of the segments of files back to them (MiFlushSectionInternal). */
final class SegmentWriter {

    private final SystemMemory system;
    private final PteFormat format;
    private final SectionLayout layout;
    private final Subsections subsections;
    private final PhysicalPages pages;
    private final PfnDatabase pfns;
    private final PageWrites writes;
    private final FileObjects files;
    private final int[] one = new int[1];

    SegmentWriter(SystemMemory system, PteFormat format, SectionLayout layout, Subsections subsections,
            PhysicalPages pages, PageWrites writes, FileObjects files) {
        this.system = system;
        this.format = format;
        this.layout = layout;
        this.subsections = subsections;
        this.pages = pages;
        pfns = pages.pfns();
        this.writes = writes;
        this.files = files;
    }

    /**
     * Begins to write the modified pages of a range of a file's segment. Those that the disk cannot write stay modified.
     *
     * @return an NTSTATUS: {@link NtStatus#DEVICE_DATA_ERROR} when some could not be written
     */
    int flush(int area, long first, long count) {
        boolean written = true;
        long page = subsections.isImage(subsections.first(area)) ? first + count : first;
        while (page < first + count) {
            int subsection = subsections.find(area, page);
            if (subsection == 0) {
                break;
            }
            long start = subsections.pageOf(subsection);
            long end = Math.min(first + count, start + subsections.ptes(subsection));
            for (; page < end; page++) {
                if (subsections.base(subsection) == 0) {
                    page = end;
                    break;
                }
                written &= flushOne(area, subsection,
                        subsections.base(subsection) + (int) (page - start) * format.size());
            }
        }
        return written ? NtStatus.SUCCESS : NtStatus.DEVICE_DATA_ERROR;
    }

    private boolean flushOne(int area, int subsection, int prototypePte) {
        long pte = system.readPte(prototypePte);
        if (!Pte.valid(pte) && !Pte.transition(pte) || !pfns.modified(format.frame(pte))) {
            return true;
        }
        return writeBack(area, subsection, prototypePte, format.frame(pte));
    }

    private boolean writeBack(int area, int subsection, int prototypePte, int pfn) {
        if (!files.writePage(system.read32(area + layout.filePointer),
                subsections.fileOffset(subsection, prototypePte), pfn)) {
            return false;
        }
        if (pfns.location(pfn) == PageLocation.MODIFIED) {
            pages.beginWrite(pfn);
            one[0] = pfn;
            writes.leave(files.writesDone(), one, 1);
        } else {
            pfns.modified(pfn, false);
        }
        return true;
    }

    /** Begins to write a page of a file that is on the modified list; false, and it stays there, when the disk fails. */
    boolean writeModified(int pfn) {
        int subsection = format.subsectionAddress(pfns.originalPte(pfn));
        return writeBack(subsections.controlArea(subsection), subsection, pfns.pteAddress(pfn), pfn);
    }

    /** Waits until every page written is in its file. */
    void finish() {
        files.finishWrites();
        writes.complete();
    }
}
