package org.mmscope.kernel.check;

import java.util.List;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.PteView;
import org.mmscope.kernel.view.VadView;
import org.mmscope.machine.PhysicalReader;

/**
 * A process's virtual size is that of its VADs, its charge is theirs, and a private VAD is charged for the pages that
 * are committed: by their entries or, where an entry is empty, by the VAD's MemCommit. Entries in a page table that is
 * in a page file may be of either kind.
 */
final class VadCommitChecker implements Checker {

    /** The shared user data page, which no process is charged for. */
    private static final long SHARED_DATA = KernelLayout.USER_SHARED_DATA & 0xFFFF_FFFFL;

    @Override
    public String rule() {
        return "8 vad-commit";
    }

    @Override
    public void check(MachineView view, ViolationSink sink) {
        for (ProcessView process : view.processes()) {
            sums(process, sink);
            if (Images.present(view)) {
                pages(Images.of(view), process, view.ptes(process), sink);
            }
        }
    }

    private void sums(ProcessView process, ViolationSink sink) {
        long size = 0;
        long charge = 0;
        for (VadView vad : process.vads()) {
            size += vad.end() - vad.start() + 1;
            charge += vad.commitCharge();
        }
        if (size != process.virtualSize()) {
            report(process, "virtual size " + process.virtualSize() + ", its VADs have " + size, sink);
        }
        if (charge != process.commitCharge()) {
            report(process, "commit charge " + process.commitCharge() + ", its VADs have " + charge, sink);
        }
    }

    private void report(ProcessView process, String wrong, ViolationSink sink) {
        sink.violation(Violation.at(rule(), process.address(), process.name() + " has " + wrong));
    }

    private void pages(KernelImage image, ProcessView process, List<PteView> ptes, ViolationSink sink) {
        int next = 0;
        for (VadView vad : process.vads()) {
            while (next < ptes.size() && ptes.get(next).page() < vad.start()) {
                next++;
            }
            long filled = 0;
            long decommitted = 0;
            for (; next < ptes.size() && ptes.get(next).page() <= vad.end(); next++) {
                filled += ptes.get(next).page() == SHARED_DATA ? 0 : 1;
                decommitted += ptes.get(next).kind() == PteKind.DECOMMITTED ? 1 : 0;
            }
            if (vad.kind() == VadView.Kind.PRIVATE) {
                vad(image, process, vad, filled, decommitted, sink);
            }
        }
    }

    private void vad(KernelImage image, ProcessView process, VadView vad, long filled, long decommitted,
            ViolationSink sink) {
        long all = (vad.end() - vad.start() + 1) / PhysicalReader.FRAME_SIZE;
        boolean whole = image.field("MMVAD", "u.VadFlags.MemCommit", vad.address()) != 0;
        long committed = (whole ? all : filled) - decommitted;
        long hidden = PagedOutTables.entries(image, process, vad.start(), vad.end());
        long least = whole ? committed - hidden : committed;
        long most = whole ? committed : committed + hidden;
        if (vad.commitCharge() < least || vad.commitCharge() > most) {
            sink.violation(Violation.at(rule(), vad.address(), "VAD " + Images.hex(vad.address()) + " ("
                    + Images.hex(vad.start()) + "-" + Images.hex(vad.end()) + ") of " + process.name()
                    + " is charged for " + vad.commitCharge() + " pages, " + committed + " are committed"));
        }
    }
}
