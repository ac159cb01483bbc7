package org.mmscope.ui.editors.internal.section;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.FileObjectView;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PrototypePteView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.PteView;
import org.mmscope.kernel.view.SectionView;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.kernel.view.VadView;
import org.mmscope.ui.graph.Box;
import org.mmscope.ui.graph.Diagram;
import org.mmscope.ui.graph.Link;
import org.mmscope.ui.graph.Row;
import org.mmscope.ui.graph.Tone;

/**
 * Derives the section graph of a moment: which boxes, rows and links there are. Touches no widget and no figure; any
 * thread. Not more than twelve control areas with six files and sections each, eight processes, and thirty-two views in
 * all are shown, those with views first, so that no diagram has more than some two thousand parts.
 */
public final class SectionGraphBuilder {

    private static final int MOST_GROUPS = 12;
    private static final int MOST_PROCESSES = 8;
    private static final int MOST_HOLDERS = 6;
    private static final int MOST_VIEWS = 32;
    private static final Tone[] PROCESS_TONES = { Tone.BLUE, Tone.VERMILION, Tone.ORANGE, Tone.SKY };

    private final MachineView view;
    private final Parts parts;
    private final List<Box> boxes = new ArrayList<>();
    private final List<SectionGraph.Group> groups = new ArrayList<>();
    private final List<SectionGraph.Lane> lanes = new ArrayList<>();
    private final Map<Long, Integer> groupOfControlArea = new HashMap<>();
    private final Map<Long, SegmentView> segments = new HashMap<>();
    private final Map<Long, List<PteView>> ptes = new LinkedHashMap<>();

    private SectionGraphBuilder(MachineView view) {
        this.view = view;
        this.parts = new Parts(view);
        view.segments().forEach(segment -> segments.put(segment.address(), segment));
    }

    /** The section graph of a moment. */
    public static SectionGraph of(MachineView view) {
        return new SectionGraphBuilder(view).build();
    }

    private SectionGraph build() {
        List<ControlAreaView> areas = shownAreas();
        for (int i = 0; i < areas.size(); i++) {
            groupOfControlArea.put(areas.get(i).address(), i);
        }
        List<ProcessView> processes = shownProcesses();
        processes.stream().filter(process -> !views(process).isEmpty())
                .forEach(process -> ptes.put(process.address(), view.ptes(process)));
        Set<Long> filesLeft = new LinkedHashSet<>();
        view.fileObjects().forEach(file -> filesLeft.add(file.address()));
        areas.forEach(area -> group(area, filesLeft));
        filesOfNoGroup(filesLeft);
        for (int i = 0; i < processes.size(); i++) {
            lane(processes.get(i), PROCESS_TONES[i % PROCESS_TONES.length], MOST_VIEWS / processes.size());
        }
        if (groups.isEmpty()) {
            boxes.add(Box.of("nothing", Tone.GREY, Messages.box_nothing, "",
                    List.of(Row.entry("nothing/detail", true, null, Messages.box_nothingDetail)), null));
            groups.add(new SectionGraph.Group(List.of("nothing"), List.of(), null, null, null));
        }
        return new SectionGraph(new Diagram(boxes, linksBetween(boxes)), groups, lanes, parts.subjects());
    }

    /** Links to what is left out are left out. */
    private List<Link> linksBetween(List<Box> shown) {
        Set<String> keys = new HashSet<>();
        shown.forEach(box -> collect(box, keys));
        return parts.links().stream().filter(link -> keys.contains(link.source()) && keys.contains(link.target()))
                .toList();
    }

    private static void collect(Box box, Set<String> keys) {
        keys.add(box.key());
        box.rows().forEach(row -> keys.add(row.key()));
        box.children().forEach(child -> collect(child, keys));
    }

    private List<ControlAreaView> shownAreas() {
        Set<Long> referred = new HashSet<>();
        view.sections().forEach(section -> {
            SegmentView segment = segments.get(section.segment());
            referred.add(segment == null ? 0L : (Long) segment.controlArea());
        });
        view.processes().forEach(process -> process.vads().forEach(vad -> referred.add(vad.controlArea())));
        return view.controlAreas().stream().filter(area -> referred.contains(area.address()))
                .sorted(Comparator.comparing((ControlAreaView area) -> area.mappedViews() == 0))
                .limit(MOST_GROUPS).sorted(Comparator.comparing(ControlAreaView::address)).toList();
    }

    /** The processes of the scenario; one of the system only when it has a view. */
    private List<ProcessView> shownProcesses() {
        return view.processes().stream()
                .filter(process -> process.pid() > 4 && !process.name().equals("System") || !views(process).isEmpty())
                .sorted(Comparator.comparing((ProcessView process) -> views(process).isEmpty()))
                .limit(MOST_PROCESSES).sorted(Comparator.comparing(ProcessView::pid)).toList();
    }

    private List<VadView> views(ProcessView process) {
        return process.vads().stream().filter(vad -> groupOfControlArea.containsKey(vad.controlArea())).toList();
    }

    private void group(ControlAreaView area, Set<Long> filesLeft) {
        SharedBoxes shared = new SharedBoxes(parts);
        SegmentView segment = segments.get(area.segment());
        List<String> files = new ArrayList<>();
        List<String> sections = new ArrayList<>();
        for (FileObjectView file : view.fileObjects()) {
            boolean its = file.dataControlArea() == area.address() || file.imageControlArea() == area.address()
                    || file.address() == area.fileObject();
            if (its && filesLeft.remove(file.address()) && files.size() < MOST_HOLDERS) {
                boxes.add(shared.file(file));
                files.add(SharedBoxes.fileKey(file.address()));
            }
        }
        for (SectionView section : view.sections()) {
            if (section.segment() == area.segment() && sections.size() < MOST_HOLDERS) {
                boxes.add(shared.section(section));
                sections.add(SharedBoxes.sectionKey(section.address()));
            }
        }
        Box frames = null;
        if (segment != null) {
            boxes.add(shared.segment(segment));
            frames = new FrameBoxes(parts).frames(segment, frames(area, segment));
            boxes.add(frames);
        }
        boxes.add(shared.controlArea(area));
        groups.add(new SectionGraph.Group(files, sections, SharedBoxes.controlAreaKey(area.address()),
                segment == null ? null : SharedBoxes.segmentKey(segment.address()),
                frames == null ? null : frames.key()));
    }

    private Collection<Integer> frames(ControlAreaView area, SegmentView segment) {
        Set<Integer> frames = new LinkedHashSet<>();
        segment.prototypePtes().stream().map(PrototypePteView::pfn).filter(pfn -> pfn >= 0).forEach(frames::add);
        for (ProcessView process : view.processes()) {
            List<PteView> entries = ptes.getOrDefault(process.address(), List.of());
            process.vads().stream().filter(vad -> vad.controlArea() == area.address())
                    .forEach(vad -> entries.stream()
                            .filter(pte -> pte.page() >= vad.start() && pte.page() <= vad.end())
                            .filter(pte -> pte.pfn() >= 0 && pte.kind() != PteKind.PROTOTYPE)
                            .forEach(pte -> frames.add(pte.pfn())));
        }
        return frames;
    }

    private void filesOfNoGroup(Set<Long> filesLeft) {
        SharedBoxes shared = new SharedBoxes(parts);
        List<String> keys = new ArrayList<>();
        for (FileObjectView file : view.fileObjects()) {
            if (filesLeft.contains(file.address()) && keys.size() < MOST_GROUPS) {
                boxes.add(shared.file(file));
                keys.add(SharedBoxes.fileKey(file.address()));
            }
        }
        if (!keys.isEmpty()) {
            groups.add(new SectionGraph.Group(keys, List.of(), null, null, null));
        }
    }

    private void lane(ProcessView process, Tone tone, int most) {
        List<VadView> all = views(process);
        List<VadView> views = all.subList(0, Math.min(most, all.size()));
        boxes.add(new ProcessBoxes(parts, process, tone, ptes.getOrDefault(process.address(), List.of()))
                .process(views, all.size() - views.size()));
        lanes.add(new SectionGraph.Lane(ProcessBoxes.key(process), views.stream().map(vad -> new SectionGraph.View(
                ProcessBoxes.key(process, vad), groupOfControlArea.get(vad.controlArea()))).toList()));
    }
}
