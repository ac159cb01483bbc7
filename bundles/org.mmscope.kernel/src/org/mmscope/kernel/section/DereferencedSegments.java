package org.mmscope.kernel.section;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.SectionEvent;
import org.mmscope.kernel.io.FileObjects;
import org.mmscope.kernel.memory.ListEntry;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.CommitAccounting;
import org.mmscope.kernel.pool.Pool;

/**
 * Control areas that nothing refers to any more (MiCheckControlArea): deleted with their segments, or, while pages of
 * their file are in memory, kept on MmUnusedSegmentList until they are used again or the dereference segment thread
 * takes them.
 */
final class DereferencedSegments {

    /**
     * Percentage of a pool from which on unused segments are deleted: the default of the registry value
     * PoolUsageMaximum (Microsoft Knowledge Base 312362, which speaks of paged pool; nonpaged pool is held to it too).
     */
    private static final int POOL_USAGE_MAXIMUM = 80;
    private static final int PERCENT = 100;
    /** KEVENT: SignalState, WaitListHead. */
    private static final int SIGNAL_STATE = 4;
    private static final int WAIT_LIST = 8;

    private final SystemMemory system;
    private final SectionLayout layout;
    private final Subsections subsections;
    private final SegmentPages pages;
    private final SegmentWriter writer;
    private final FileObjects files;
    private final Pool nonPaged;
    private final Pool paged;
    private final CommitAccounting commit;
    private final Events events;
    private final int list;
    private final int listed;
    private final int cleanup;
    private final int pagedMaximum;
    private final int nonPagedMaximum;

    DereferencedSegments(SystemMemory system, KernelLayout kernel, SectionLayout layout, Subsections subsections,
            SegmentPages pages, SegmentWriter writer, FileObjects files, Pool nonPaged, Pool paged,
            CommitAccounting commit, Events events) {
        this.system = system;
        this.layout = layout;
        this.subsections = subsections;
        this.pages = pages;
        this.writer = writer;
        this.files = files;
        this.nonPaged = nonPaged;
        this.paged = paged;
        this.commit = commit;
        this.events = events;
        list = kernel.address(KernelSymbol.MM_UNUSED_SEGMENT_LIST);
        listed = kernel.address(KernelSymbol.MM_UNUSED_SEGMENT_COUNT);
        cleanup = kernel.address(KernelSymbol.MM_UNUSED_SEGMENT_CLEANUP);
        pagedMaximum = (int) ((long) kernel.pagedPoolPages() * POOL_USAGE_MAXIMUM / PERCENT);
        nonPagedMaximum = (int) ((long) kernel.nonPagedPoolPages() * POOL_USAGE_MAXIMUM / PERCENT);
    }

    /** Makes the list of unused segments and the event; for the boot. */
    void boot() {
        ListEntry.initialize(system, list);
        ListEntry.initialize(system, cleanup + WAIT_LIST);
    }

    /** Takes a control area off the list of unused ones. */
    void use(int area) {
        if (!ListEntry.isEmpty(system, area + layout.dereferenceList)) {
            ListEntry.remove(system, area + layout.dereferenceList);
            system.add32(listed, -1);
        }
    }

    /** Deletes a control area that nothing refers to, or lets it wait while a file's pages are in memory. */
    void check(int area) {
        if (isInUse(area)) {
            return;
        }
        if (isFile(area) && system.read32(area + layout.pfnReferences) != 0 && !hasSharedData(area)) {
            keep(area);
        } else {
            delete(area);
        }
    }

    private boolean isInUse(int area) {
        return system.read32(area + layout.sectionReferences) != 0 || system.read32(area + layout.mappedViews) != 0;
    }

    private boolean isFile(int area) {
        return system.read32(area + layout.filePointer) != 0;
    }

    private void keep(int area) {
        if (ListEntry.isEmpty(system, area + layout.dereferenceList)) {
            ListEntry.insertTail(system, list, area + layout.dereferenceList);
            system.add32(listed, 1);
        }
        if (isSurplus()) {
            system.write32(cleanup + SIGNAL_STATE, 1);
        }
    }

    private boolean isSurplus() {
        return paged.totalPages() > pagedMaximum || nonPaged.totalPages() > nonPagedMaximum;
    }

    private int segment(int area) {
        return system.read32(area + layout.areaSegment);
    }

    /** Whether an image has data that its processes store to in common: the next run of it begins anew. */
    private boolean hasSharedData(int area) {
        return system.read32(segment(area) + layout.committedPages) != 0;
    }

    private void delete(int area) {
        int segment = segment(area);
        int fileObject = system.read32(area + layout.filePointer);
        use(area);
        pages.deleteAll(area);
        if (system.get(area, layout.image) != 0) {
            files.imageSection(fileObject, 0);
        } else if (fileObject != 0) {
            files.dataSection(fileObject, 0);
        }
        commit.release(system.read32(segment + layout.committedPages));
        if (events.wanted()) {
            events.emit(new SectionEvent(SectionEvent.Change.SEGMENT_DELETED, segment));
        }
        subsections.delete(area);
        paged.free(segment);
        nonPaged.free(area);
        if (fileObject != 0) {
            files.dereference(fileObject);
        }
    }

    /**
     * Deletes unused segments whose last page is gone and, if a pool was too full when one was let wait, others until it
     * no longer is; gives their number.
     */
    int deleteSurplus() {
        int deleted = deleteEmpty();
        if (system.read32(cleanup + SIGNAL_STATE) != 0) {
            system.write32(cleanup + SIGNAL_STATE, 0);
            for (int left = system.read32(listed); left > 0 && isSurplus(); left--) {
                deleted += deleteOldest() ? 1 : 0;
            }
        }
        return deleted;
    }

    private int deleteEmpty() {
        int deleted = 0;
        int next = ListEntry.next(system, list);
        while (next != list) {
            int area = next - layout.dereferenceList;
            next = ListEntry.next(system, next);
            if (system.read32(area + layout.pfnReferences) == 0) {
                delete(area);
                deleted++;
            }
        }
        return deleted;
    }

    /** Writes and deletes one unused segment, the one that has waited longest if it can be, and says whether it could. */
    boolean deleteOne() {
        boolean deleted = false;
        for (int left = system.read32(listed); left > 0 && !deleted; left--) {
            deleted = deleteOldest();
        }
        return deleted;
    }

    /** Deletes the unused segment that has waited longest, or lets it wait again while its pages cannot be written. */
    private boolean deleteOldest() {
        int area = ListEntry.next(system, list) - layout.dereferenceList;
        use(area);
        boolean deleted = writeAndDelete(area);
        if (!deleted) {
            keep(area);
        }
        return deleted;
    }

    private boolean writeAndDelete(int area) {
        int status = writer.flush(area, 0, system.read32(segment(area) + layout.totalPtes));
        if (status == NtStatus.SUCCESS) {
            delete(area);
        }
        return status == NtStatus.SUCCESS;
    }

    /** Throws a control area, 0 for none, away if only its pages keep it; false when it is in use. */
    boolean purge(int area) {
        if (area != 0 && !isInUse(area)) {
            return writeAndDelete(area);
        }
        return area == 0;
    }
}
