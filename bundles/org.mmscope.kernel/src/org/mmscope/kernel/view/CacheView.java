package org.mmscope.kernel.view;

/**
 * A view of a file in the system cache, with the VACB that describes it.
 *
 * @param vacb virtual address of the VACB
 * @param base virtual address of the view
 * @param sharedCacheMap virtual address of the SHARED_CACHE_MAP of its file
 * @param fileOffset where in the file it begins, in bytes
 * @param activeCount how many rely on it to stay mapped
 * @param validPages pages of it that are in memory for it
 * @param dirtyPages pages of it that have been stored to through it and not been written since
 */
public record CacheView(long vacb, long base, long sharedCacheMap, long fileOffset, int activeCount, int validPages,
        int dirtyPages) {

    /** Pages of a view: 256 KB (VACB_MAPPING_GRANULARITY). */
    public static final int PAGES = 64;
}
