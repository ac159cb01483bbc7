package org.mmscope.session.internal.inspect;

import java.util.ArrayList;
import java.util.List;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.VadView;

/**
 * Finds every entry that names a frame. System space, which all processes share, is looked through once, as the System
 * process's; of other processes the user half and what is their own of the system half, their working-set lists.
 */
final class Mappings {

    private final MachineView view;
    private final int pfn;
    /** Address of the frame's prototype PTE; 0 if it has none. */
    private final long prototype;
    private final List<Mapping> found = new ArrayList<>();

    private Mappings(MachineView view, int pfn) {
        this.view = view;
        this.pfn = pfn;
        PfnTable pfns = view.pfns();
        prototype = pfns.prototypePte(pfn) ? pfns.pteAddress(pfn) : 0;
    }

    /** The entries, by process and address. */
    static List<Mapping> of(MachineView view, int pfn) {
        Mappings mappings = new Mappings(view, pfn);
        view.processes().forEach(process -> mappings.search(new AddressSpace(view, process)));
        return mappings.found;
    }

    private void search(AddressSpace space) {
        long systemStart = space.systemStart();
        scan(space, 0, systemStart - 1);
        if (space.process().directoryTableBase() == view.machine().systemPageDirectory() * AddressSpace.PAGE) {
            long window = AddressSpace.TABLES + (1L << 20) * space.format().bytes();
            scan(space, systemStart, AddressSpace.TABLES - 1);
            directories(space, systemStart, AddressSpace.LAST);
            scan(space, window, AddressSpace.LAST);
        } else {
            long span = space.tables().directorySpan();
            long own = new WorkingSetEntries(space).address() / span * span;
            directories(space, 0, systemStart - 1);
            directories(space, own, own + span - 1);
            scan(space, own, own + span - 1);
        }
    }

    private void scan(AddressSpace space, long first, long last) {
        space.tables().scan(first, last, (va, at, raw, large) -> {
            PteKind kind = space.format().kind(raw);
            int frame = space.format().frame(raw, kind);
            long pages = large ? space.tables().directorySpan() / AddressSpace.PAGE : 1;
            if (frame >= 0 && frame <= pfn && pfn < frame + pages) {
                Mapping.How how = large ? Mapping.How.LARGE
                        : kind == PteKind.VALID ? Mapping.How.VALID : Mapping.How.TRANSITION;
                add(space, va + (pfn - frame) * AddressSpace.PAGE, how);
            } else if (kind == PteKind.PROTOTYPE && prototype != 0 && target(space, va, raw) == prototype) {
                add(space, va, Mapping.How.PROTOTYPE);
            }
        });
    }

    private static long target(AddressSpace space, long va, long raw) {
        if (!space.format().lookedUpInVad(raw)) {
            return EntryFields.address(space, raw);
        }
        VadView vad = space.vad(va);
        return vad == null || vad.controlArea() == 0 ? 0 : space.prototype(vad, va);
    }

    private void directories(AddressSpace space, long first, long last) {
        long span = space.tables().directorySpan();
        for (long va = first; va <= last; va += span) {
            Entry entry = space.directory(va);
            if (entry != null && entry.pfn() == pfn && !entry.large()) {
                boolean window = va >= AddressSpace.TABLES
                        && va < AddressSpace.TABLES + (1L << 20) * space.format().bytes();
                found.add(new Mapping(space.process(), va, entry.address(),
                        window ? Mapping.How.DIRECTORY : Mapping.How.PAGE_TABLE));
            }
        }
    }

    private void add(AddressSpace space, long va, Mapping.How how) {
        ProcessView process = space.process();
        long entry = how == Mapping.How.LARGE ? space.window(space.window(va)) : space.window(va);
        found.add(new Mapping(process, va, entry, how));
    }
}
