package org.mmscope.kernel.cache;

/**
 * The lazy writer (CcLazyWriteScan): looks each second which files have dirty pages in their views and writes an eighth
 * of them all, file by file in turn.
 */
public final class LazyWriter {

    /** LAZY_WRITER_MAX_AGE_TARGET: the seconds in which every dirty page is to be written. */
    private static final int SECONDS = 8;

    private final SharedCacheMaps maps;
    private final CacheViewSet views;

    LazyWriter(SharedCacheMaps maps, CacheViewSet views) {
        this.maps = maps;
        this.views = views;
    }

    /** Begins to write what a second's scan finds, and gives its number of pages. */
    public int second() {
        int total = maps.totalDirtyPages();
        return write(total > SECONDS ? total / SECONDS : total);
    }

    /** Begins to write every modified page that a view shows, and gives their number. */
    public int run() {
        return views.writeModified();
    }

    private int write(int most) {
        int written = 0;
        int last = maps.lastDirty();
        for (int map = maps.firstDirty(); map != 0 && written < most;) {
            int next = map == last ? 0 : maps.nextDirty(map);
            written += views.write(map, most - written);
            if (maps.dirtyPages(map) > 0) {
                maps.putLast(map);
            }
            map = next;
        }
        return written;
    }
}
