package org.mmscope.session.snapshot;

import java.util.List;

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
import org.mmscope.machine.PhysicalReader;

/** What a JSON snapshot tells. */
record JsonMachineView(MachineDescription machine, List<ProcessView> processes, List<SectionView> sections,
        List<SegmentView> segments, List<ControlAreaView> controlAreas, List<FileObjectView> fileObjects,
        List<PageFileView> pageFiles, PageListCounts pageLists, MemoryCounters counters, PfnTable pfns)
        implements MachineView {

    @Override
    public PhysicalReader memory() {
        return NoMemory.INSTANCE;
    }

    @Override
    public List<PteView> ptes(ProcessView process) {
        return List.of();
    }
}
