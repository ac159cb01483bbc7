package org.mmscope.kernel.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.mmscope.machine.PhysicalReader;

/** Decodes the cache manager's structures: VACB and SHARED_CACHE_MAP. */
final class CacheDecoder {

    private static final long VIEW = (long) CacheView.PAGES * PhysicalReader.FRAME_SIZE;
    private static final int DIRTY = 1 << 6;
    /** The active count lies in the low bits of the file offset. */
    private static final long OFFSET = -VIEW;

    private final KernelImage image;
    private final PageTables tables;
    private final int mostViews;

    CacheDecoder(KernelImage image) {
        this.image = image;
        tables = image.tables((long) image.machine().systemPageDirectory() * PhysicalReader.FRAME_SIZE);
        mostViews = (int) ((image.memory().size() + VIEW) / image.structure("VACB").size());
    }

    /** The views that are mapped, by address. */
    List<CacheView> views() {
        List<CacheView> views = new ArrayList<>();
        long array = image.global("CcVacbs");
        long count = image.global("CcNumberVacbs");
        if (count > mostViews) {
            throw new DamagedImageException(count + " VACBs", image.symbol("CcNumberVacbs"));
        }
        for (int i = 0; i < count; i++) {
            long vacb = array + (long) i * image.structure("VACB").size();
            if (image.field("VACB", "BaseAddress", vacb) != 0) {
                views.add(view(vacb));
            }
        }
        views.sort(Comparator.comparingLong(CacheView::base));
        return List.copyOf(views);
    }

    private CacheView view(long vacb) {
        long base = image.field("VACB", "BaseAddress", vacb);
        int valid = 0;
        int dirty = 0;
        for (int i = 0; i < CacheView.PAGES; i++) {
            long entry = tables.tableEntry(base + (long) i * PhysicalReader.FRAME_SIZE & 0xFFFF_FFFFL);
            long raw = entry == PageTables.NONE ? 0 : tables.read(entry);
            if (tables.format().kind(raw) == PteKind.VALID) {
                valid++;
                dirty += (raw & DIRTY) != 0 ? 1 : 0;
            }
        }
        return new CacheView(vacb, base, image.field("VACB", "SharedCacheMap", vacb),
                image.field("VACB", "Overlay.FileOffset", vacb) & OFFSET,
                (int) image.field("VACB", "Overlay.ActiveCount", vacb), valid, dirty);
    }

    /** The caches of files, by address. */
    List<SharedCacheMapView> sharedCacheMaps() {
        List<SharedCacheMapView> maps = new ArrayList<>();
        ListWalker walker = new ListWalker(image.system(), image.machine().physicalPages());
        long links = image.structure("SHARED_CACHE_MAP").offset("SharedCacheMapLinks");
        for (String list : List.of("CcCleanSharedCacheMapList", "CcDirtySharedCacheMapList")) {
            walker.walk(image.symbol(list), entry -> maps.add(map(entry - links)));
        }
        maps.sort(Comparator.comparingLong(SharedCacheMapView::address));
        return List.copyOf(maps);
    }

    private SharedCacheMapView map(long address) {
        long section = get("Section", address);
        long segment = image.field("SECTION_OBJECT", "Segment", section);
        return new SharedCacheMapView(address, get("FileObject", address), section,
                image.field("SEGMENT", "ControlArea", segment), get("FileSize", address),
                get("SectionSize", address), get("OpenCount", address), get("DirtyPages", address),
                get("VacbActiveCount", address), vacbs(address));
    }

    private List<Long> vacbs(long map) {
        long array = get("Vacbs", map);
        long count = (get("SectionSize", map) + VIEW - 1) / VIEW;
        if (count < 0 || count > image.memory().size() / Integer.BYTES) {
            throw new DamagedImageException("cache of " + count + " views", map);
        }
        List<Long> vacbs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            vacbs.add(image.system().read32(array + i * 4L));
        }
        return List.copyOf(vacbs);
    }

    private long get(String field, long map) {
        return image.field("SHARED_CACHE_MAP", field, map);
    }
}
