package org.mmscope.session.snapshot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.FileObjectView;
import org.mmscope.kernel.view.MachineDescription;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.MemoryCounters;
import org.mmscope.kernel.view.PageFileView;
import org.mmscope.kernel.view.PageListCounts;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PrototypePteView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.SectionView;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.kernel.view.SubsectionView;
import org.mmscope.kernel.view.VadView;
import org.mmscope.kernel.view.WorkingSetView;
import org.mmscope.machine.PagingMode;

/** A small machine made by hand: one process that maps two pages of a file, of which one is in memory. */
final class SampleViews {

    static final long SEGMENT = 0xE1001000L;
    static final long CONTROL_AREA = 0x81A00100L;
    static final long PROTOTYPE_PTES = 0xE1001038L;
    static final long FILE = 0x81A00200L;
    static final long VAD = 0x81A00300L;

    private SampleViews() {
    }

    static MachineView view() {
        return view(PrototypePte.VALID);
    }

    /** What the first prototype PTE of the sample is. */
    enum PrototypePte {
        VALID, OF_ANOTHER_FRAME
    }

    static MachineView view(PrototypePte first) {
        ListedPfnTable pfns = new ListedPfnTable();
        pfns.add(5, PageLocation.ACTIVE, true, false, new long[] {0xC0300000L, 3, 1, 0x80, 5});
        pfns.add(7, PageLocation.ACTIVE, false, true, new long[] {PROTOTYPE_PTES, 1, 1, 0x8AB2_C480L, 9});
        pfns.add(9, PageLocation.ACTIVE, true, false, new long[] {0xC0384004L, 2, 1, 0x80, 5});
        return new JsonMachineView(machine(), List.of(process()), List.of(section()), List.of(segment(first)),
                List.of(controlArea()), List.of(file()), List.of(new PageFileView("C:\\pagefile.sys", 100, 0, 0)),
                new PageListCounts(3, 10, 0, 0, 0, 0, 3, 0), new MemoryCounters(13, 20, 100, 25, 1, 2, 0),
                pfns.of(16));
    }

    static MachineDescription machine() {
        Map<String, Long> symbols = new LinkedHashMap<>();
        symbols.put("PsActiveProcessHead", 0x804D8000L);
        symbols.put("MmProtectToValue", 0x804D8020L);
        return new MachineDescription("xp", PagingMode.X86, 16, 1234, 0x81000000L, 5, 0x804D7000L, symbols);
    }

    private static ProcessView process() {
        VadView vad = new VadView(VAD, 0x10000000L, 0x10001FFFL, VadView.Kind.MAPPED, "PAGE_READWRITE", 0,
                CONTROL_AREA, PROTOTYPE_PTES, 0, 0, 0, 0);
        return new ProcessView(0, 4, "System", 5 * 4096, VAD, new WorkingSetView(1, 50, 345, 1), 7, 2, 0, 3, 8192,
                List.of(vad));
    }

    private static SectionView section() {
        return new SectionView(0x81A00400L, "sh\u00e4red \"1\"", 8192, "PAGE_READWRITE", false, SEGMENT, 1);
    }

    private static SegmentView segment(PrototypePte first) {
        int pfn = first == PrototypePte.VALID ? 7 : 5;
        return new SegmentView(SEGMENT, CONTROL_AREA, 2, List.of(
                new PrototypePteView(PROTOTYPE_PTES, (long) pfn << 12 | 0x821, PteKind.VALID, pfn),
                new PrototypePteView(PROTOTYPE_PTES + 4, 0x8AB2_C480L, PteKind.SUBSECTION, -1)));
    }

    private static ControlAreaView controlArea() {
        SubsectionView subsection = new SubsectionView(CONTROL_AREA + 0x30, 0, 16, 2, 0, PROTOTYPE_PTES,
                "PAGE_READWRITE");
        return new ControlAreaView(CONTROL_AREA, ControlAreaView.Kind.DATA, SEGMENT, FILE, 1, 2, 1, 1,
                List.of(subsection));
    }

    private static FileObjectView file() {
        return new FileObjectView(FILE, "C:\\data.bin", 8000, CONTROL_AREA, 0, false);
    }
}
