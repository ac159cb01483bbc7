package org.mmscope.kernel.section;

import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.SectionRequest;
import org.mmscope.kernel.io.FileObjects;
import org.mmscope.kernel.object.HandleTables;
import org.mmscope.kernel.object.ObjectManager;
import org.mmscope.kernel.object.ObjectType;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Protection;

/** Finds or makes the control area of a section that is to be created: of the page file, of a file, or of an image. */
final class SectionBacking {

    private static final int PAGE = 4096;
    private static final long LARGEST = 0x80000000L;

    private final ObjectManager objects;
    private final HandleTables handles;
    private final ControlAreas areas;
    private final ImageAreas images;
    private final FileObjects files;
    private final int[] status = new int[1];

    SectionBacking(ObjectManager objects, HandleTables handles, ControlAreas areas, ImageAreas images,
            FileObjects files) {
        this.objects = objects;
        this.handles = handles;
        this.areas = areas;
        this.images = images;
        this.files = files;
    }

    /** Why {@link #area} gave nothing, an NTSTATUS. */
    int status() {
        return status[0];
    }

    /** The control area of a section, or 0. */
    int area(ProcessObject process, SectionRequest request) {
        if (request.fileHandle() != 0) {
            return fileArea(process, request);
        }
        if (request.maximumSize() <= 0 || request.maximumSize() > LARGEST) {
            status[0] = request.maximumSize() <= 0 ? NtStatus.INVALID_PARAMETER_4 : NtStatus.SECTION_TOO_BIG;
            return 0;
        }
        if ((request.allocationAttributes() & MemoryConstants.SEC_IMAGE) != 0) {
            status[0] = NtStatus.INVALID_FILE_FOR_SECTION;
            return 0;
        }
        int pages = (int) (request.maximumSize() + PAGE - 1 >>> 12);
        return areas.createPageFileBacked(pages, SectionRequestCheck.code(request),
                (request.allocationAttributes() & MemoryConstants.SEC_RESERVE) != 0, process.address(), status);
    }

    private int fileArea(ProcessObject process, SectionRequest request) {
        status[0] = NtStatus.SUCCESS;
        int file = fileObject(process, request);
        if (file != 0 && (request.allocationAttributes() & MemoryConstants.SEC_IMAGE) != 0) {
            return imageArea(file, request);
        }
        long size = file == 0 ? 0 : files.size(file);
        if (file != 0) {
            status[0] = fit(file, request);
        }
        if (status[0] != NtStatus.SUCCESS) {
            return 0;
        }
        status[0] = NtStatus.INSUFFICIENT_RESOURCES;
        int area = areas.ofFile(file, SectionRequestCheck.isUncached(request));
        if (area == 0 && size < files.size(file)) {
            files.setSize(file, size);
        }
        return area;
    }

    private int imageArea(int file, SectionRequest request) {
        int area = images.ofFile(file, status);
        if (area != 0 && request.maximumSize() > (long) areas.pages(area) * PAGE) {
            status[0] = NtStatus.SECTION_TOO_BIG;
            areas.checkDeletion(area);
            return 0;
        }
        return area;
    }

    private int fileObject(ProcessObject process, SectionRequest request) {
        int table = process.objectTable();
        int body = handles.object(table, request.fileHandle());
        int code = Protection.ofPage(request.pageProtection());
        int wanted = fileAccess(code);
        if (body == 0) {
            status[0] = NtStatus.INVALID_HANDLE;
        } else if (objects.type(body) != ObjectType.FILE) {
            status[0] = NtStatus.OBJECT_TYPE_MISMATCH;
        } else if ((handles.access(table, request.fileHandle()) & wanted) != wanted) {
            status[0] = NtStatus.ACCESS_DENIED;
        }
        return status[0] == NtStatus.SUCCESS ? body : 0;
    }

    /** The access to the file that a section of a protection needs (MmMakeFileAccess). */
    private static int fileAccess(int code) {
        int access = Protection.executable(code) ? MemoryConstants.FILE_EXECUTE : 0;
        if (Protection.writable(code) && !Protection.copyOnWrite(code)) {
            access |= MemoryConstants.FILE_WRITE_DATA;
        }
        return Protection.executesOnly(code) ? access : access | MemoryConstants.FILE_READ_DATA;
    }

    /** A section larger than its file lengthens the file, if it may be written. */
    private int fit(int file, SectionRequest request) {
        long size = files.size(file);
        if (SectionRequestCheck.isTooBig(request.maximumSize())) {
            return NtStatus.SECTION_TOO_BIG;
        }
        if (request.maximumSize() == 0 && size == 0) {
            return NtStatus.MAPPED_FILE_SIZE_ZERO;
        }
        if (request.maximumSize() > size) {
            int code = Protection.ofPage(request.pageProtection());
            if (!Protection.writable(code) || Protection.copyOnWrite(code)) {
                return NtStatus.SECTION_TOO_BIG;
            }
            if (!FileObjects.fits(request.maximumSize())) {
                return NtStatus.DISK_FULL;
            }
            files.setSize(file, request.maximumSize());
        }
        return NtStatus.SUCCESS;
    }
}
