package org.mmscope.kernel.check;

import java.util.HashMap;
import java.util.Map;

import org.mmscope.kernel.view.DamagedImageException;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.VirtualReader;

/** Reads the working-set list of a process: MMWSL and its array of MMWSLEs. */
final class WorkingSetEntries {

    private static final int VALID = 1;
    private static final int PROTECTION_SHIFT = 3;
    private static final int PROTECTION_MASK = 0x1F;
    private static final long PAGE_NUMBER = 0xFFFF_F000L;

    private WorkingSetEntries() {
    }

    /** Takes entries. */
    interface Visitor {
        /** An entry in use: its index and its bits. */
        void entry(int index, long entry);
    }

    /** Visits the entries in use by index. */
    static void visit(KernelImage image, ProcessView process, Visitor visitor) {
        long list = image.field("EPROCESS", "Vm.VmWorkingSetList", process.address());
        VirtualReader space = image.space(process.directoryTableBase());
        long entries = space.read32(list + image.structure("MMWSL").offset("Wsle"));
        int last = (int) space.read32(list + image.structure("MMWSL").offset("LastInitializedWsle"));
        if (last < -1 || last >= image.memory().size() / 4) {
            throw new DamagedImageException("working-set list of " + last + " entries", list);
        }
        for (int index = 0; index <= last; index++) {
            long entry = space.read32(entries + index * 4L);
            if ((entry & VALID) != 0) {
                visitor.entry(index, entry);
            }
        }
    }

    /** The protection codes that entries keep, by page; 0 for that of the page itself. */
    static Map<Long, Integer> protections(KernelImage image, ProcessView process) {
        Map<Long, Integer> protections = new HashMap<>();
        visit(image, process, (index, entry) -> protections.put(page(entry),
                (int) (entry >>> PROTECTION_SHIFT) & PROTECTION_MASK));
        return protections;
    }

    /** Virtual address of an entry's page. */
    static long page(long entry) {
        return entry & PAGE_NUMBER;
    }
}
