package org.mmscope.kernel.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.mmscope.machine.PhysicalReader;

/** Decodes EPROCESS structures. NT keeps no count of a process's hard faults: ours is in HardwareTrigger. */
final class ProcessDecoder {

    private static final int MAX_PROCESSES = 1 << 16;
    private static final int NAME_LENGTH = 15;

    private final KernelImage image;
    private final VadDecoder vads;

    ProcessDecoder(KernelImage image) {
        this.image = image;
        this.vads = new VadDecoder(image);
    }

    /** The processes of PsActiveProcessHead by process id. */
    List<ProcessView> processes() {
        int links = image.structure("EPROCESS").offset("ActiveProcessLinks");
        List<ProcessView> processes = new ArrayList<>();
        new ListWalker(image.system(), MAX_PROCESSES).walk(image.symbol("PsActiveProcessHead"),
                entry -> processes.add(process(entry - links)));
        processes.sort(Comparator.comparingInt(ProcessView::pid).thenComparingLong(ProcessView::address));
        return List.copyOf(processes);
    }

    private ProcessView process(long address) {
        long root = vads.root(address);
        return new ProcessView(address, (int) get("UniqueProcessId", address), name(address),
                directory(get("Pcb.DirectoryTableBase", address)), root, workingSet(address),
                get("Vm.PageFaultCount", address), get("HardwareTrigger", address), get("CommitCharge", address),
                get("NumberOfPrivatePages", address), get("VirtualSize", address), vads.vads(root));
    }

    /** DirectoryTableBase of a directory that has been swapped out is its transition or page-file PTE. */
    private long directory(long base) {
        if (image.ptes() == PteDecoder.PAE || base % PhysicalReader.FRAME_SIZE == 0) {
            return base;
        }
        return image.ptes().kind(base) == PteKind.TRANSITION ? base / PhysicalReader.FRAME_SIZE
                * PhysicalReader.FRAME_SIZE : 0;
    }

    private String name(long address) {
        return image.system().string8(address + image.structure("EPROCESS").offset("ImageFileName"), NAME_LENGTH);
    }

    private WorkingSetView workingSet(long address) {
        return new WorkingSetView(get("Vm.WorkingSetSize", address), get("Vm.MinimumWorkingSetSize", address),
                get("Vm.MaximumWorkingSetSize", address), get("Vm.PeakWorkingSetSize", address));
    }

    private long get(String field, long address) {
        return image.field("EPROCESS", field, address);
    }
}
