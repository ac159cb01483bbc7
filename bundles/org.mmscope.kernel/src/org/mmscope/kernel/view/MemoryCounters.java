package org.mmscope.kernel.view;

/** System-wide counters, all in pages. */
public record MemoryCounters(long availablePages, long commitTotal, long commitLimit, long commitPeak,
        long pagedPoolPages, long nonPagedPoolPages, long systemCachePages) {
}
