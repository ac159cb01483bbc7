package org.mmscope.session.export;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.FileObjectView;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PrototypePteView;
import org.mmscope.kernel.view.PteDecoder;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.PteView;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.kernel.view.SubsectionView;
import org.mmscope.kernel.view.VadView;

/**
 * The ids of the objects in an XMI document. A reference to what the document does not hold has no id: it is null and
 * is not written. Of the dense things it remembers where they begin and end, not each of them.
 */
final class XmiIds {

    private static final int PAGE_SHIFT = 12;
    private static final int OFFSET = 0xFFF;
    private static final int LARGE_PAGE = 1 << 7;

    private final MachineView view;
    private final PfnTable pfns;
    private final PteDecoder format;
    private final Set<Long> structures = new HashSet<>();
    private final TreeMap<Long, Long> prototypes = new TreeMap<>();
    private final TreeMap<Long, Map.Entry<Long, Long>> subsections = new TreeMap<>();
    private final BitSet tables = new BitSet();

    XmiIds(MachineView view) {
        this.view = view;
        pfns = view.pfns();
        format = PteDecoder.of(view.machine().paging());
        view.processes().forEach(this::add);
        view.segments().forEach(this::add);
        view.controlAreas().forEach(this::add);
        view.fileObjects().stream().map(FileObjectView::address).forEach(structures::add);
    }

    private void add(ProcessView process) {
        process.vads().stream().map(VadView::address).forEach(structures::add);
    }

    private void add(ControlAreaView area) {
        structures.add(area.address());
        for (SubsectionView part : area.subsections()) {
            if (part.basePte() != 0 && part.ptes() > 0) {
                subsections.put(part.basePte(),
                        Map.entry(part.basePte() + part.ptes() * format.bytes(), part.address()));
            }
        }
    }

    private void add(SegmentView segment) {
        structures.add(segment.address());
        List<PrototypePteView> made = segment.prototypePtes();
        for (int i = 0; i < made.size(); i++) {
            long start = made.get(i).address();
            long end = start + format.bytes();
            while (i + 1 < made.size() && made.get(i + 1).address() == end) {
                end += format.bytes();
                i++;
            }
            prototypes.put(start, end);
        }
    }

    /** The id of a VAD, segment, control area or file object. */
    String structure(long address) {
        return address != 0 && structures.contains(address) ? own("k", address) : null;
    }

    /** The id of the prototype PTE at an address. */
    String prototype(long address) {
        Map.Entry<Long, Long> run = prototypes.floorEntry(address);
        return run != null && address < run.getValue() && (address - run.getKey()) % format.bytes() == 0
                ? own("prototype", address) : null;
    }

    /** The id of the subsection whose array holds the prototype PTE at an address. */
    String subsectionOf(long prototype) {
        Map.Entry<Long, Map.Entry<Long, Long>> part = subsections.floorEntry(prototype);
        return part != null && prototype < part.getValue().getKey() ? own("subsection", part.getValue().getValue())
                : null;
    }

    /** The id of the PFN entry of a frame. */
    String frame(int pfn) {
        return listed(pfn) ? own("frame", pfn) : null;
    }

    /** Whether the document has a frame's PFN entry: that of each page that is not zeroed, free or bad. */
    boolean listed(int pfn) {
        if (pfn < 0 || pfn >= pfns.frames()) {
            return false;
        }
        PageLocation location = pfns.location(pfn);
        return location != PageLocation.ZEROED && location != PageLocation.FREE && location != PageLocation.BAD;
    }

    /** The id of a PTE, which the document has from now on. */
    String pte(PteView pte) {
        if (pte.kind() != PteKind.VALID || (pte.raw() & LARGE_PAGE) == 0) {
            tables.set((int) (pte.physicalAddress() >>> PAGE_SHIFT));
        }
        return own("pte", pte.physicalAddress());
    }

    /** The id of the PTE or prototype PTE that a frame's entry names, if it names the frame; all PTEs are written. */
    String entryOf(int pfn) {
        if (pfns.prototypePte(pfn)) {
            return prototype(pfns.pteAddress(pfn));
        }
        int table = pfns.pteFrame(pfn);
        if (table < 0 || !tables.get(table)) {
            return null;
        }
        long physical = ((long) table << PAGE_SHIFT) + (pfns.pteAddress(pfn) & OFFSET & -format.bytes());
        long raw = format.bytes() == 8 ? view.memory().read64(physical)
                : Integer.toUnsignedLong(view.memory().read32(physical));
        return raw != 0 && format.frame(raw, format.kind(raw)) == pfn ? own("pte", physical) : null;
    }

    /** An id of a kind. */
    static String own(String kind, long number) {
        return kind + '-' + Long.toHexString(number);
    }
}
