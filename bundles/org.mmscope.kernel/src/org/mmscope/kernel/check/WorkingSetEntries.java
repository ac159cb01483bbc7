package org.mmscope.kernel.check;

import java.util.HashMap;
import java.util.Map;

import org.mmscope.kernel.view.DamagedImageException;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.SessionView;
import org.mmscope.kernel.view.VirtualReader;

/** Reads working-set lists: MMWSL and its array of MMWSLEs. */
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

    /** Visits the entries in use of a process by index; none of a process whose list has been swapped out. */
    static void visit(KernelImage image, ProcessView process, Visitor visitor) {
        if (SwappedRoot.isOut(image, process)) {
            return;
        }
        visit(image, image.space(process.directoryTableBase()),
                image.field("EPROCESS", "Vm.VmWorkingSetList", process.address()), visitor);
    }

    /** Visits the entries in use of the system by index. */
    static void visitSystem(KernelImage image, Visitor visitor) {
        visit(image, image.system(), systemList(image), visitor);
    }

    /** Visits the entries in use of a session by index, as one of its processes sees them. */
    static void visit(KernelImage image, SessionView session, ProcessView process, Visitor visitor) {
        visit(image, image.space(process.directoryTableBase()), session.workingSetList(), visitor);
    }

    /** Virtual address of the MMWSL of the system. */
    static long systemList(KernelImage image) {
        return image.field("MMSUPPORT", "VmWorkingSetList", image.symbol("MmSystemCacheWs"));
    }

    private static void visit(KernelImage image, VirtualReader space, long list, Visitor visitor) {
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
