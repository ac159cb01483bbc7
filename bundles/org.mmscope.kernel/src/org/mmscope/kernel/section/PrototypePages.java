package org.mmscope.kernel.section;

import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.FaultStep.Decision;
import org.mmscope.kernel.event.FaultStep.Kind;
import org.mmscope.kernel.fault.PageSupply;
import org.mmscope.kernel.io.FileObjects;
import org.mmscope.kernel.io.PageFiles;
import org.mmscope.kernel.io.PageReads;
import org.mmscope.kernel.io.PageWrites;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.PfnDatabase;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.kernel.vad.VadLayout;
import org.mmscope.kernel.vad.Vads;
import org.mmscope.kernel.view.PageLocation;

/** The pages behind prototype PTEs: brought into memory, shared, held, written to their file, deleted. */
public final class PrototypePages {

    /** The page could not be read, or has lost its contents. */
    public static final int FAILED = -2;

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
    private final PageWrites writes;
    private final FileObjects files;
    private final Vads vads;
    private final Events events;
    private final int[] one = new int[1];
    private final int[] ahead = new int[CLUSTER - 1];

    PrototypePages(SystemMemory system, PteFormat format, SectionLayout layout, Subsections subsections,
            PhysicalPages pages, PageSupply supply, PageFiles pageFiles, PageReads reads, PageWrites writes,
            FileObjects files, Vads vads,
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
        this.writes = writes;
        this.files = files;
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
            awaitRead(pfn);
            pages.reclaim(pfn);
        } else {
            pfn = bring(prototypePte, pte);
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

    /** Holds the page in memory for a transfer through it; fails as {@link #share} does. */
    public int hold(int prototypePte) {
        long pte = system.readPte(prototypePte);
        if (Pte.valid(pte)) {
            pages.addReference(format.frame(pte));
            return format.frame(pte);
        }
        if (Pte.transition(pte)) {
            int pfn = format.frame(pte);
            awaitRead(pfn);
            if (pfns.inPageError(pfn)) {
                return FAILED;
            }
            if (pfns.location(pfn) == PageLocation.TRANSITION) {
                pages.addReference(pfn);
            } else {
                pages.holdListed(pfn);
            }
            return pfn;
        }
        int pfn = bring(prototypePte, pte);
        if (pfn >= 0) {
            pfns.readInProgress(pfn, false);
            write(prototypePte, format.transition(pfn, Pte.protection(pfns.originalPte(pfn))));
        }
        return pfn;
    }

    private void awaitRead(int pfn) {
        if (pfns.readInProgress(pfn)) {
            reads.waitFor(pfn);
        }
    }

    /** Ends {@link #hold}. */
    public void drop(int pfn, boolean modified) {
        if (modified) {
            pageFiles.dirtied(pfn);
        }
        pages.dropReference(pfn);
    }

    /** Brings a page that is not in memory: in transition, with one reference and no share. */
    private int bring(int prototypePte, long pte) {
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
        return FAILED;
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

    /** A page of a file, by its subsection, is no longer in memory. */
    public void pageGone(int subsection) {
        system.add32(subsections.controlArea(subsection) + layout.pfnReferences, -1);
    }

    /** Writes the modified pages of a range of a file's segment to the file and gives their number. */
    public int flush(int area, long first, long count) {
        int written = 0;
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
                written += flushOne(area, subsection,
                        subsections.base(subsection) + (int) (page - start) * format.size());
            }
        }
        return written;
    }

    /** Waits until every page written is in its file. */
    void finishWrites() {
        files.finishWrites();
        writes.complete();
    }

    private int flushOne(int area, int subsection, int prototypePte) {
        long pte = system.readPte(prototypePte);
        if (!Pte.valid(pte) && !Pte.transition(pte) || !pfns.modified(format.frame(pte))) {
            return 0;
        }
        writeBack(area, subsection, prototypePte, format.frame(pte));
        return 1;
    }

    private void writeBack(int area, int subsection, int prototypePte, int pfn) {
        files.writePage(system.read32(area + layout.filePointer), subsections.fileOffset(subsection, prototypePte),
                pfn);
        if (pfns.location(pfn) == PageLocation.MODIFIED) {
            pages.beginWrite(pfn);
            one[0] = pfn;
            writes.leave(files.writesDone(), one, 1);
        } else {
            pfns.modified(pfn, false);
        }
    }

    /** Writes a page of a file that is on the modified list to its file. */
    public void writeModified(int pfn) {
        int subsection = format.subsectionAddress(pfns.originalPte(pfn));
        writeBack(subsections.controlArea(subsection), subsection, pfns.pteAddress(pfn), pfn);
    }

    /** Deletes every page of a segment that no view maps. */
    void deleteAll(int area) {
        for (int at = subsections.first(area); at != 0; at = subsections.next(at)) {
            int base = subsections.base(at);
            for (int i = 0; base != 0 && i < subsections.ptes(at); i++) {
                deleteOne(base + i * format.size());
            }
        }
    }

    private void deleteOne(int prototypePte) {
        long pte = system.readPte(prototypePte);
        if (Pte.transition(pte)) {
            awaitRead(format.frame(pte));
            writes.waitFor(format.frame(pte));
            write(prototypePte, 0);
            pages.deleteTransition(format.frame(pte));
        } else if (Pte.software(pte) && !format.isDemandZero(pte)) {
            pageFiles.release(pte);
        }
    }
}
