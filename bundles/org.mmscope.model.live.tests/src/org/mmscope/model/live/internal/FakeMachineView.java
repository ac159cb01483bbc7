package org.mmscope.model.live.internal;

import java.util.BitSet;
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
import org.mmscope.kernel.view.PteView;
import org.mmscope.kernel.view.SectionView;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.machine.PagingMode;
import org.mmscope.machine.PhysicalReader;

/** A view of a machine that is not there. Everything that is once a machine depends on the seed alone. */
record FakeMachineView(int seed, List<ProcessView> processes, List<SectionView> sections, List<SegmentView> segments,
        List<ControlAreaView> controlAreas, List<FileObjectView> fileObjects, Map<Integer, List<PteView>> ptesByPid)
        implements MachineView {

    static final int FRAMES = 64;

    @Override
    public MachineDescription machine() {
        return new MachineDescription("xp", PagingMode.X86, FRAMES, seed, 0x81000000L, 57, 0x804D0000L, Map.of());
    }

    @Override
    public PhysicalReader memory() {
        throw new UnsupportedOperationException("the model does not read memory");
    }

    @Override
    public List<PageFileView> pageFiles() {
        return List.of(new PageFileView("C:\\pagefile.sys", 100, seed, seed), new PageFileView("D:\\p.sys", 9, 1, 1))
                .subList(0, seed % 3);
    }

    @Override
    public PageListCounts pageLists() {
        return new PageListCounts(seed, 1, 2, 3, 4, 5, 6, 7);
    }

    @Override
    public MemoryCounters counters() {
        return new MemoryCounters(seed, 1, 2, 3, 4, 5, 6);
    }

    @Override
    public List<PteView> ptes(ProcessView process) {
        return ptesByPid.get(process.pid());
    }

    @Override
    public PfnTable pfns() {
        return new FakePfns(seed);
    }

    private record FakePfns(int seed) implements PfnTable {
        @Override
        public int frames() {
            return FRAMES;
        }

        @Override
        public PageLocation location(int pfn) {
            return PageLocation.values()[(pfn + seed) % 8];
        }

        @Override
        public long pteAddress(int pfn) {
            return 0xC0000000L + pfn * 4L;
        }

        @Override
        public long shareCount(int pfn) {
            return seed;
        }

        @Override
        public int referenceCount(int pfn) {
            return 1;
        }

        @Override
        public boolean modified(int pfn) {
            return seed % 2 == 0;
        }

        @Override
        public boolean prototypePte(int pfn) {
            return false;
        }

        @Override
        public long originalPte(int pfn) {
            return 0x80;
        }

        @Override
        public int pteFrame(int pfn) {
            return 3;
        }

        @Override
        public long u1(int pfn) {
            return 0;
        }

        @Override
        public BitSet rowsIn(BitSet changedFrames) {
            return changedFrames;
        }
    }
}
