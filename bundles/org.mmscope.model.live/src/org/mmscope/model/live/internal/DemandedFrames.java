package org.mmscope.model.live.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.mmscope.kernel.view.PfnTable;
import org.mmscope.model.Machine;
import org.mmscope.model.PageTableEntry;
import org.mmscope.model.PfnEntry;
import org.mmscope.model.PrototypePte;
import org.mmscope.model.Pte;
import org.mmscope.model.demand.DemandFactory;
import org.mmscope.model.demand.Frames;

/** The frames of the view that the tree was last made equal to. */
final class DemandedFrames implements Frames {

    private final DemandFactory factory = new DemandFactory(this);
    private final PfnEntries entries;
    private final Machine machine = factory.createMachine();
    private PfnTable table;
    private Map<Integer, List<PageTableEntry>> naming;

    DemandedFrames(ChangeLog log) {
        entries = new PfnEntries(log);
    }

    Machine machine() {
        return machine;
    }

    DemandFactory factory() {
        return factory;
    }

    /** Takes the frames of another view; the entries that somebody holds are brought up to date. */
    void take(PfnTable newTable) {
        table = newTable;
        entriesChanged();
        entries.update(newTable);
    }

    /** To be told when page table entries of the tree have come, gone or changed. */
    void entriesChanged() {
        naming = null;
    }

    /** How many PFN entries there are. */
    int made() {
        return entries.size();
    }

    @Override
    public int count() {
        return table == null ? 0 : table.frames();
    }

    @Override
    public PfnEntry entry(int pfn) {
        return entries.of(pfn, table, factory, machine);
    }

    @Override
    public List<PageTableEntry> naming(int pfn) {
        if (naming == null) {
            naming = new HashMap<>();
            machine.getProcesses().forEach(process -> process.getPtes().forEach(this::index));
            machine.getSegments().forEach(segment -> segment.getPrototypePtes().forEach(this::index));
        }
        return naming.getOrDefault(pfn, List.of());
    }

    private void index(PageTableEntry entry) {
        if (entry.getPfn() >= 0) {
            naming.computeIfAbsent(entry.getPfn(), pfn -> new ArrayList<>()).add(entry);
        }
    }

    @Override
    public boolean holds(PageTableEntry entry) {
        return switch (entry) {
            case Pte pte -> pte.getProcess() != null && pte.getProcess().getMachine() == machine;
            case PrototypePte pte -> pte.getSegment() != null && pte.getSegment().getMachine() == machine;
            default -> false;
        };
    }
}
