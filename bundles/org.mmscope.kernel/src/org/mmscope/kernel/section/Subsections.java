package org.mmscope.kernel.section;

import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pool.Pool;
import org.mmscope.kernel.pte.PteFormat;

/**
 * The subsections of control areas with their arrays of prototype PTEs. Those of a data file each cover up to 64 MB,
 * under PAE 32 MB, and their array is made when a page of theirs is first wanted.
 */
final class Subsections {

    /** Bytes of the prototype PTEs of a subsection of a file, at most (MmAllocationFragment). */
    private static final int FRAGMENT = 0x10000;
    private static final int PAGE = 4096;
    private static final int SECTORS_IN_PAGE = 8;
    private static final int SECTOR = 512;

    private final SystemMemory system;
    private final PteFormat format;
    private final SectionLayout layout;
    private final Pool nonPaged;
    private final Pool paged;

    Subsections(SystemMemory system, PteFormat format, SectionLayout layout, Pool nonPaged, Pool paged) {
        this.system = system;
        this.format = format;
        this.layout = layout;
        this.nonPaged = nonPaged;
        this.paged = paged;
    }

    /** Most prototype PTEs of a subsection of a file. */
    int largest() {
        return FRAGMENT / format.size();
    }

    /** The first subsection, directly behind its control area. */
    int first(int area) {
        return area + layout.controlAreaSize;
    }

    int next(int subsection) {
        return system.read32(subsection + layout.next);
    }

    /** Number of prototype PTEs. */
    int ptes(int subsection) {
        return system.read32(subsection + layout.ptes);
    }

    /** Address of the first prototype PTE, 0 while there are none. */
    int base(int subsection) {
        return system.read32(subsection + layout.subsectionBase);
    }

    int controlArea(int subsection) {
        return system.read32(subsection + layout.subsectionArea);
    }

    boolean isImage(int subsection) {
        return system.get(controlArea(subsection), layout.image) != 0;
    }

    /** The protection code of the pages of a subsection. */
    int protection(int subsection) {
        return system.get(subsection, layout.subsectionProtection);
    }

    /** Adds pages of nothing at the end of a subsection whose prototype PTEs are there and zero. */
    void lengthen(int subsection, int pages) {
        system.add32(subsection + layout.ptes, pages);
    }

    /** Describes a subsection that is all zero. */
    void initialize(int subsection, int area, int ptes, long firstPage, int protection) {
        system.write32(subsection + layout.subsectionArea, area);
        system.write32(subsection + layout.ptes, ptes);
        system.write32(subsection + layout.startingSector, (int) (firstPage * SECTORS_IN_PAGE));
        system.write32(subsection + layout.fullSectors, ptes * SECTORS_IN_PAGE);
        system.set(subsection, layout.subsectionProtection, protection);
    }

    /** Adds a subsection of a file at the end of the chain; 0 without pool. */
    int append(int area, int ptes, long firstPage, int protection) {
        int subsection = nonPaged.allocate(layout.subsectionSize, "MmSb");
        if (subsection == 0) {
            return 0;
        }
        initialize(subsection, area, ptes, firstPage, protection);
        int last = first(area);
        while (next(last) != 0) {
            last = next(last);
        }
        system.write32(last + layout.next, subsection);
        if (layout.subsectionCount >= 0) {
            int count = system.read16(area + layout.subsectionCount);
            system.write16(area + layout.subsectionCount, count + 1);
        }
        return subsection;
    }

    /** Makes the array of prototype PTEs, each of them the same, if there is none; false without pool. */
    boolean materialize(int subsection, long pte) {
        if (base(subsection) != 0) {
            return true;
        }
        int count = ptes(subsection);
        int array = paged.allocate(count * format.size(), "MmSt");
        if (array == 0) {
            return false;
        }
        for (int i = 0; i < count && pte != 0; i++) {
            system.writePte(array + i * format.size(), pte);
        }
        system.write32(subsection + layout.subsectionBase, array);
        return true;
    }

    /** Frees the arrays of prototype PTEs and every subsection but the first, which goes with its control area. */
    void delete(int area) {
        int subsection = first(area);
        if (isImage(subsection)) {
            paged.free(base(subsection));
            return;
        }
        while (subsection != 0) {
            int next = next(subsection);
            if (base(subsection) != 0) {
                paged.free(base(subsection));
            }
            if (subsection != first(area)) {
                nonPaged.free(subsection);
            }
            subsection = next;
        }
    }

    /** The subsection that a page of a segment lies in, or 0 behind the end. */
    int find(int area, long page) {
        long first = 0;
        for (int subsection = first(area); subsection != 0; subsection = next(subsection)) {
            if (page < first + ptes(subsection)) {
                return subsection;
            }
            first += ptes(subsection);
        }
        return 0;
    }

    /** Page of the segment that a subsection's first prototype PTE stands for. */
    long pageOf(int subsection) {
        int area = controlArea(subsection);
        long first = 0;
        for (int at = first(area); at != subsection; at = next(at)) {
            first += ptes(at);
        }
        return first;
    }

    /** Sector of the file at which a subsection begins. */
    long startingSector(int subsection) {
        return system.read32(subsection + layout.startingSector) & 0xFFFFFFFFL;
    }

    /** Offset in the file, in bytes, of the page of a prototype PTE. */
    long fileOffset(int subsection, int prototypePte) {
        return startingSector(subsection) * SECTOR + (long) page(subsection, prototypePte) * PAGE;
    }

    private int page(int subsection, int prototypePte) {
        return (prototypePte - base(subsection)) / format.size();
    }

    /** How many bytes of the page of a prototype PTE the file gives; the rest is zero. */
    int fileBytes(int subsection, int prototypePte) {
        long bytes = (system.read32(subsection + layout.fullSectors) & 0xFFFFFFFFL) * SECTOR
                + system.get(subsection, layout.sectorEndOffset);
        return (int) Math.max(0, Math.min(PAGE, bytes - (long) page(subsection, prototypePte) * PAGE));
    }
}
