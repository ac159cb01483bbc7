package org.mmscope.kernel.view;

import java.util.List;

/**
 * The cache of a file: a SHARED_CACHE_MAP.
 *
 * @param address virtual address
 * @param fileObject virtual address of the file object that the file was first cached through
 * @param section virtual address of the section object
 * @param controlArea virtual address of the section's control area
 * @param fileSize size of the file in bytes
 * @param sectionSize size of the section in bytes
 * @param openCount file objects that use the cache
 * @param dirtyPages pages that have been stored to through views and not been written since
 * @param vacbActiveCount the sum of its views' active counts
 * @param vacbs virtual addresses of its VACBs by 256 KB of the file, 0 where no view is mapped
 */
public record SharedCacheMapView(long address, long fileObject, long section, long controlArea, long fileSize,
        long sectionSize, long openCount, long dirtyPages, long vacbActiveCount, List<Long> vacbs) {
}
