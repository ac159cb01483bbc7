package org.mmscope.kernel.section;

import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.SectionEvent;
import org.mmscope.kernel.image.ImageFormatException;
import org.mmscope.kernel.image.ImageRefusal;
import org.mmscope.kernel.image.ImageSource;
import org.mmscope.kernel.image.PeHeaderReader;
import org.mmscope.kernel.image.PeImage;
import org.mmscope.kernel.image.PeSection;
import org.mmscope.kernel.io.FileObjects;
import org.mmscope.kernel.memory.ListEntry;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.CommitAccounting;
import org.mmscope.kernel.pool.Pool;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.PteFormat;

/**
 * Makes the control areas of image files (MiCreateImageFileMap): a subsection for the headers and one for each section,
 * all behind the control area, and one array of prototype PTEs for the whole image.
 */
final class ImageAreas {
    private static final int PAGE = 4096;
    private static final int SECTOR = 512;

    private final SystemMemory system;
    private final PteFormat format;
    private final SectionLayout layout;
    private final ControlAreas areas;
    private final Subsections subsections;
    private final SegmentWriter writer;
    private final FileObjects files;
    private final Pool nonPaged;
    private final Pool paged;
    private final CommitAccounting commit;
    private final Events events;
    private ImageRefusal refusal;

    ImageAreas(SystemMemory system, PteFormat format, ControlAreas areas, Subsections subsections,
            SegmentWriter writer, FileObjects files, Pool nonPaged, Pool paged, CommitAccounting commit,
            Events events) {
        this.system = system;
        this.format = format;
        this.layout = areas.layout();
        this.areas = areas;
        this.subsections = subsections;
        this.writer = writer;
        this.files = files;
        this.nonPaged = nonPaged;
        this.paged = paged;
        this.commit = commit;
        this.events = events;
    }

    /** Why the file asked for last was no image, null when it was one. */
    ImageRefusal refusal() {
        return refusal;
    }

    /** The image control area of a file object's file, made when there is none; 0 with the reason in the status. */
    int ofFile(int fileObject, int[] status) {
        refusal = null;
        int area = files.imageSection(fileObject);
        if (area != 0) {
            areas.use(area);
            return area;
        }
        writeDataBack(fileObject);
        try {
            PeImage image = PeHeaderReader.read(source(fileObject));
            status[0] = NtStatus.INSUFFICIENT_RESOURCES;
            int made = create(fileObject, image, status);
            while (made == 0 && status[0] == NtStatus.INSUFFICIENT_RESOURCES && areas.dereferenceOne()) {
                made = create(fileObject, image, status);
            }
            return made;
        } catch (ImageFormatException e) {
            refusal = e.refusal();
            status[0] = refusal.status();
            return 0;
        }
    }

    /** What is written through data views is to be seen in the image. */
    private void writeDataBack(int fileObject) {
        int data = files.dataSection(fileObject);
        if (data != 0) {
            writer.flush(data, 0, areas.pages(data));
        }
    }

    private ImageSource source(int fileObject) {
        return new ImageSource() {
            @Override
            public long size() {
                return files.size(fileObject);
            }

            @Override
            public void read(long offset, byte[] to, int length) {
                files.read(fileObject, offset, to, length);
            }
        };
    }

    private int create(int fileObject, PeImage image, int[] status) {
        int shared = pages(image, false);
        if (!commit.charge(shared)) {
            status[0] = NtStatus.COMMITMENT_LIMIT;
            return 0;
        }
        int count = image.isFlat() ? 1 : image.sections().size() + 1;
        int area = nonPaged.allocate(layout.controlAreaSize + count * layout.subsectionSize, "MmCi");
        int segment = area == 0 ? 0 : paged.allocate(layout.segmentSize, "MmSm");
        int array = segment == 0 ? 0 : paged.allocate(image.pages() * format.size(), "MmSt");
        if (array == 0) {
            release(area, segment, shared);
            return 0;
        }
        describe(area, segment, array, image, shared);
        if (layout.subsectionCount >= 0) {
            system.write16(area + layout.subsectionCount, count);
        }
        system.write32(area + layout.filePointer, fileObject);
        files.reference(fileObject);
        divide(area, array, image);
        files.imageSection(fileObject, area);
        if (events.wanted()) {
            events.emit(new SectionEvent(SectionEvent.Change.SEGMENT_CREATED, segment));
        }
        return area;
    }

    private void release(int area, int segment, int charged) {
        if (segment != 0) {
            paged.free(segment);
        }
        if (area != 0) {
            nonPaged.free(area);
        }
        commit.release(charged);
    }

    private void describe(int area, int segment, int array, PeImage image, int shared) {
        system.write32(area + layout.areaSegment, segment);
        ListEntry.initialize(system, area + layout.dereferenceList);
        system.set(area, layout.image, 1);
        system.set(area, layout.file, 1);
        system.write32(segment + layout.segmentArea, area);
        system.write32(segment + layout.totalPtes, image.pages());
        system.write32(segment + layout.nonExtendedPtes, image.pages());
        system.write64(segment + layout.sizeOfSegment, (long) image.pages() * PAGE);
        system.write32(segment + layout.committedPages, shared);
        system.write32(segment + layout.basedAddress, image.imageBase());
        system.write32(segment + layout.imageCommitment, pages(image, true));
        system.write32(segment + layout.segmentPrototypePte, array);
    }

    /** Pages of an image that a store makes private, or that are stored to in common. */
    private static int pages(PeImage image, boolean copied) {
        if (image.isFlat()) {
            return copied ? image.pages() : 0;
        }
        long pages = 0;
        for (PeSection section : image.sections()) {
            int code = section.protection();
            if (Protection.writable(code) && Protection.copyOnWrite(code) == copied) {
                pages += section.size() + PAGE - 1 >>> 12;
            }
        }
        return (int) pages;
    }

    private void divide(int area, int array, PeImage image) {
        int subsection = subsections.first(area);
        if (image.isFlat()) {
            long bytes = Math.min(files.size(areas.fileObject(area)), image.sizeOfImage());
            initialize(subsection, area, array, image.pages(), 0, bytes, image.sizeOfImage(),
                    Protection.EXECUTE_WRITECOPY);
            return;
        }
        int pages = pages(image, image.sizeOfHeaders());
        initialize(subsection, area, array, pages, 0, image.sizeOfHeaders(), image.sizeOfHeaders(),
                Protection.READONLY);
        for (PeSection section : image.sections()) {
            int next = subsection + layout.subsectionSize;
            system.write32(subsection + layout.next, next);
            int count = pages(image, section.size());
            initialize(next, area, array + pages * format.size(), count, section.fileOffset(), section.fileBytes(),
                    section.size(), section.protection());
            pages += count;
            subsection = next;
        }
        // What the header counts behind the last section belongs to it, and nothing is there.
        subsections.lengthen(subsection, image.pages() - pages);
    }

    private static int pages(PeImage image, long bytes) {
        long alignment = image.sectionAlignment();
        return (int) ((bytes + alignment - 1 & -alignment) >>> 12);
    }

    /** Describes a subsection: pages of the file, then pages of zeroes, then pages of nothing up to the alignment. */
    private void initialize(int subsection, int area, int base, int ptes, long offset, long fileBytes, long bytes,
            int code) {
        system.write32(subsection + layout.subsectionArea, area);
        system.write32(subsection + layout.ptes, ptes);
        system.write32(subsection + layout.startingSector, (int) (offset / SECTOR));
        system.write32(subsection + layout.fullSectors, (int) (fileBytes / SECTOR));
        system.set(subsection, layout.sectorEndOffset, (int) (fileBytes % SECTOR));
        system.set(subsection, layout.subsectionProtection, code);
        system.write32(subsection + layout.subsectionBase, base);
        long filePages = fileBytes + PAGE - 1 >>> 12;
        long pages = bytes + PAGE - 1 >>> 12;
        long fromFile = format.subsection(subsection, code);
        for (int i = 0; i < pages; i++) {
            system.writePte(base + i * format.size(), i < filePages ? fromFile : format.demandZero(code));
        }
    }
}
