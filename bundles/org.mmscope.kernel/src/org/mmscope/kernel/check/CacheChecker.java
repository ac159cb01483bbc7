package org.mmscope.kernel.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.mmscope.kernel.view.CacheView;
import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.DamagedImageException;
import org.mmscope.kernel.view.FileObjectView;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageTables;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.SharedCacheMapView;
import org.mmscope.kernel.view.SubsectionView;
import org.mmscope.machine.PhysicalReader;

/**
 * A VACB that maps a view and the place in its file's shared cache map name each other; the PTEs of a view name the
 * pages and the prototype PTEs of its part of the file, and addresses of the cache without a view map nothing; dirty
 * pages and active counts add up, and a file object is cached through a shared cache map that there is.
 */
final class CacheChecker implements Checker {

    private static final long PAGE = PhysicalReader.FRAME_SIZE;
    private static final long VIEW = CacheView.PAGES * PAGE;
    private static final long LARGEST = 512L << 20;

    @Override
    public String rule() {
        return "7 cache-views";
    }

    @Override
    public void check(MachineView view, ViolationSink sink) {
        if (!Images.present(view)) {
            return;
        }
        KernelImage image = Images.of(view);
        Map<Long, CacheView> vacbs = new HashMap<>();
        view.cacheViews().forEach(one -> vacbs.put(one.vacb(), one));
        Map<Long, SharedCacheMapView> maps = new HashMap<>();
        view.sharedCacheMaps().forEach(map -> maps.put(map.address(), map));
        maps.values().forEach(map -> map(map, vacbs, sink));
        long dirty = maps.values().stream().mapToLong(SharedCacheMapView::dirtyPages).sum();
        if (image.global("CcTotalDirtyPages") != dirty) {
            sink.violation(Violation.ofMachine(rule(), image.global("CcTotalDirtyPages")
                    + " dirty pages are counted in all, those of the files are " + dirty));
        }
        files(image, view.fileObjects(), maps.keySet(), sink);
        for (CacheView one : view.cacheViews()) {
            view(image, view, one, maps.get(one.sharedCacheMap()), sink);
        }
        unmapped(image, view, sink);
    }

    private void view(KernelImage image, MachineView view, CacheView one, SharedCacheMapView map,
            ViolationSink sink) {
        long place = one.fileOffset() / VIEW;
        if (map == null || place >= map.vacbs().size() || map.vacbs().get((int) place) != one.vacb()) {
            report(one.vacb(), name(one) + " is not the one that its shared cache map "
                    + Images.hex(one.sharedCacheMap()) + " names", sink);
        } else {
            pages(image, view, one, map, sink);
        }
    }

    private void map(SharedCacheMapView map, Map<Long, CacheView> vacbs, ViolationSink sink) {
        long dirty = 0;
        long active = 0;
        for (int i = 0; i < map.vacbs().size(); i++) {
            CacheView one = vacbs.get(map.vacbs().get(i));
            if (map.vacbs().get(i) != 0 && (one == null || one.sharedCacheMap() != map.address()
                    || one.fileOffset() != i * VIEW)) {
                report(map.address(), name(map) + " names VACB " + Images.hex(map.vacbs().get(i)) + " for offset "
                        + Images.hex(i * VIEW) + ", which maps something else", sink);
            } else if (one != null) {
                dirty += one.dirtyPages();
                active += one.activeCount();
            }
        }
        count(map, "dirty pages", map.dirtyPages(), dirty, sink);
        count(map, "active views", map.vacbActiveCount(), active, sink);
    }

    private void count(SharedCacheMapView map, String what, long told, long found, ViolationSink sink) {
        if (told != found) {
            report(map.address(), name(map) + " counts " + told + " " + what + ", there are " + found, sink);
        }
    }

    private void files(KernelImage image, List<FileObjectView> files, Set<Long> maps, ViolationSink sink) {
        for (FileObjectView file : files) {
            long pointers = image.field("FILE_OBJECT", "SectionObjectPointer", file.address());
            long map = image.field("SECTION_OBJECT_POINTERS", "SharedCacheMap", pointers);
            boolean uses = image.field("FILE_OBJECT", "PrivateCacheMap", file.address()) != 0;
            if (map != 0 && !maps.contains(map) || map == 0 && uses) {
                report(file.address(), "file object " + Images.hex(file.address()) + " (" + file.path()
                        + ") names shared cache map " + Images.hex(map) + ", which is none", sink);
            }
        }
    }

    private void pages(KernelImage image, MachineView view, CacheView one, SharedCacheMapView map,
            ViolationSink sink) {
        PageTables tables = tables(image);
        ControlAreaView area = view.controlAreas().stream().filter(a -> a.address() == map.controlArea()).findFirst()
                .orElse(null);
        tables.scan(one.base(), one.base() + VIEW - 1, (va, entry, raw, large) -> {
            long wanted = area == null ? 0
                    : prototype(area, (one.fileOffset() + va - one.base()) / PAGE, tables.format().bytes());
            if (prototype(tables, view.pfns(), image, raw) != wanted) {
                report(one.vacb(), name(one) + " has PTE " + Images.hex(raw) + " for " + Images.hex(va)
                        + ", whose prototype PTE is " + Images.hex(wanted), sink);
            }
        });
    }

    /** The prototype PTE of a page of a file, 0 behind its end. */
    private static long prototype(ControlAreaView area, long page, int bytes) {
        long first = 0;
        for (SubsectionView subsection : area.subsections()) {
            if (page < first + subsection.ptes()) {
                return subsection.basePte() + (page - first) * bytes;
            }
            first += subsection.ptes();
        }
        return 0;
    }

    /** The prototype PTE behind a PTE of a view. */
    private static long prototype(PageTables tables, PfnTable pfns, KernelImage image, long raw) {
        PteKind kind = tables.format().kind(raw);
        if (kind == PteKind.VALID) {
            int pfn = tables.format().frame(raw);
            return pfn < pfns.frames() && pfns.prototypePte(pfn) ? pfns.pteAddress(pfn) : -1;
        }
        return kind == PteKind.PROTOTYPE
                ? tables.format().prototypeAddress(raw, image.global("MmPagedPoolStart")) : -1;
    }

    private void unmapped(KernelImage image, MachineView view, ViolationSink sink) {
        Set<Long> mapped = view.cacheViews().stream().map(CacheView::base).collect(Collectors.toSet());
        long start = image.global("MmSystemCacheStart");
        long end = image.global("MmSystemCacheEnd");
        if (end - start >= LARGEST) {
            throw new DamagedImageException("system cache of more than 512 MB", image.symbol("MmSystemCacheEnd"));
        }
        tables(image).scan(start, end,
                (va, entry, raw, large) -> {
                    if (!mapped.contains(va / VIEW * VIEW)) {
                        report(va, "address " + Images.hex(va) + " of the cache has PTE " + Images.hex(raw)
                                + " and is in no view", sink);
                    }
                });
    }

    private static PageTables tables(KernelImage image) {
        return image.tables((long) image.machine().systemPageDirectory() * PAGE);
    }

    private void report(long address, String message, ViolationSink sink) {
        sink.violation(Violation.at(rule(), address, message));
    }

    private static String name(CacheView view) {
        return "VACB " + Images.hex(view.vacb()) + " (view at " + Images.hex(view.base()) + ")";
    }

    private static String name(SharedCacheMapView map) {
        return "shared cache map " + Images.hex(map.address());
    }
}
