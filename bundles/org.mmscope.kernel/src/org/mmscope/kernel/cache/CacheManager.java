package org.mmscope.kernel.cache;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.io.FileObjects;
import org.mmscope.kernel.layout.StructureLayouts;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pool.Pool;
import org.mmscope.kernel.section.CacheSections;
import org.mmscope.kernel.section.SystemCacheViews;
import org.mmscope.kernel.workingset.SystemWorkingSet;

/**
 * The cache manager's interface for file systems (CcInitializeCacheMap, CcCopyRead, CcCopyWrite, CcMapData,
 * CcFlushCache, CcSetFileSizes, CcUninitializeCacheMap). A page that a program has mapped and the
 * page that ReadFile copies from are the same: both are the data section's.
 */
public final class CacheManager {

    private static final int PAGE = 4096;

    private final SystemMemory system;
    private final KernelLayout kernel;
    private final FileObjects files;
    private final CacheSections sections;
    private final SystemCacheViews systemViews;
    private final Vacbs vacbs;
    private final SharedCacheMaps maps;
    private final CacheViewSet views;

    /**
     * The cache manager of a kernel; it is told from now on when a file is cut or lengthened.
     *
     * @param nonPaged pool for VACBs and cache maps
     */
    public CacheManager(SystemMemory system, KernelLayout kernel, StructureLayouts layouts, Pool nonPaged,
            FileObjects files, CacheSections sections, SystemCacheViews systemViews) {
        this.system = system;
        this.kernel = kernel;
        this.files = files;
        this.sections = sections;
        this.systemViews = systemViews;
        CacheLayout layout = new CacheLayout(layouts);
        vacbs = new Vacbs(system, kernel, layout, nonPaged);
        maps = new SharedCacheMaps(system, kernel, layout, nonPaged, files);
        views = new CacheViewSet(vacbs, maps, systemViews, sections);
        files.resized(this::resized);
    }

    /** Makes the page tables of the system cache, the VACBs and the lists; for the boot. */
    public void boot() {
        systemViews.boot(kernel.systemCacheStart(), kernel.systemCachePages());
        vacbs.boot();
        maps.boot();
    }

    /** Who has the pages of views when the system's working set gives some up. */
    public SystemWorkingSet.PageOwner pageOwner() {
        return views;
    }

    /** The pages that views have in memory. */
    public CachePages pages() {
        return views;
    }

    /** What writes dirty pages in the course of time. */
    public LazyWriter lazyWriter() {
        return new LazyWriter(maps, views);
    }

    /**
     * Copies bytes of a file object's file from its cache into an array (CcCopyRead). When one page cannot be
     * had, those before it are copied.
     *
     * @return an NTSTATUS: {@link NtStatus#INSUFFICIENT_RESOURCES} without memory, pool or a view for it,
     *         {@link NtStatus#DEVICE_DATA_ERROR} when the file cannot be read, {@link NtStatus#PARITY_ERROR} when what
     *         was stored to a page is lost
     */
    public int read(int fileObject, long offset, byte[] to, int length) {
        return copy(fileObject, offset, to, length, false);
    }

    /**
     * Copies bytes into the cache of a file object's file (CcCopyWrite). When one page cannot be had,
     * those before it are copied.
     *
     * @return an NTSTATUS: {@link NtStatus#INSUFFICIENT_RESOURCES} without memory, pool or a view for it,
     *         {@link NtStatus#DEVICE_DATA_ERROR} when the file cannot be read where the bytes go,
     *         {@link NtStatus#PARITY_ERROR} when what was stored to a page there before is lost
     */
    public int write(int fileObject, long offset, byte[] from, int length) {
        return copy(fileObject, offset, from, length, true);
    }

    private int copy(int fileObject, long offset, byte[] bytes, int length, boolean write) {
        int status = initialize(fileObject);
        for (int done = 0; done < length && status == NtStatus.SUCCESS;) {
            int inView = (int) ((offset + done) % SystemCacheViews.SIZE);
            int count = Math.min(length - done, SystemCacheViews.SIZE - inView);
            int va = mapData(fileObject, offset + done);
            if (va == 0) {
                return NtStatus.INSUFFICIENT_RESOURCES;
            }
            status = copyView(files.sharedCacheMap(fileObject), va, bytes, done, count, write);
            unpinData(va);
            done += count;
        }
        return status;
    }

    private int copyView(int map, int va, byte[] bytes, int at, int length, boolean write) {
        int status = NtStatus.SUCCESS;
        for (int done = 0; done < length && status == NtStatus.SUCCESS;) {
            int count = Math.min(length - done, PAGE - (va + done & PAGE - 1));
            status = views.refer(map, va + done & -PAGE, write);
            if (status == NtStatus.SUCCESS) {
                copyPage(va + done, bytes, at + done, count, write);
            }
            done += count;
        }
        return status;
    }

    private void copyPage(int va, byte[] bytes, int at, int count, boolean write) {
        long pa = system.physicalAddress(va);
        if (write) {
            system.physical().write(pa, bytes, at, count);
        } else {
            system.physical().read(pa, bytes, at, count);
        }
    }

    /** Lets a file object use the cache of its file, which is as large as the file then (CcInitializeCacheMap). */
    private int initialize(int fileObject) {
        int map = files.sharedCacheMap(fileObject);
        boolean made = map == 0;
        if (made) {
            map = create(fileObject);
        }
        boolean ready = map != 0 && (maps.fileSize(map) == files.size(fileObject) || resize(map))
                && (files.privateCacheMap(fileObject) != 0 || maps.open(map, fileObject));
        if (!ready && made && map != 0) {
            delete(map);
        }
        return ready ? NtStatus.SUCCESS : NtStatus.INSUFFICIENT_RESOURCES;
    }

    private int create(int fileObject) {
        int section = sections.create(fileObject);
        int map = section == 0 ? 0 : maps.create(fileObject, section);
        if (map == 0 && section != 0) {
            sections.delete(section);
        }
        return map;
    }

    /**
     * A file has been cut or lengthened (CcSetFileSizes). Views of what is cut off go, so that its pages can be purged;
     * a file without a byte is not cached. What there is no pool for is tried again when the file is used.
     */
    private void resized(int fileObject) {
        int map = files.sharedCacheMap(fileObject);
        if (map != 0 && files.size(fileObject) == 0) {
            maps.closeAll(map);
            delete(map);
        } else if (map != 0) {
            resize(map);
        }
    }

    private boolean resize(int map) {
        long size = files.size(maps.fileObject(map));
        if (size < maps.fileSize(map)) {
            views.unmapBehind(map, size);
        } else if (!maps.reserve(map, size) || !sections.extend(maps.section(map)) || !views.extend(map)) {
            return false;
        }
        maps.size(map, size);
        return true;
    }

    /**
     * Maps the view that shows an offset in the file, which stays mapped until {@link #unpinData} (CcMapData). The file
     * object has used the cache before.
     *
     * @return the address of the byte at the offset, or 0 without a view or pool
     */
    private int mapData(int fileObject, long offset) {
        int vacb = views.find(files.sharedCacheMap(fileObject), offset);
        if (vacb == 0) {
            return 0;
        }
        vacbs.hold(vacb, 1);
        return vacbs.address(vacb) + (int) (offset % SystemCacheViews.SIZE);
    }

    /** Ends {@link #mapData}, by the address that it gave (CcUnpinData). */
    private void unpinData(int va) {
        vacbs.hold(vacbs.of(va), -1);
    }

    /**
     * Writes every modified page of a file and waits until they are there (CcFlushCache).
     *
     * @return an NTSTATUS: {@link NtStatus#DEVICE_DATA_ERROR} when some could not be written
     */
    public int flush(int fileObject) {
        int map = files.sharedCacheMap(fileObject);
        if (map != 0) {
            views.clean(map);
        }
        int area = files.dataSection(fileObject);
        int status = area == 0 ? NtStatus.SUCCESS : systemViews.flush(area, 0, files.size(fileObject) / PAGE + 1);
        if (area != 0) {
            files.finishWrites();
        }
        return status;
    }

    /**
     * A file object has no handle any more (CcUninitializeCacheMap). With the last one the views go, and their dirty
     * pages to the modified list; NT keeps both until the lazy writer has written the pages.
     */
    public void uninitialize(int fileObject) {
        if (files.privateCacheMap(fileObject) != 0) {
            int map = files.sharedCacheMap(fileObject);
            maps.close(map, fileObject);
            if (!maps.isOpen(map)) {
                delete(map);
            }
        }
    }

    /** Deletes a map that nobody has open (CcDeleteSharedCacheMap). */
    private void delete(int map) {
        int fileObject = maps.fileObject(map);
        int section = maps.section(map);
        views.unmapBehind(map, 0);
        maps.delete(map);
        sections.delete(section);
        files.dereference(fileObject);
    }
}
