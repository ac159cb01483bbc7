package org.mmscope.kernel.view;

import java.util.ArrayList;
import java.util.List;

/** Decodes page list heads, system-wide counters and page files. */
final class CounterDecoder {

    private static final int MAX_PAGE_FILES = 16;
    private static final String DOS_PREFIX = "\\??\\";

    private final KernelImage image;

    CounterDecoder(KernelImage image) {
        this.image = image;
    }

    /** Six of the lists have heads with totals; active pages and pages in transition are those that say so. */
    PageListCounts pageLists(PfnTable pfns) {
        int active = 0;
        int transition = 0;
        for (int pfn = 0; pfn < pfns.frames(); pfn++) {
            switch (pfns.location(pfn)) {
                case ACTIVE -> active++;
                case TRANSITION -> transition++;
                default -> {
                    // Counted by its list.
                }
            }
        }
        return new PageListCounts(total("MmZeroedPageListHead"), total("MmFreePageListHead"),
                total("MmStandbyPageListHead"), total("MmModifiedPageListHead"),
                total("MmModifiedNoWritePageListHead"), total("MmBadPageListHead"), active, transition);
    }

    MemoryCounters counters() {
        return new MemoryCounters(image.global("MmAvailablePages"), image.global("MmTotalCommittedPages"),
                image.global("MmTotalCommitLimit"), image.global("MmPeakCommitment"),
                poolPages("PagedPoolDescriptor"), poolPages("NonPagedPoolDescriptor"),
                image.field("MMSUPPORT", "WorkingSetSize", image.symbol("MmSystemCacheWs")));
    }

    List<PageFileView> pageFiles() {
        long count = image.global("MmNumberOfPagingFiles");
        if (count > MAX_PAGE_FILES) {
            throw new DamagedImageException(count + " page files", image.symbol("MmNumberOfPagingFiles"));
        }
        List<PageFileView> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(pageFile(image.system().read32(image.symbol("MmPagingFile") + i * 4L)));
        }
        return List.copyOf(files);
    }

    private PageFileView pageFile(long address) {
        String name = image.system()
                .unicodeString(address + image.structure("MMPAGING_FILE").offset("PageFileName"));
        return new PageFileView(name.startsWith(DOS_PREFIX) ? name.substring(DOS_PREFIX.length()) : name,
                image.field("MMPAGING_FILE", "Size", address), image.field("MMPAGING_FILE", "CurrentUsage", address),
                image.field("MMPAGING_FILE", "PeakUsage", address));
    }

    List<PoolView> pools() {
        return List.of(pool(PoolView.Kind.NON_PAGED, "NonPagedPool"), pool(PoolView.Kind.PAGED, "PagedPool"));
    }

    private PoolView pool(PoolView.Kind kind, String name) {
        return new PoolView(kind, image.global("Mm" + name + "Start"), image.global("Mm" + name + "End") - 1,
                poolPages(name + "Descriptor"));
    }

    private long poolPages(String descriptor) {
        long address = image.symbol(descriptor);
        return image.field("POOL_DESCRIPTOR", "TotalPages", address)
                + image.field("POOL_DESCRIPTOR", "TotalBigPages", address);
    }

    private int total(String listHead) {
        long total = image.field("MMPFNLIST", "Total", image.symbol(listHead));
        if (total > image.machine().physicalPages()) {
            throw new DamagedImageException(total + " pages on a list", image.symbol(listHead));
        }
        return (int) total;
    }
}
