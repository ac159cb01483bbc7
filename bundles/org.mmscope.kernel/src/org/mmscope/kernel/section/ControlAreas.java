package org.mmscope.kernel.section;

import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.SectionEvent;
import org.mmscope.kernel.io.FileObjects;
import org.mmscope.kernel.memory.ListEntry;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.CommitAccounting;
import org.mmscope.kernel.pool.Pool;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.PteFormat;

/**
 * Control areas with their segments: made for the page file or for a data file. Their prototype PTEs are
 * {@link SegmentPtes}'s, and what becomes of them when nothing refers to them {@link DereferencedSegments}'s.
 */
public final class ControlAreas {

    private static final int PAGE = 4096;

    private final SystemMemory system;
    private final PteFormat format;
    private final SectionLayout layout;
    private final Subsections subsections;
    private final SegmentPtes ptes;
    private final DereferencedSegments dereferenced;
    private final SegmentPurge purge;
    private final FileObjects files;
    private final Pool nonPaged;
    private final Pool paged;
    private final CommitAccounting commit;
    private final Events events;

    ControlAreas(SystemMemory system, PteFormat format, SectionLayout layout,
            Subsections subsections, SegmentPtes ptes, DereferencedSegments dereferenced, SegmentPurge purge,
            FileObjects files, Pool nonPaged, Pool paged, CommitAccounting commit, Events events) {
        this.system = system;
        this.format = format;
        this.layout = layout;
        this.subsections = subsections;
        this.ptes = ptes;
        this.dereferenced = dereferenced;
        this.purge = purge;
        this.files = files;
        this.nonPaged = nonPaged;
        this.paged = paged;
        this.commit = commit;
        this.events = events;
    }

    /** Makes the list of unused segments; for the boot. */
    public void boot() {
        dereferenced.boot();
    }

    int segment(int area) {
        return system.read32(area + layout.areaSegment);
    }

    /** Pages of a segment. */
    int pages(int area) {
        return system.read32(segment(area) + layout.totalPtes);
    }

    boolean isFile(int area) {
        return system.read32(area + layout.filePointer) != 0;
    }

    boolean isImage(int area) {
        return system.get(area, layout.image) != 0;
    }

    int fileObject(int area) {
        return system.read32(area + layout.filePointer);
    }

    int get(int area, int field) {
        return system.read32(area + field);
    }

    void add(int area, int field, int delta) {
        system.add32(area + field, delta);
    }

    SectionLayout layout() {
        return layout;
    }

    /** Makes a control area backed by the page file; 0 without pool or commitment, with the reason in the status. */
    int createPageFileBacked(int pages, int protection, boolean reserve, int process, int[] status) {
        status[0] = NtStatus.COMMITMENT_LIMIT;
        if (!reserve && !commit.charge(pages)) {
            return 0;
        }
        status[0] = NtStatus.INSUFFICIENT_RESOURCES;
        int area = allocate();
        if (area != 0) {
            int segment = segment(area);
            subsections.initialize(subsections.first(area), area, pages, 0, protection);
            long template = format.demandZero(protection);
            if (ptes.materialize(subsections.first(area), reserve ? 0 : template)) {
                system.set(area, reserve ? layout.reserve : layout.commit, 1);
                system.set(area, layout.noCache, (protection & Protection.NOCACHE) != 0 ? 1 : 0);
                describe(segment, pages, template, reserve ? 0 : pages);
                system.write32(segment + layout.segmentPrototypePte, subsections.base(subsections.first(area)));
                system.write32(segment + layout.creatingProcess, process);
                created(area);
                return area;
            }
            free(area);
        }
        if (!reserve) {
            commit.release(pages);
        }
        return 0;
    }

    /** The data control area of a file object's file, made when there is none; 0 without pool. */
    public int ofFile(int fileObject) {
        return ofFile(fileObject, false);
    }

    /** The same, for a section that is to be cached or not; that of the first holds for all of the file's. */
    int ofFile(int fileObject, boolean uncached) {
        int area = files.dataSection(fileObject);
        boolean extended;
        if (area != 0) {
            use(area);
            extended = ptes.extend(area, pages(files.size(fileObject)));
        } else {
            area = allocate();
            if (area == 0) {
                return 0;
            }
            extended = describe(area, fileObject, uncached);
        }
        if (!extended) {
            dereferenced.check(area);
        }
        return extended ? area : 0;
    }

    /** Describes the segment of a whole file; its prototype PTEs come when a page of theirs is wanted. */
    private boolean describe(int area, int fileObject, boolean uncached) {
        system.set(area, layout.file, 1);
        system.set(area, layout.noCache, uncached ? 1 : 0);
        system.write32(area + layout.filePointer, fileObject);
        files.reference(fileObject);
        files.dataSection(fileObject, area);
        int code = ptes.fileProtection(area);
        int pages = pages(files.size(fileObject));
        int first = Math.min(pages, subsections.largest());
        subsections.initialize(subsections.first(area), area, first, 0, code);
        describe(segment(area), first, format.subsection(subsections.first(area), code), 0);
        boolean whole = ptes.append(area, pages);
        system.write32(segment(area) + layout.nonExtendedPtes, pages(area));
        created(area);
        return whole;
    }

    /** Pages in which so many bytes lie. */
    static int pages(long bytes) {
        return (int) (bytes + PAGE - 1 >>> 12);
    }

    private int allocate() {
        int area = allocateOnce();
        while (area == 0 && dereferenced.deleteOne()) {
            area = allocateOnce();
        }
        return area;
    }

    private int allocateOnce() {
        int area = nonPaged.allocate(layout.controlAreaSize + layout.subsectionSize, "MmCa");
        int segment = area == 0 ? 0 : paged.allocate(layout.segmentSize, "MmSm");
        if (segment == 0) {
            if (area != 0) {
                nonPaged.free(area);
            }
            return 0;
        }
        system.write32(area + layout.areaSegment, segment);
        system.write32(segment + layout.segmentArea, area);
        ListEntry.initialize(system, area + layout.dereferenceList);
        if (layout.subsectionCount >= 0) {
            system.write16(area + layout.subsectionCount, 1);
        }
        return area;
    }

    private void describe(int segment, int pages, long template, int committed) {
        system.write32(segment + layout.totalPtes, pages);
        system.write32(segment + layout.nonExtendedPtes, pages);
        system.write64(segment + layout.sizeOfSegment, (long) pages * PAGE);
        system.write32(segment + layout.pteTemplate, (int) template);
        system.write32(segment + layout.committedPages, committed);
    }

    private void created(int area) {
        if (events.wanted()) {
            events.emit(new SectionEvent(SectionEvent.Change.SEGMENT_CREATED, segment(area)));
        }
    }

    /** The prototype PTEs of the segments. */
    SegmentPtes ptes() {
        return ptes;
    }

    /** Address of the prototype PTE of a page of a segment, its array made when needed; 0 behind the end. */
    public int prototypePte(int area, long page) {
        return ptes.prototypePte(area, page);
    }

    /** Takes a control area off the list of unused ones. */
    void use(int area) {
        dereferenced.use(area);
    }

    private void free(int area) {
        paged.free(segment(area));
        nonPaged.free(area);
    }

    /** Deletes a control area that nothing refers to, or lets it wait while a file's pages are in memory. */
    public void checkDeletion(int area) {
        dereferenced.check(area);
    }

    /** Deletes unused segments without pages, and more when a pool is too full, and gives their number. */
    public int dereferenceSurplus() {
        return dereferenced.deleteSurplus();
    }

    /**
     * Writes and deletes the unused segment that has waited longest of those that can be written, as the dereference
     * segment thread does and who finds no pool; false when there is none.
     */
    public boolean dereferenceOne() {
        return dereferenced.deleteOne();
    }

    /**
     * Whether a file may be made shorter or deleted (MmCanFileBeTruncated): nobody has a section of it, nor runs it. An
     * image of it that is in memory only is thrown away.
     */
    public boolean mayBeTruncated(int fileObject) {
        int area = files.dataSection(fileObject);
        return purgeImage(fileObject) && (area == 0 || get(area, layout.userReferences) == 0);
    }

    /** Forgets the pages of a file behind a size in bytes (MmPurgeSection); false when some are in use. */
    public boolean purge(int fileObject, long size) {
        int area = files.dataSection(fileObject);
        if (area == 0) {
            return true;
        }
        use(area);
        boolean purged = purge.purge(area, pages(size));
        purge.zeroBehind(area, size);
        dereferenced.check(area);
        return purged;
    }

    /** Throws the image segment of a file away if only its pages keep it (MmFlushImageSection); false when in use. */
    public boolean purgeImage(int fileObject) {
        return dereferenced.purge(files.imageSection(fileObject));
    }
}
