package org.mmscope.session.internal.inspect;

import java.util.HashMap;
import java.util.Map;

import org.mmscope.kernel.view.CacheView;
import org.mmscope.kernel.view.FileObjectView;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.SharedCacheMapView;
import org.mmscope.session.inspect.Answer;
import org.mmscope.session.inspect.Arguments;
import org.mmscope.session.inspect.Field;
import org.mmscope.session.inspect.Fields;
import org.mmscope.session.inspect.Inspection;
import org.mmscope.session.inspect.Inspector;
import org.mmscope.session.inspect.Table;
import org.mmscope.session.inspect.Value;

/** {@code !filecache}: the files that are cached and the views of them in the system cache. */
@Inspection(name = "filecache", debugger = true, needsMemory = true,
        help = "the files that are cached and their views in the system cache")
final class FileCacheInspector implements Inspector {

    @Override
    public Answer inspect(MachineView view, Arguments arguments) {
        return Answer.of(summary(view), files(view), views(view));
    }

    private static Fields summary(MachineView view) {
        KernelImage image = KernelImage.of(view);
        long valid = view.cacheViews().stream().mapToLong(CacheView::validPages).sum();
        return Fields.titled("File Cache Information")
                .line("Size of address space:", Value.pages(image.global("MmSizeOfSystemCacheInPages")))
                .line("Start:", Value.address(image.global("MmSystemCacheStart")))
                .line("VACBs:", Value.count(image.global("CcNumberVacbs")))
                .line(Field.of("Views mapped:", Value.count(view.cacheViews().size())),
                        Field.of("Pages in memory:", Value.count(valid)),
                        Field.of("Dirty pages:", Value.count(image.global("CcTotalDirtyPages"))))
                .build();
    }

    private static Table files(MachineView view) {
        Table.Builder table = Table.titled("Files").columns("SharedCacheMap", "ControlArea", "Size", "Open",
                "Views", "Dirty Pages", "Name");
        for (SharedCacheMapView map : view.sharedCacheMaps()) {
            table.row(Value.address(map.address()), Value.address(map.controlArea()), Value.hex(map.fileSize()),
                    Value.count(map.openCount()),
                    Value.count(map.vacbs().stream().filter(vacb -> vacb != 0).count()),
                    Value.count(map.dirtyPages()), Value.text(path(view, map)));
        }
        return table.build();
    }

    private static Table views(MachineView view) {
        Map<Long, String> paths = new HashMap<>();
        view.sharedCacheMaps().forEach(map -> paths.put(map.address(), path(view, map)));
        Table.Builder table = Table.titled("Views").columns("Vacb", "Base Address", "File Offset", "Active Count",
                "Valid Pages", "Dirty Pages", "Name");
        for (CacheView one : view.cacheViews()) {
            table.row(Value.address(one.vacb()), Value.address(one.base()), Value.hex(one.fileOffset()),
                    Value.count(one.activeCount()), Value.count(one.validPages()), Value.count(one.dirtyPages()),
                    Value.text(paths.getOrDefault(one.sharedCacheMap(), "")));
        }
        return table.build();
    }

    private static String path(MachineView view, SharedCacheMapView map) {
        return view.fileObjects().stream().filter(file -> file.address() == map.fileObject())
                .map(FileObjectView::path).findFirst().orElse("");
    }
}
