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
        for (ProcessView process : view.processes()) {
            long descriptor = image.field("EPROCESS", "CloneRoot", process.address());
            for (int i = 0; descriptor != 0; i++, descriptor = image.system().read32(descriptor)) {
                long start = image.system().read32(descriptor + START);
                long end = image.system().read32(descriptor + END);
                if (i > view.pfns().frames() || end - start > view.memory().size()) {
                    throw new DamagedImageException("clone descriptors without an end", descriptor);
                }
                for (long at = start; at < end; at += size) {
                    all.add(at);
                }
            }
        }
        return all;
    }
}
