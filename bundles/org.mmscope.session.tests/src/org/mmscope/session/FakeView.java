package org.mmscope.session;

import java.util.List;
import java.util.Map;

import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.FileObjectView;
import org.mmscope.kernel.view.MachineDescription;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.MemoryCounters;
import org.mmscope.kernel.view.PageFileView;
import org.mmscope.kernel.view.PageListCounts;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PteView;
import org.mmscope.kernel.view.SectionView;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.machine.PagingMode;
import org.mmscope.machine.PhysicalReader;

/** A machine of which nothing but the memory can be read. */
record FakeView(PhysicalReader memory) implements MachineView {

    @Override
    public MachineDescription machine() {
        return new MachineDescription("xp", PagingMode.X86, memory.frames(), 0, 0, 0, 0, Map.of());
    }

    @Override
    public List<ProcessView> processes() {
        return List.of();
    }

    @Override
    public List<SectionView> sections() {
        return List.of();
    }

    @Override
    public List<SegmentView> segments() {
        return List.of();
    }

    @Override
    public List<ControlAreaView> controlAreas() {
        return List.of();
    }

    @Override
    public List<FileObjectView> fileObjects() {
        return List.of();
    }

    @Override
    public List<PageFileView> pageFiles() {
        return List.of();
    }

    @Override
    public PageListCounts pageLists() {
        throw new UnsupportedOperationException();
    }

    @Override
    public MemoryCounters counters() {
        throw new UnsupportedOperationException();
    }

    @Override
    public PfnTable pfns() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<PteView> ptes(ProcessView process) {
        return List.of();
    }
}
