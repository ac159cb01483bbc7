package org.mmscope.kernel.check;

import java.util.Set;
import java.util.TreeSet;

import org.mmscope.kernel.view.DamagedImageException;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;

/** The prototype PTEs of forks, which lie in no segment: those of the clone blocks that any process has to do with. */
final class CloneBlocks {

    private static final int START = 4;
    private static final int END = 8;

    private CloneBlocks() {
    }

    /** Addresses of them all, ascending. */
    static Set<Long> prototypePtes(KernelImage image, MachineView view) {
        Set<Long> all = new TreeSet<>();
        int size = 2 * image.ptes().bytes();
        Set<Long> seen = new TreeSet<>();
        long budget = view.memory().size() / size;
        for (ProcessView process : view.processes()) {
            long descriptor = image.field("EPROCESS", "CloneRoot", process.address());
            for (int i = 0; descriptor != 0; i++, descriptor = image.system().read32(descriptor)) {
                long start = image.system().read32(descriptor + START);
                long end = image.system().read32(descriptor + END);
                budget -= seen.add(start) ? Math.max(0, end - start) / size : 0;
                if (i > view.pfns().frames() || budget < 0) {
                    throw new DamagedImageException("clone descriptors without an end", descriptor);
                }
                for (long at = start; at < end && !all.contains(at); at += size) {
                    all.add(at);
                }
            }
        }
        return all;
    }
}
