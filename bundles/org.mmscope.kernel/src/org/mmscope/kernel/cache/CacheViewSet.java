package org.mmscope.kernel.cache;

import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.section.CacheSections;
import org.mmscope.kernel.section.SystemCacheViews;
import org.mmscope.kernel.workingset.SystemWorkingSet;

/**
 * The views that VACBs map: found or mapped for a place in a file (CcGetVirtualAddress), taken from the file that has
 * not used its view for longest when none is free (CcGetVacbMiss), unmapped, and their pages written and given up.
 */
final class CacheViewSet implements CachePages, SystemWorkingSet.PageOwner {

    private static final int PAGE = 4096;

    private final Vacbs vacbs;
    private final SharedCacheMaps maps;
    private final SystemCacheViews views;
    private final CacheSections sections;

    CacheViewSet(Vacbs vacbs, SharedCacheMaps maps, SystemCacheViews views, CacheSections sections) {
        this.vacbs = vacbs;
        this.maps = maps;
        this.views = views;
        this.sections = sections;
    }

    /** The VACB of the view that shows an offset in a file, the one used last from now on; 0 without one or pool. */
    int find(int map, long offset) {
        int view = (int) (offset / SystemCacheViews.SIZE);
        int vacb = maps.vacb(map, view);
        if (vacb == 0) {
            return map(map, view);
        }
        vacbs.use(vacb);
        return vacb;
    }

    private int map(int map, int view) {
        int vacb = free();
        long offset = (long) view * SystemCacheViews.SIZE;
        if (vacb == 0 || !views.map(area(map), offset, vacbs.address(vacb))) {
            return 0;
        }
        vacbs.begin(vacb, map, offset);
        maps.vacb(map, view, vacb);
        return vacb;
    }

    private int free() {
        if (vacbs.firstFree() == 0) {
            int victim = vacbs.leastRecent();
            while (victim != 0 && vacbs.isActive(victim)) {
                victim = vacbs.nextUsed(victim);
            }
            if (victim != 0) {
                unmap(victim);
            }
        }
        return vacbs.firstFree();
    }

    private int area(int map) {
        return sections.controlArea(maps.section(map));
    }

    private void unmap(int vacb) {
        int map = vacbs.map(vacb);
        maps.addDirty(map, -views.unmap(area(map), vacbs.address(vacb)));
        maps.vacb(map, (int) (vacbs.offset(vacb) / SystemCacheViews.SIZE), 0);
        vacbs.end(vacb);
    }

    /** Unmaps every view of a file that reaches behind an offset. */
    void unmapBehind(int map, long offset) {
        for (int view = (int) (offset / SystemCacheViews.SIZE); view < maps.views(map); view++) {
            if (maps.vacb(map, view) != 0) {
                unmap(maps.vacb(map, view));
            }
        }
    }

    /** Lets the view that shows the end of a file show what has come behind it; false without pool. */
    boolean extend(int map) {
        long end = maps.fileSize(map);
        int vacb = end == 0 ? 0 : maps.vacb(map, (int) ((end - 1) / SystemCacheViews.SIZE));
        return vacb == 0 || views.extend(area(map), vacbs.offset(vacb), vacbs.address(vacb));
    }

    /** Makes a reference to a page of a view; gives an NTSTATUS. */
    int refer(int map, int va, boolean store) {
        boolean first = store && !views.isDirty(va);
        int status = views.refer(va, store);
        if (first && views.isDirty(va)) {
            maps.addDirty(map, 1);
        }
        return status;
    }

    @Override
    public boolean mayLeave(int va) {
        return true;
    }

    /** The page of an address has been trimmed from the system's working set. */
    @Override
    public void evict(int va) {
        if (views.leave(va)) {
            maps.addDirty(vacbs.map(vacbs.of(va)), -1);
        }
    }

    @Override
    public void evictFrame(int pfn) {
        for (int vacb = vacbs.leastRecent(); vacb != 0; vacb = vacbs.nextUsed(vacb)) {
            int start = vacbs.address(vacb);
            for (int va = start; va != start + SystemCacheViews.SIZE; va += PAGE) {
                if (views.maps(va, pfn) && views.evict(va)) {
                    maps.addDirty(vacbs.map(vacb), -1);
                }
            }
        }
    }

    /** Lets no page of a file be dirty any more; those that were are modified. */
    void clean(int map) {
        for (int view = 0; view < maps.views(map) && maps.dirtyPages(map) > 0; view++) {
            int vacb = maps.vacb(map, view);
            for (int page = 0; vacb != 0 && page < SystemCacheViews.PAGES; page++) {
                clean(map, vacbs.address(vacb) + page * PAGE);
            }
        }
    }

    private boolean clean(int map, int va) {
        boolean dirty = views.clean(va);
        maps.addDirty(map, dirty ? -1 : 0);
        return dirty;
    }

    /** Begins to write up to so many dirty pages of a file, and gives their number. */
    int write(int map, int most) {
        int written = 0;
        for (int view = 0; view < maps.views(map) && written < most && maps.dirtyPages(map) > 0; view++) {
            int vacb = maps.vacb(map, view);
            for (int page = 0; vacb != 0 && page < SystemCacheViews.PAGES && written < most; page++) {
                written += clean(map, vacbs.address(vacb) + page * PAGE) ? flush(map, vacb, page) : 0;
            }
        }
        return written;
    }

    /** Begins to write the modified pages that views show, stored to through them or not, and gives their number. */
    int writeModified() {
        int written = 0;
        for (int vacb = vacbs.leastRecent(); vacb != 0; vacb = vacbs.nextUsed(vacb)) {
            for (int page = 0; page < SystemCacheViews.PAGES; page++) {
                int va = vacbs.address(vacb) + page * PAGE;
                clean(vacbs.map(vacb), va);
                written += views.isModified(va) ? flush(vacbs.map(vacb), vacb, page) : 0;
            }
        }
        return written;
    }

    private int flush(int map, int vacb, int page) {
        return NtStatus.success(views.flush(area(map), vacbs.offset(vacb) / PAGE + page, 1)) ? 1 : 0;
    }
}
