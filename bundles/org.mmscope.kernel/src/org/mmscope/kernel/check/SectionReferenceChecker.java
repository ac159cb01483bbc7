package org.mmscope.kernel.check;

import java.util.HashMap;
import java.util.Map;

import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.FileObjectView;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.SectionView;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.kernel.view.VadView;

/**
 * Section objects, segments, control areas and file objects name each other both ways, and a control area's counts are
 * the views mapped, the section objects and, for a file, the pages in memory.
 */
final class SectionReferenceChecker implements Checker {
    private static final long PROTOTYPE = 1 << 10;


    @Override
    public String rule() {
        return "7 section-references";
    }

    @Override
    public void check(MachineView view, ViolationSink sink) {
        Map<Long, ControlAreaView> areas = new HashMap<>();
        view.controlAreas().forEach(area -> areas.put(area.address(), area));
        Map<Long, SegmentView> segments = new HashMap<>();
        view.segments().forEach(segment -> segments.put(segment.address(), segment));
        for (SegmentView segment : view.segments()) {
            segment(areas.get(segment.controlArea()), segment, sink);
        }
        for (SectionView section : view.sections()) {
            if (!segments.containsKey(section.segment())) {
                report(section.address(), "section " + Images.hex(section.address()) + " names segment "
                        + Images.hex(section.segment()) + ", which is none", sink);
            }
        }
        for (FileObjectView file : view.fileObjects()) {
            pointer(areas, file, file.dataControlArea(), ControlAreaView.Kind.DATA, sink);
            pointer(areas, file, file.imageControlArea(), ControlAreaView.Kind.IMAGE, sink);
        }
        for (ControlAreaView area : view.controlAreas()) {
            counts(view, area, segments.get(area.segment()), sink);
        }
    }

    private void segment(ControlAreaView area, SegmentView segment, ViolationSink sink) {
        if (area == null || area.segment() != segment.address()) {
            report(segment.address(), "segment " + Images.hex(segment.address()) + " names control area "
                    + Images.hex(segment.controlArea()) + ", which does not name it", sink);
        }
    }

    private void pointer(Map<Long, ControlAreaView> areas, FileObjectView file, long address,
            ControlAreaView.Kind kind, ViolationSink sink) {
        ControlAreaView area = areas.get(address);
        if (address != 0 && (area == null || area.kind() != kind)) {
            report(file.address(), "file object " + Images.hex(file.address()) + " (" + file.path() + ") names "
                    + Images.hex(address) + ", which is no control area of kind " + kind, sink);
        }
    }

    private void counts(MachineView view, ControlAreaView area, SegmentView segment, ViolationSink sink) {
        if (segment == null) {
            report(area.address(), name(area) + " names segment " + Images.hex(area.segment()) + ", which is none",
                    sink);
            return;
        }
        long sections = view.sections().stream().filter(s -> s.segment() == area.segment()).count();
        count(area, "section references", area.sectionReferences(), sections, sink);
        count(area, "PFN references", area.pfnReferences(), filePages(view, area, segment), sink);
        if (Images.present(view)) {
            count(area, "mapped views", area.mappedViews(), views(view, area), sink);
            count(area, "views in the system cache", Images.of(view).field("CONTROL_AREA",
                    "NumberOfSystemCacheViews", area.address()), cacheViews(view, area), sink);
        } else if (area.mappedViews() < views(view, area)) {
            report(area.address(), name(area) + " counts " + area.mappedViews() + " mapped views, processes alone have "
                    + views(view, area), sink);
        }
    }

    /** Pages backed by the page file are not counted; an image has some, too. */
    private static long filePages(MachineView view, ControlAreaView area, SegmentView segment) {
        return area.kind() == ControlAreaView.Kind.PAGEFILE ? 0
                : segment.prototypePtes().stream().filter(
                        pte -> pte.pfn() >= 0 && (view.pfns().originalPte(pte.pfn()) & PROTOTYPE) != 0).count();
    }

    private static long views(MachineView view, ControlAreaView area) {
        long views = 0;
        for (ProcessView process : view.processes()) {
            for (VadView vad : process.vads()) {
                views += vad.controlArea() == area.address() ? 1 : 0;
            }
        }
        return views + cacheViews(view, area);
    }

    private static long cacheViews(MachineView view, ControlAreaView area) {
        return view.sharedCacheMaps().stream().filter(map -> map.controlArea() == area.address())
                .flatMap(map -> map.vacbs().stream()).filter(vacb -> vacb != 0).count();
    }

    private void count(ControlAreaView area, String what, long told, long found, ViolationSink sink) {
        if (told != found) {
            report(area.address(), name(area) + " counts " + told + " " + what + ", there are " + found, sink);
        }
    }

    private void report(long address, String message, ViolationSink sink) {
        sink.violation(Violation.at(rule(), address, message));
    }

    private static String name(ControlAreaView area) {
        return "control area " + Images.hex(area.address());
    }
}
