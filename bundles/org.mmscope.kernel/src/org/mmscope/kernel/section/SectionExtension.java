package org.mmscope.kernel.section;

import org.mmscope.kernel.LongHolder;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.io.FileObjects;
import org.mmscope.kernel.memory.SystemMemory;

/**
 * Makes sections of files larger (MmExtendSection), and their files where these end before. Views that are mapped, and
 * the prototype PTEs that are there, stay as they are: what is new has subsections of its own.
 */
final class SectionExtension {

    private static final int WRITABLE = MemoryConstants.PAGE_READWRITE | MemoryConstants.PAGE_EXECUTE_READWRITE;

    private final SystemMemory system;
    private final ControlAreas areas;
    private final SectionLayout layout;
    private final FileObjects files;

    SectionExtension(SystemMemory system, ControlAreas areas, FileObjects files) {
        this.system = system;
        this.areas = areas;
        layout = areas.layout();
        this.files = files;
    }

    /** Makes a section at least so large, in bytes; out: how large it is. Gives an NTSTATUS. */
    int extend(int section, LongHolder size) {
        int area = system.read32(system.read32(section + layout.sectionSegment) + layout.segmentArea);
        long current = system.read64(section + SectionLayout.SIZE_OF_SECTION);
        if (areas.isImage(area) || !areas.isFile(area)) {
            return NtStatus.SECTION_NOT_EXTENDED;
        }
        if (SectionRequestCheck.isTooBig(size.value)) {
            return NtStatus.SECTION_TOO_BIG;
        }
        if (size.value <= current) {
            size.value = current;
            return NtStatus.SUCCESS;
        }
        int file = areas.fileObject(area);
        boolean lengthens = size.value > files.size(file);
        if (lengthens && (system.read32(section + SectionLayout.SECTION_PROTECTION) & WRITABLE) == 0) {
            return NtStatus.SECTION_NOT_EXTENDED;
        }
        if (lengthens && !FileObjects.fits(size.value)) {
            return NtStatus.DISK_FULL;
        }
        if (!areas.ptes().extend(area, ControlAreas.pages(size.value))) {
            return NtStatus.INSUFFICIENT_RESOURCES;
        }
        if (lengthens) {
            files.setSize(file, size.value);
        }
        system.write64(section + SectionLayout.SIZE_OF_SECTION, size.value);
        return NtStatus.SUCCESS;
    }
}
