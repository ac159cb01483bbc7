package org.mmscope.ui.editors.internal.section;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.FileObjectView;
import org.mmscope.kernel.view.PrototypePteView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.SectionView;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.kernel.view.SubsectionView;
import org.mmscope.ui.Addresses;
import org.mmscope.ui.Sizes;
import org.mmscope.ui.graph.Box;
import org.mmscope.ui.graph.Link.Side;
import org.mmscope.ui.graph.Row;
import org.mmscope.ui.graph.Tone;

/** Makes the boxes of what processes share: file objects, section objects, control areas and segments. */
final class SharedBoxes {

    /** Rows that an array of entries gets at most. */
    static final int MOST_ROWS = 12;

    private final Parts parts;

    SharedBoxes(Parts parts) {
        this.parts = parts;
    }

    static String fileKey(long address) {
        return "file:" + Addresses.bits(address);
    }

    static String sectionKey(long address) {
        return "section:" + Addresses.bits(address);
    }

    static String controlAreaKey(long address) {
        return "ca:" + Addresses.bits(address);
    }

    static String segmentKey(long address) {
        return "segment:" + Addresses.bits(address);
    }

    Box file(FileObjectView file) {
        String key = parts.stands(fileKey(file.address()), Subject.of(Subject.Kind.FILE_OBJECT, file.address()));
        List<Row> rows = new ArrayList<>();
        rows.add(controlAreaRow(key + "/data", Messages.field_dataControlArea, file.dataControlArea(),
                Messages.link_dataControlArea));
        if (file.imageControlArea() != 0) {
            rows.add(controlAreaRow(key + "/image", Messages.field_imageControlArea, file.imageControlArea(),
                    Messages.link_imageControlArea));
        }
        return Box.of(key, Tone.GREY, Messages.box_file, file.path(), rows,
                SectionText.fill(Messages.tip_file, Addresses.virtual(file.address()), file.path(),
                        Sizes.bytes(file.sizeBytes()), SectionText.pointer(file.dataControlArea()),
                        SectionText.pointer(file.imageControlArea())));
    }

    private Row controlAreaRow(String key, String name, long controlArea, String tip) {
        parts.link(key, controlArea == 0 ? null : controlAreaKey(controlArea), Tone.GREY, Side.LEFT, tip);
        return Row.field(key, name, SectionText.pointer(controlArea), tip);
    }

    Box section(SectionView section) {
        String key = parts.stands(sectionKey(section.address()),
                Subject.of(Subject.Kind.SECTION, section.address()));
        String name = section.name() == null ? Messages.text_unnamed : section.name();
        parts.link(key + "/segment", section.segment() == 0 ? null : segmentKey(section.segment()), Tone.PURPLE,
                Side.RIGHT, Messages.link_segment);
        List<Row> rows = List.of(Row.field(key + "/segment", Messages.field_segment,
                SectionText.fill(Messages.text_segmentAndHandles, SectionText.pointer(section.segment()),
                        section.handles()),
                Messages.link_segment));
        return Box.of(key, Tone.PURPLE, Messages.box_section, name, rows,
                SectionText.fill(Messages.tip_section, Addresses.virtual(section.address()), name,
                        Sizes.bytes(section.sizeBytes()), section.protection(), section.handles(),
                        SectionText.pointer(section.segment())));
    }

    Box controlArea(ControlAreaView area) {
        String key = parts.stands(controlAreaKey(area.address()),
                Subject.of(Subject.Kind.CONTROL_AREA, area.address()));
        parts.link(key + "/file", area.fileObject() == 0 ? null : fileKey(area.fileObject()), Tone.GREEN, Side.LEFT,
                Messages.link_filePointer);
        parts.link(key + "/segment", segmentKey(area.segment()), Tone.GREEN, Side.LEFT, Messages.link_segment);
        List<Row> rows = new ArrayList<>();
        rows.add(Row.field(key + "/file", Messages.field_filePointer, SectionText.pointer(area.fileObject()),
                Messages.link_filePointer));
        rows.add(Row.field(key + "/references", Messages.field_references,
                SectionText.fill(Messages.text_references, area.mappedViews(), area.sectionReferences(),
                        area.userReferences(), area.pfnReferences()),
                Messages.tip_references));
        // Above the segment's pointer, so that the two arrows do not cross.
        area.subsections().forEach(subsection -> rows.add(subsection(area, subsection)));
        rows.add(Row.field(key + "/segment", Messages.field_segment, SectionText.pointer(area.segment()),
                Messages.link_segment));
        return Box.of(key, Tone.GREEN, Messages.box_controlArea, SectionText.kind(area.kind()), rows,
                SectionText.fill(Messages.tip_controlArea, Addresses.virtual(area.address()),
                        SectionText.kind(area.kind()), SectionText.pointer(area.segment()),
                        SectionText.pointer(area.fileObject()), area.mappedViews(), area.sectionReferences(),
                        area.userReferences(), area.pfnReferences()));
    }

    private Row subsection(ControlAreaView area, SubsectionView subsection) {
        String key = parts.stands("subsection:" + Addresses.bits(subsection.address()),
                Subject.of(Subject.Kind.SUBSECTION, subsection.address()));
        parts.link(key, subsection.basePte() == 0 ? null : parts.prototypeRow(subsection.basePte()), Tone.GREEN,
                Side.LEFT, Messages.link_basePte);
        long last = subsection.startingSector() + Math.max(subsection.fullSectors(), 1) - 1;
        return Row.field(key, Messages.field_subsection,
                area.kind() == ControlAreaView.Kind.PAGEFILE
                        ? SectionText.fill(Messages.text_subsectionPtes, subsection.ptes())
                        : SectionText.fill(Messages.text_subsection, subsection.startingSector(), last,
                                subsection.ptes()),
                SectionText.fill(Messages.tip_subsection, Addresses.virtual(subsection.address()),
                        subsection.startingSector(), subsection.fullSectors(), subsection.ptes(),
                        subsection.unusedPtes(), SectionText.pointer(subsection.basePte()), subsection.protection()));
    }

    /** The segment's box. Made before those that point at its rows. */
    Box segment(SegmentView segment) {
        String key = parts.stands(segmentKey(segment.address()),
                Subject.of(Subject.Kind.SEGMENT, segment.address()));
        parts.link(key + "/controlArea", controlAreaKey(segment.controlArea()), Tone.GREEN, Side.RIGHT,
                Messages.link_controlArea);
        List<Row> rows = new ArrayList<>();
        rows.add(Row.field(key + "/controlArea", Messages.field_controlArea,
                SectionText.pointer(segment.controlArea()), Messages.link_controlArea));
        rows.add(Row.caption(key + "/ptes", Messages.caption_prototypePtes));
        prototypes(segment, rows);
        return Box.of(key, Tone.GREEN, Messages.box_segment,
                SectionText.fill(Messages.text_subsectionPtes, Sizes.count(segment.totalPtes())), rows,
                SectionText.fill(Messages.tip_segment, Addresses.virtual(segment.address()),
                        SectionText.pointer(segment.controlArea()), segment.totalPtes()));
    }

    private void prototypes(SegmentView segment, List<Row> rows) {
        TreeMap<Long, PrototypePteView> byIndex = new TreeMap<>();
        for (PrototypePteView pte : segment.prototypePtes()) {
            byIndex.put((long) byIndex.size(), pte);
        }
        for (Runs.Run<PrototypePteView> run : Runs.fold(byIndex.size(), byIndex, MOST_ROWS,
                pte -> pte.kind() == PteKind.VALID ? null : pte.kind(), PrototypePteView::kind)) {
            rows.add(prototype(run));
        }
    }

    private Row prototype(Runs.Run<PrototypePteView> run) {
        PrototypePteView pte = run.sample();
        String key = "ppte:" + Addresses.bits(pte.address());
        parts.prototypeRow(pte.address(), run.count(), key);
        parts.stands(key, Subject.of(Subject.Kind.PROTOTYPE_PTE, pte.address()));
        String tip = SectionText.fill(Messages.tip_prototypePte, Addresses.virtual(pte.address()),
                Addresses.bits(pte.raw()), pte.kind().label(), PteBits.explained(pte.kind(), pte.raw()));
        String index = run.single() ? "[" + run.first() + "]"
                : "[" + run.first() + "-" + (run.first() + run.count() - 1) + "]";
        boolean dim = pte.kind() != PteKind.VALID;
        if (run.single()) {
            return Row.entry(key, dim, tip, index, Addresses.bits(pte.raw()), pte.kind().label(),
                    PteBits.flags(pte.kind(), pte.raw()));
        }
        return Row.entry(key, dim, tip, index, SectionText.fill(Messages.text_times, run.count()),
                run.mixed() ? "" : pte.kind().label(), "").asFolded();
    }
}
