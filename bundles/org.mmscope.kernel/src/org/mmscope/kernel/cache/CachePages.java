package org.mmscope.kernel.cache;

/** The pages that views of the cache have in memory, for those who take a page away. */
public interface CachePages {

    /** Takes the page in a frame out of every view that maps it. */
    void evictFrame(int pfn);
}
