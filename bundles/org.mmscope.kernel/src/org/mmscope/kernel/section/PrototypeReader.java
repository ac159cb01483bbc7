package org.mmscope.kernel.section;

import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.FaultStep.Decision;
import org.mmscope.kernel.event.FaultStep.Kind;
import org.mmscope.kernel.fault.PageSupply;
import org.mmscope.kernel.io.FileObjects;
import org.mmscope.kernel.io.PageFiles;
import org.mmscope.kernel.io.PageReads;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.PfnDatabase;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;

/**
 * Brings the pages of prototype PTEs into memory: zero, from the page file, or from their file with those behind them
 * (MiResolveDemandZeroFault, MiResolvePageFileFault, MiResolveMappedFileFault).
 */
final class PrototypeReader {

    /** Pages read with one transfer of a mapped file: MmDataClusterSize + 1 of XP. */
    private static final int CLUSTER = 8;
    /** Below so many available pages a transfer brings only the page that is wanted. */
    private static final int PLENTY = 256;

    private final SystemMemory system;
    private final PteFormat format;
    private final SectionLayout layout;
    private final Subsections subsections;
    private final PhysicalPages pages;
    private final PfnDatabase pfns;
    private final PageSupply supply;
    private final PageFiles pageFiles;
    private final PageReads reads;
    private final FileObjects files;
    private final Events events;
    private final int[] ahead = new int[CLUSTER - 1];

    PrototypeReader(SystemMemory system, PteFormat format, SectionLayout layout, Subsections subsections,
            PhysicalPages pages, PageSupply supply, PageFiles pageFiles, PageReads reads, FileObjects files,
            Events events) {
        this.system = system;
        this.format = format;
        this.layout = layout;
        this.subsections = subsections;
        this.pages = pages;
        pfns = pages.pfns();
        this.supply = supply;
        this.pageFiles = pageFiles;
        this.reads = reads;
        this.files = files;
        this.events = events;
    }

    /**
     * Brings a page that is not in memory: in transition, with one reference and no share. Gives
     * {@link PhysicalPages#NONE} without memory, {@link PrototypePages#FAILED} when it cannot be read.
     */
    int bring(int prototypePte, long pte) {
        if (Pte.prototype(pte)) {
            return readFile(prototypePte, pte);
        }
        boolean zero = format.isDemandZero(pte);
        int pfn = zero ? supply.zeroed(prototypePte >>> 2) : supply.any(prototypePte >>> 2);
        if (pfn == PhysicalPages.NONE) {
            return pfn;
        }
        pages.beginTransition(pfn, prototypePte, system.frame(prototypePte), pte, true);
        if (zero) {
            pfns.modified(pfn, true);
        } else {
            return readPageFile(prototypePte, pte, pfn);
        }
        return pfn;
    }

    /** Waits for a page if it is under a read. */
    void await(int pfn) {
        if (pfns.readInProgress(pfn)) {
            reads.waitFor(pfn);
        }
    }

    private int readPageFile(int prototypePte, long pte, int pfn) {
        underRead(prototypePte, pte, pfn);
        events.step(Kind.READ_ISSUED, pageFiles.address(pte), pageFiles.byteOffset(pte));
        reads.await(pageFiles.beginRead(pte, 1));
        if (pageFiles.fails(pte, 1)) {
            pfns.originalPte(pfn, 0);
            return fail(prototypePte, pte, pfn);
        }
        pageFiles.copy(pte, pfn);
        events.step(Kind.READ_COMPLETED, pfns.address(pfn), pfn);
        return pfn;
    }

    private int fail(int prototypePte, long pte, int pfn) {
        write(prototypePte, pte);
        pages.readFailed(pfn);
        return PrototypePages.FAILED;
    }

    private void underRead(int prototypePte, long pte, int pfn) {
        pfns.readInProgress(pfn, true);
        write(prototypePte, format.transition(pfn, Pte.protection(pte)));
    }

    /** Reads a page of a file, and the ones behind it that are not in memory with the same transfer. */
    private int readFile(int prototypePte, long pte) {
        int pfn = supply.any(prototypePte >>> 2);
        if (pfn == PhysicalPages.NONE) {
            return pfn;
        }
        int subsection = format.subsectionAddress(pte);
        int count = pages.lists().available() < PLENTY ? 1 : cluster(subsection, prototypePte, pte);
        int file = system.read32(subsections.controlArea(subsection) + layout.filePointer);
        long offset = subsections.fileOffset(subsection, prototypePte);
        events.step(Kind.SUBSECTION_READ, subsection, subsections.startingSector(subsection), Decision.IN_FILE);
        begin(subsection, prototypePte, pte, pfn);
        int bytes = subsections.fileBytes(subsection, prototypePte);
        long behind = behind(subsection, prototypePte, count);
        if (count > 1 && files.fails(file, offset, bytes + behind)) {
            events.step(Kind.READ_ISSUED, file, offset);
            reads.await(files.beginRead(file, offset, bytes + behind));
            count = 1;
            behind = 0;
        }
        events.step(Kind.READ_ISSUED, file, offset);
        long done = files.beginRead(file, offset, bytes + behind);
        if (files.fails(file, offset, bytes)) {
            reads.await(done);
            return fail(prototypePte, pte, pfn);
        }
        copy(subsection, prototypePte, file, pfn);
        bringAhead(subsection, prototypePte, pte, count, done);
        reads.await(files.arrival(done, behind));
        events.step(Kind.READ_COMPLETED, pfns.address(pfn), pfn);
        return pfn;
    }

    /** Bytes of the file in the pages of a cluster behind the first. */
    private long behind(int subsection, int prototypePte, int count) {
        long bytes = 0;
        for (int i = 1; i < count; i++) {
            bytes += subsections.fileBytes(subsection, prototypePte + i * format.size());
        }
        return bytes;
    }

    /** How many prototype PTEs from one on are the same: their pages lie behind each other in the file. */
    private int cluster(int subsection, int prototypePte, long pte) {
        int end = subsections.base(subsection) + subsections.ptes(subsection) * format.size();
        int count = 1;
        while (count < CLUSTER && prototypePte + count * format.size() < end
                && system.readPte(prototypePte + count * format.size()) == pte) {
            count++;
        }
        return count;
    }

    private void bringAhead(int subsection, int prototypePte, long pte, int count, long done) {
        int file = system.read32(subsections.controlArea(subsection) + layout.filePointer);
        for (int i = 1; i < count; i++) {
            int next = prototypePte + i * format.size();
            ahead[i - 1] = supply.any(next >>> 2);
            begin(subsection, next, pte, ahead[i - 1]);
            copy(subsection, next, file, ahead[i - 1]);
        }
        if (count > 1) {
            reads.leave(done, ahead, count - 1);
        }
    }

    private void begin(int subsection, int prototypePte, long pte, int pfn) {
        boolean ownedByFile = !isSharedData(subsection);
        pages.beginTransition(pfn, prototypePte, system.frame(prototypePte),
                ownedByFile ? pte : format.demandZero(Pte.protection(pte)), true);
        if (ownedByFile) {
            system.add32(subsections.controlArea(subsection) + layout.pfnReferences, 1);
        } else {
            pfns.modified(pfn, true);
        }
        underRead(prototypePte, pte, pfn);
    }

    private void copy(int subsection, int prototypePte, int file, int pfn) {
        files.copyPage(file, subsections.fileOffset(subsection, prototypePte),
                subsections.fileBytes(subsection, prototypePte), pfn);
    }

    /** Pages of an image that its processes store to in common never go back to the file: the page file has them. */
    private boolean isSharedData(int subsection) {
        int code = subsections.protection(subsection);
        return subsections.isImage(subsection) && Protection.writable(code) && !Protection.copyOnWrite(code);
    }

    private void write(int prototypePte, long pte) {
        long before = system.readPte(prototypePte);
        system.writePte(prototypePte, pte);
        events.pte(prototypePte, before, pte);
    }
}
