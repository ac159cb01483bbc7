package org.mmscope.session.internal.inspect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.mmscope.kernel.view.VirtualReader;
import org.mmscope.kernel.view.WorkingSetEntryView;

/** The working-set list of a process: its MMWSL and the MMWSLEs behind it. */
final class WorkingSetEntries {

    private final AddressSpace space;
    private final VirtualReader reader;
    private final long address;

    WorkingSetEntries(AddressSpace space) {
        this.space = space;
        reader = space.image().space(space.process().directoryTableBase());
        address = space.image().field("EPROCESS", "Vm.VmWorkingSetList", space.process().address());
    }

    /** Virtual address of the MMWSL. */
    long address() {
        return address;
    }

    /** A 32-bit field of the MMWSL. */
    long field(String name) {
        return reader.read32(address + space.image().structure("MMWSL").offset(name));
    }

    /** The entries that are in use, by index. */
    List<WorkingSetEntryView> used() {
        return space.view().workingSet(space.process());
    }

    /** The protection codes that entries keep for their pages, by page; of most pages it is elsewhere. */
    Map<Long, Integer> keptProtections() {
        Map<Long, Integer> kept = new HashMap<>();
        for (WorkingSetEntryView entry : used()) {
            if (entry.protection() != 0) {
                kept.put(entry.page(), entry.protection());
            }
        }
        return kept;
    }
}
