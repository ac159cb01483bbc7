package org.mmscope.ui.editors.internal.section;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
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
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PrototypePteView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.PteView;
import org.mmscope.kernel.view.SectionView;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.kernel.view.SubsectionView;
import org.mmscope.kernel.view.VadView;
import org.mmscope.kernel.view.WorkingSetView;
import org.mmscope.machine.PagingMode;
import org.mmscope.machine.PhysicalReader;

/** A made-up machine: two processes map one file of some pages, page by page as a test asks. */
final class FakeMachine implements MachineView {

    static final long FILE = 0x81FC2028L;
    static final long AREA = 0x81F4E7A0L;
    static final long SECTION = 0xE1204F30L;
    static final long SEGMENT = 0xE1439430L;
    static final long PROTOTYPES = 0xE1439460L;
    static final long VIEW_A = 0x10000000L;
    static final long VIEW_B = 0x12340000L;

    private final int pages;
    private final List<ProcessView> processes = new ArrayList<>();
    private final Map<Integer, Integer> prototypeFrames = new HashMap<>();
    private final Map<Long, List<PteView>> ptes = new HashMap<>();
    private final Map<Integer, Long> shares = new HashMap<>();
    private boolean section;

    FakeMachine(int pages) {
        this.pages = pages;
    }

    FakeMachine withSection() {
        section = true;
        return this;
    }

    FakeMachine process(int pid, String name) {
        add(pid, name, List.of());
        return this;
    }

    FakeMachine process(int pid, String name, long start) {
        long end = start + pages * 4096L - 1;
        add(pid, name, List.of(new VadView(0x81E00000L + pid * 0x40L, start, end, VadView.Kind.MAPPED,
                "PAGE_READWRITE", 0, AREA, PROTOTYPES, PROTOTYPES + 4L * pages - 4, 0, 0, 0)));
        return this;
    }

    FakeMachine processWithViews(int pid, String name, int count) {
        List<VadView> vads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long start = 0x10000000L + i * 0x100000L;
            vads.add(new VadView(0x81E00000L + i * 0x40L, start, start + pages * 4096L - 1, VadView.Kind.MAPPED,
                    "PAGE_READWRITE", 0, AREA, PROTOTYPES, PROTOTYPES + 4L * pages - 4, 0, 0, 0));
        }
        add(pid, name, vads);
        return this;
    }

    private void add(int pid, String name, List<VadView> vads) {
        processes.add(new ProcessView(address(pid), pid, name, 0x39000, 0, new WorkingSetView(30, 50, 345, 31), 4, 1,
                0, 0, 0, vads));
        ptes.put(address(pid), new ArrayList<>());
    }

    static long address(int pid) {
        return 0x81D00000L + pid * 0x1000L;
    }

    FakeMachine touch(int pid, int page) {
        int pfn = prototypeFrames.computeIfAbsent(page, p -> 0x1E20 + p);
        return map(pid, page, pfn, 0x067);
    }

    FakeMachine copy(int pid, int page, int pfn) {
        return map(pid, page, pfn, 0x067);
    }

    private FakeMachine map(int pid, int page, int pfn, int flags) {
        ProcessView process = processes.stream().filter(p -> p.pid() == pid).findFirst().orElseThrow();
        long va = process.vads().getFirst().start() + page * 4096L;
        shares.merge(pfn, 1L, Long::sum);
        ptes.get(address(pid)).add(new PteView(0xC0000000L + (va >> 10), 0x40000, va, (long) pfn << 12 | flags,
                PteKind.VALID, pfn, 0));
        ptes.get(address(pid)).sort(java.util.Comparator.comparing(PteView::page));
        return this;
    }

    @Override
    public MachineDescription machine() {
        return new MachineDescription("xp", PagingMode.X86, 16384, 0, 0, 0, 0, Map.of());
    }

    @Override
    public PhysicalReader memory() {
        return new PhysicalReader() {
            @Override
            public long size() {
                return 64L << 20;
            }

            @Override
            public int frames() {
                return 16384;
            }

            @Override
            public int read8(long pa) {
                return (int) (pa & 0xFF);
            }

            @Override
            public int read16(long pa) {
                return 0;
            }

            @Override
            public int read32(long pa) {
                return 0;
            }

            @Override
            public long read64(long pa) {
                return 0;
            }

            @Override
            public void read(long pa, byte[] to, int offset, int length) {
                for (int i = 0; i < length; i++) {
                    to[offset + i] = (byte) read8(pa + i);
                }
            }
        };
    }

    @Override
    public List<ProcessView> processes() {
        return processes;
    }

    @Override
    public List<SectionView> sections() {
        return section ? List.of(new SectionView(SECTION, "shared", pages * 4096L, "PAGE_READWRITE", false, SEGMENT, 2))
                : List.of();
    }

    @Override
    public List<SegmentView> segments() {
        if (!section) {
            return List.of();
        }
        List<PrototypePteView> prototypes = new ArrayList<>();
        for (int i = 0; i < pages; i++) {
            Integer pfn = prototypeFrames.get(i);
            prototypes.add(new PrototypePteView(PROTOTYPES + 4L * i, pfn == null ? 0x81F4E4C4L : pfn << 12 | 0x121L,
                    pfn == null ? PteKind.SUBSECTION : PteKind.VALID, pfn == null ? -1 : pfn));
        }
        return List.of(new SegmentView(SEGMENT, AREA, pages, prototypes));
    }

    @Override
    public List<ControlAreaView> controlAreas() {
        long views = processes.stream().filter(p -> !p.vads().isEmpty()).count();
        return section ? List.of(new ControlAreaView(AREA, ControlAreaView.Kind.DATA, SEGMENT, FILE, views, views + 1,
                1, prototypeFrames.size(), List.of(new SubsectionView(AREA + 0x30, 0, 8L * pages, pages, 0, PROTOTYPES,
                        "PAGE_READWRITE"))))
                : List.of();
    }

    @Override
    public List<FileObjectView> fileObjects() {
        return List.of(new FileObjectView(FILE, "C:\\data.bin", pages * 4096L, section ? AREA : 0, 0, false));
    }

    @Override
    public List<PageFileView> pageFiles() {
        return List.of();
    }

    @Override
    public PageListCounts pageLists() {
        return new PageListCounts(0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public MemoryCounters counters() {
        return new MemoryCounters(0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public List<PteView> ptes(ProcessView process) {
        return ptes.get(process.address());
    }

    @Override
    public PfnTable pfns() {
        return new PfnTable() {
            @Override
            public int frames() {
                return 16384;
            }

            @Override
            public PageLocation location(int pfn) {
                return PageLocation.ACTIVE;
            }

            @Override
            public long pteAddress(int pfn) {
                return PROTOTYPES;
            }

            @Override
            public long shareCount(int pfn) {
                return shares.getOrDefault(pfn, 0L);
            }

            @Override
            public int referenceCount(int pfn) {
                return 1;
            }

            @Override
            public boolean modified(int pfn) {
                return pfn % 2 == 0;
            }

            @Override
            public boolean prototypePte(int pfn) {
                return prototypeFrames.containsValue(pfn);
            }

            @Override
            public long originalPte(int pfn) {
                return 0x81F4E4C4L;
            }

            @Override
            public int pteFrame(int pfn) {
                return 0x1000;
            }

            @Override
            public long u1(int pfn) {
                return 0;
            }

            @Override
            public BitSet rowsIn(BitSet changedFrames) {
                return changedFrames;
            }
        };
    }
}
