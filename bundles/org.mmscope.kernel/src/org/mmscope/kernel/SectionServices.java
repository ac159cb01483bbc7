package org.mmscope.kernel;

import org.mmscope.kernel.image.ImageRefusal;
import org.mmscope.kernel.process.EProcess;

/**
 * The section services: NtCreateSection, NtOpenSection, NtMapViewOfSection, NtUnmapViewOfSection, NtExtendSection,
 * NtFlushVirtualMemory. Every method returns an {@link NtStatus}. Engine thread only.
 */
public interface SectionServices {

    /**
     * Creates a section object, or opens the one of that name.
     *
     * @param handle out: a handle of the calling process
     * @return {@link NtStatus#OBJECT_NAME_EXISTS} when a section of that name was opened
     */
    int create(EProcess process, SectionRequest request, IntHolder handle);

    /** Why the last SEC_IMAGE section could not be made of its file, null when the file was an image. */
    ImageRefusal imageRefusal();

    /** Opens a named section with SECTION_* access. */
    int open(EProcess process, String name, int desiredAccess, IntHolder handle);

    /** Maps a view of a section that the caller has a handle of into the caller's address space. */
    int mapView(EProcess process, int handle, ViewRequest view);

    /**
     * Makes a section of a file larger, and the file where it ends before (NtExtendSection). Views stay as they are.
     *
     * @param handle a handle with SECTION_EXTEND_SIZE
     * @param size in: how large it is to be at least, in bytes; out: how large it is
     */
    int extend(EProcess process, int handle, LongHolder size);

    /** Unmaps the view that an address lies in. */
    int unmapView(EProcess process, int va);

    /**
     * Writes the modified pages of a range of a mapped file to the file.
     *
     * @param range in: address and size, size 0 for up to the end of the view; out: what was written
     */
    int flush(EProcess process, MemoryRange range);
}
