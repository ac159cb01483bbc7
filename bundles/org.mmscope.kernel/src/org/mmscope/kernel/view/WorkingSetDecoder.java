package org.mmscope.kernel.view;

import java.util.ArrayList;
import java.util.List;

/** Decodes working-set lists: an MMWSL and the MMWSLEs behind it. */
final class WorkingSetDecoder {

    private static final int VALID = 1;
    private static final int LOCKED = 3 << 1;
    private static final int HASHED = 1 << 8;
    private static final int DIRECT = 1 << 9;
    private static final long PAGE_NUMBER = 0xFFFF_F000L;
    private static final int ENTRY = 4;

    private final KernelImage image;

    WorkingSetDecoder(KernelImage image) {
        this.image = image;
    }

    /** None of a process whose list has been swapped out. */
    List<WorkingSetEntryView> ofProcess(ProcessView process) {
        if (image.field("EPROCESS", "Outswapped", process.address()) != 0) {
            return List.of();
        }
        return entries(image.space(process.directoryTableBase()),
                image.field("EPROCESS", "Vm.VmWorkingSetList", process.address()));
    }

    /** Read as the first process of the session sees it whose directory is in memory; none if there is no such process. */
    List<WorkingSetEntryView> ofSession(SessionView session) {
        for (long process : session.processes()) {
            if (image.field("EPROCESS", "Outswapped", process) == 0) {
                return entries(image.space(image.field("EPROCESS", "Pcb.DirectoryTableBase", process)),
                        session.workingSetList());
            }
        }
        return List.of();
    }

    List<WorkingSetEntryView> ofSystem() {
        return entries(image.system(), image.field("MMSUPPORT", "VmWorkingSetList", support()));
    }

    WorkingSetView system() {
        return new WorkingSetView(field("WorkingSetSize"), field("MinimumWorkingSetSize"),
                field("MaximumWorkingSetSize"), field("PeakWorkingSetSize"));
    }

    SystemFaultsView systemFaults() {
        boolean counted = image.machine().symbols().containsKey("MmSystemHardFaults");
        return new SystemFaultsView(field("PageFaultCount"), counted ? image.global("MmSystemHardFaults") : 0);
    }

    private long field(String name) {
        return image.field("MMSUPPORT", name, support());
    }

    private long support() {
        return image.symbol("MmSystemCacheWs");
    }

    private List<WorkingSetEntryView> entries(VirtualReader space, long list) {
        int last = (int) space.read32(list + image.structure("MMWSL").offset("LastInitializedWsle"));
        if (last < -1 || last >= image.memory().size() / ENTRY) {
            throw new DamagedImageException("working-set list of " + last + " entries", list);
        }
        long first = space.read32(list + image.structure("MMWSL").offset("Wsle"));
        List<WorkingSetEntryView> used = new ArrayList<>();
        for (int index = 0; index <= last; index++) {
            long bits = space.read32(first + (long) index * ENTRY);
            if ((bits & VALID) != 0) {
                used.add(entry(index, bits));
            }
        }
        return List.copyOf(used);
    }

    private static WorkingSetEntryView entry(int index, long bits) {
        return new WorkingSetEntryView(index, bits & PAGE_NUMBER, (int) (bits >>> 3 & 0x1F), (int) (bits >>> 10 & 3),
                (bits & LOCKED) != 0, (bits & HASHED) != 0, (bits & DIRECT) != 0);
    }
}
