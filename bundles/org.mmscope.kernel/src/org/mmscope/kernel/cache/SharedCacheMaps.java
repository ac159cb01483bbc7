package org.mmscope.kernel.cache;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;
import org.mmscope.kernel.io.FileObjects;
import org.mmscope.kernel.memory.ListEntry;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pool.Pool;
import org.mmscope.kernel.section.SystemCacheViews;

/**
 * The SHARED_CACHE_MAPs, one for each file that is cached, behind its SectionObjectPointer: its section, its VACBs by
 * their place in the file, the PRIVATE_CACHE_MAPs of the file objects that use it, and its dirty pages. The array of
 * VACBs is a flat one however large the file is, as in NT 4; later releases divide that of a file over 32 MB.
 */
final class SharedCacheMaps {

    /** Files of up to 1 MB have their VACBs in the map itself. */
    private static final int INITIAL_VACBS = 4;

    private final SystemMemory system;
    private final CacheLayout layout;
    private final Pool nonPaged;
    private final FileObjects files;
    private final int clean;
    private final int dirty;
    private final int totalDirty;

    SharedCacheMaps(SystemMemory system, KernelLayout kernel, CacheLayout layout, Pool nonPaged, FileObjects files) {
        this.system = system;
        this.layout = layout;
        this.nonPaged = nonPaged;
        this.files = files;
        clean = kernel.address(KernelSymbol.CC_CLEAN_SHARED_CACHE_MAP_LIST);
        dirty = kernel.address(KernelSymbol.CC_DIRTY_SHARED_CACHE_MAP_LIST);
        totalDirty = kernel.address(KernelSymbol.CC_TOTAL_DIRTY_PAGES);
    }

    /** Makes the lists, for the boot. */
    void boot() {
        ListEntry.initialize(system, clean);
        ListEntry.initialize(system, dirty);
    }

    /** Makes the map of a file object's file, which refers to the file object and the section; 0 without pool. */
    int create(int fileObject, int section) {
        int map = nonPaged.allocate(layout.mapSize, "CcSc");
        if (map == 0) {
            return 0;
        }
        system.write32(map, CacheLayout.SHARED_CACHE_MAP | layout.mapSize << 16);
        system.write32(map + layout.vacbs, map + layout.initialVacbs);
        system.write32(map + layout.mapFileObject, fileObject);
        system.write32(map + layout.section, section);
        ListEntry.initialize(system, map + layout.bcbList);
        ListEntry.initialize(system, map + layout.privateList);
        ListEntry.insertTail(system, clean, map + layout.mapLinks);
        files.reference(fileObject);
        files.sharedCacheMap(fileObject, map);
        return map;
    }

    /** Frees a map without views, which nobody has open; its section and its file object are the caller's to let go. */
    void delete(int map) {
        files.sharedCacheMap(fileObject(map), 0);
        ListEntry.remove(system, map + layout.mapLinks);
        freeArray(map);
        nonPaged.free(map);
    }

    private void freeArray(int map) {
        int array = system.read32(map + layout.vacbs);
        if (array != map + layout.initialVacbs) {
            nonPaged.free(array);
        }
    }

    /** The file object that the file was first cached through. */
    int fileObject(int map) {
        return system.read32(map + layout.mapFileObject);
    }

    int section(int map) {
        return system.read32(map + layout.section);
    }

    /** The size of the file as the map knows it. */
    long fileSize(int map) {
        return system.read64(map + layout.fileSize);
    }

    /** Notes the size of the file; its section never gets smaller. */
    void size(int map, long size) {
        system.write64(map + layout.fileSize, size);
        system.write64(map + layout.validDataLength, size);
        system.write64(map + layout.sectionSize,
                Math.max(system.read64(map + layout.sectionSize), size + 0xFFF & -0x1000));
    }

    /** Views that the array has room for: whole megabytes, DEFAULT_CREATE_MODULO. */
    int views(int map) {
        return room(system.read64(map + layout.sectionSize));
    }

    private static int room(long bytes) {
        int views = (int) ((bytes + SystemCacheViews.SIZE - 1) / SystemCacheViews.SIZE);
        return (views + INITIAL_VACBS - 1) / INITIAL_VACBS * INITIAL_VACBS;
    }

    /** Gives the array room for a file of a size (CcExtendVacbArray); false without pool. */
    boolean reserve(int map, long size) {
        int before = views(map);
        int wanted = room(size);
        if (wanted <= Math.max(before, INITIAL_VACBS)) {
            return true;
        }
        int array = nonPaged.allocate(wanted * 4, "CcVp");
        if (array == 0) {
            return false;
        }
        for (int i = 0; i < before; i++) {
            system.write32(array + i * 4, vacb(map, i));
        }
        freeArray(map);
        system.write32(map + layout.vacbs, array);
        return true;
    }

    /** The VACB of a view of the file by its number, or 0. */
    int vacb(int map, int view) {
        return system.read32(system.read32(map + layout.vacbs) + view * 4);
    }

    void vacb(int map, int view, int vacb) {
        system.write32(system.read32(map + layout.vacbs) + view * 4, vacb);
    }

    boolean isOpen(int map) {
        return system.read32(map + layout.openCount) != 0;
    }

    /** Gives a file object a private map, the first the one that lies in the shared map; false without pool. */
    boolean open(int map, int fileObject) {
        int embedded = map + layout.embeddedPrivate;
        int own = system.read16(embedded) == 0 ? embedded : nonPaged.allocate(layout.privateSize, "CcPc");
        if (own == 0) {
            return false;
        }
        system.write16(own, CacheLayout.PRIVATE_CACHE_MAP);
        system.write32(own + layout.privateFileObject, fileObject);
        ListEntry.insertTail(system, map + layout.privateList, own + layout.privateLinks);
        files.privateCacheMap(fileObject, own);
        system.add32(map + layout.openCount, 1);
        return true;
    }

    /** Takes the private map of a file object away. */
    void close(int map, int fileObject) {
        int own = files.privateCacheMap(fileObject);
        ListEntry.remove(system, own + layout.privateLinks);
        if (own == map + layout.embeddedPrivate) {
            system.zero(own, layout.privateSize);
        } else {
            nonPaged.free(own);
        }
        files.privateCacheMap(fileObject, 0);
        system.add32(map + layout.openCount, -1);
    }

    /** Takes the private maps of all file objects away. */
    void closeAll(int map) {
        int list = map + layout.privateList;
        while (!ListEntry.isEmpty(system, list)) {
            int own = ListEntry.next(system, list) - layout.privateLinks;
            close(map, system.read32(own + layout.privateFileObject));
        }
    }

    int dirtyPages(int map) {
        return system.read32(map + layout.dirtyPages);
    }

    /** Dirty pages of all files. */
    int totalDirtyPages() {
        return system.read32(totalDirty);
    }

    /** Counts dirty pages; the map goes to the list of those that have some, or of those that have none. */
    void addDirty(int map, int pages) {
        if (pages == 0) {
            return;
        }
        int before = dirtyPages(map);
        system.add32(totalDirty, pages);
        if (system.add32(map + layout.dirtyPages, pages) == 0 || before == 0) {
            ListEntry.remove(system, map + layout.mapLinks);
            ListEntry.insertTail(system, before == 0 ? dirty : clean, map + layout.mapLinks);
        }
    }

    /** The map with dirty pages whose turn it is to be written, or 0. */
    int firstDirty() {
        return after(dirty, dirty);
    }

    /** The one whose turn it is after a map, or 0. */
    int nextDirty(int map) {
        return after(dirty, map + layout.mapLinks);
    }

    /** The one whose turn it is after all others, or 0. */
    int lastDirty() {
        int last = ListEntry.previous(system, dirty);
        return last == dirty ? 0 : last - layout.mapLinks;
    }

    private int after(int list, int links) {
        int next = ListEntry.next(system, links);
        return next == list ? 0 : next - layout.mapLinks;
    }

    /** Lets the other dirty maps have their turn before this one. */
    void putLast(int map) {
        ListEntry.remove(system, map + layout.mapLinks);
        ListEntry.insertTail(system, dirty, map + layout.mapLinks);
    }
}
