package org.mmscope.ui.editors.internal.section;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.machine.PagingMode;
import org.mmscope.ui.graph.Link;
import org.mmscope.ui.graph.Tone;

/**
 * What the makers of boxes gather on the way: links, what each key stands for, and in which row a page table entry or a
 * frame is shown, so that links end at rows even when several entries share one.
 */
final class Parts {

    private static final int PAGE = 4096;

    private final MachineView view;
    private final List<Link> links = new ArrayList<>();
    private final Set<String> linkKeys = new HashSet<>();
    private final Map<String, Subject> subjects = new HashMap<>();
    private final NavigableMap<Long, PrototypeRun> prototypeRows = new TreeMap<>();
    private final Map<Integer, String> frameRows = new HashMap<>();

    private record PrototypeRun(long end, String row) {
    }

    Parts(MachineView view) {
        this.view = view;
    }

    MachineView view() {
        return view;
    }

    /** Bytes of a page table entry: 4, under PAE 8. */
    int pteSize() {
        return view.machine().paging() == PagingMode.PAE ? 8 : 4;
    }

    static int pageSize() {
        return PAGE;
    }

    /** Says what a key stands for, and gives the key back. */
    String stands(String key, Subject subject) {
        subjects.put(key, subject);
        return key;
    }

    /** Adds a link, unless one of the two ends is missing or the two are linked so already. */
    void link(String source, String target, Tone tone, Link.Side bend, String tooltip) {
        add(source, target, Link.of(key(source, target), source, target, tone, bend, tooltip));
    }

    /** Adds a link from an entry to the frame that it names, dashed unless the entry is valid. */
    void linkToFrame(String source, int pfn, PteKind kind, Tone tone) {
        String target = frameRow(pfn);
        Link link = Link.of(key(source, target), source, target, tone, Link.Side.RIGHT, Messages.link_frame);
        add(source, target, kind == PteKind.VALID ? link : link.asDashed());
    }

    private static String key(String source, String target) {
        return source + ">" + target;
    }

    private void add(String source, String target, Link link) {
        if (source != null && target != null && linkKeys.add(link.key())) {
            links.add(link);
        }
    }

    /** Says in which row prototype PTEs are shown. */
    void prototypeRow(long address, long count, String row) {
        prototypeRows.put(address, new PrototypeRun(address + count * pteSize(), row));
    }

    /** The row that shows a prototype PTE, or null. */
    String prototypeRow(long address) {
        Map.Entry<Long, PrototypeRun> run = prototypeRows.floorEntry(address);
        return run == null || address >= run.getValue().end() ? null : run.getValue().row();
    }

    void frameRow(int pfn, String row) {
        frameRows.put(pfn, row);
    }

    /** The row that shows a frame, or null. */
    String frameRow(int pfn) {
        return frameRows.get(pfn);
    }

    List<Link> links() {
        return links;
    }

    Map<String, Subject> subjects() {
        return subjects;
    }
}
