package org.mmscope.kernel.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Decodes section objects and segments. */
final class SectionDecoder {

    /** Behind the public part of SECTION_OBJECT: SizeOfSection, flags (MMSECTION_FLAGS), InitialPageProtection. */
    private static final int SIZE_OF_SECTION = 0x18;
    private static final int FLAGS = 0x20;
    private static final int PROTECTION = 0x24;

    private final KernelImage image;
    private final ObjectHeaders headers;

    SectionDecoder(KernelImage image) {
        this.image = image;
        this.headers = new ObjectHeaders(image);
    }

    /** The section objects at addresses, which are in order. */
    List<SectionView> sections(List<Long> addresses) {
        List<SectionView> sections = new ArrayList<>();
        for (long address : addresses) {
            sections.add(section(address));
        }
        return List.copyOf(sections);
    }

    private SectionView section(long address) {
        VirtualReader system = image.system();
        long flags = system.read32(address + FLAGS);
        boolean based = image.structure("MMSECTION_FLAGS").field("Based").in((int) flags) != 0;
        return new SectionView(address, headers.name(address), system.read64(address + SIZE_OF_SECTION),
                PageProtection.ofPage(system.read32(address + PROTECTION)), based,
                image.field("SECTION_OBJECT", "Segment", address), headers.handleCount(address));
    }

    /** The segments of control areas, by address. */
    List<SegmentView> segments(List<ControlAreaView> areas) {
        List<SegmentView> segments = new ArrayList<>();
        long budget = image.memory().size() / image.ptes().bytes();
        for (ControlAreaView area : areas) {
            if (area.segment() != 0) {
                SegmentView segment = segment(area, budget);
                budget -= segment.prototypePtes().size();
                segments.add(segment);
            }
        }
        segments.sort(Comparator.comparingLong(SegmentView::address));
        return List.copyOf(segments);
    }

    private SegmentView segment(ControlAreaView area, long budget) {
        long address = area.segment();
        return new SegmentView(address, image.field("SEGMENT", "ControlArea", address),
                image.field("SEGMENT", "TotalNumberOfPtes", address), prototypePtes(area, budget));
    }

    /** Those of the subsections that have them; all of a machine's fit into its memory. */
    private List<PrototypePteView> prototypePtes(ControlAreaView area, long budget) {
        List<SubsectionView> made = area.subsections().stream().filter(s -> s.basePte() != 0)
                .sorted(Comparator.comparingLong(SubsectionView::basePte)).toList();
        long[] bases = new long[made.size()];
        int[] ends = new int[made.size()];
        long count = 0;
        for (int i = 0; i < bases.length; i++) {
            bases[i] = made.get(i).basePte();
            count += made.get(i).ptes();
            if (count > budget) {
                throw new DamagedImageException("more prototype PTEs than memory", made.get(i).address());
            }
            ends[i] = (int) count;
        }
        return new PrototypePteList(image, bases, ends);
    }
}
