package org.mmscope.kernel.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PteDecoder;
import org.mmscope.kernel.view.SubsectionView;
import org.mmscope.kernel.view.VadView;

/**
 * VAD ranges do not overlap, the tree is ordered and its links agree, and a mapped VAD's first prototype PTE lies in
 * its control area's segment.
 */
final class VadTreeChecker implements Checker {

    private static final long PAGE = 4096;

    @Override
    public String rule() {
        return "7 vad-tree";
    }

    @Override
    public void check(MachineView view, ViolationSink sink) {
        Map<Long, ControlAreaView> areas = new HashMap<>();
        view.controlAreas().forEach(area -> areas.put(area.address(), area));
        int pteSize = PteDecoder.of(view.machine().paging()).bytes();
        for (ProcessView process : view.processes()) {
            Map<Long, VadView> tree = new HashMap<>();
            process.vads().forEach(vad -> tree.put(vad.address(), vad));
            ranges(process, sink);
            root(process, tree, sink);
            for (VadView vad : process.vads()) {
                child(process, tree, vad, vad.left(), true, sink);
                child(process, tree, vad, vad.right(), false, sink);
                parent(process, tree, vad, sink);
                if (vad.controlArea() != 0) {
                    controlArea(process, areas.get(vad.controlArea()), vad, pteSize, sink);
                }
            }
        }
    }

    private void ranges(ProcessView process, ViolationSink sink) {
        List<VadView> vads = process.vads();
        for (int i = 0; i < vads.size(); i++) {
            VadView vad = vads.get(i);
            if (vad.start() % PAGE != 0 || vad.end() % PAGE != PAGE - 1 || vad.start() > vad.end()) {
                report(process, vad, "has no range of whole pages", sink);
            }
            if (i > 0 && vad.start() <= vads.get(i - 1).end()) {
                report(process, vad, "overlaps " + name(vads.get(i - 1)), sink);
            }
        }
    }

    private void root(ProcessView process, Map<Long, VadView> tree, ViolationSink sink) {
        boolean empty = process.vads().isEmpty();
        if (empty != (process.vadRoot() == 0) || !empty && !tree.containsKey(process.vadRoot())) {
            sink.violation(Violation.at(rule(), process.vadRoot(),
                    "root " + Images.hex(process.vadRoot()) + " of " + process.name() + " is no VAD of its tree"));
        }
    }

    private void child(ProcessView process, Map<Long, VadView> tree, VadView vad, long address, boolean left,
            ViolationSink sink) {
        if (address == 0) {
            return;
        }
        VadView child = tree.get(address);
        if (child == null) {
            report(process, vad, "has a child " + Images.hex(address) + " that is not in the tree", sink);
        } else if (child.parent() != vad.address()) {
            report(process, child, "has parent " + Images.hex(child.parent()) + " and is a child of " + name(vad),
                    sink);
        } else if (left ? child.end() >= vad.start() : child.start() <= vad.end()) {
            report(process, child, "is on the wrong side of " + name(vad), sink);
        }
    }

    private void parent(ProcessView process, Map<Long, VadView> tree, VadView vad, ViolationSink sink) {
        boolean root = vad.address() == process.vadRoot();
        VadView parent = tree.get(vad.parent());
        if (root ? vad.parent() != 0
                : parent == null || parent.left() != vad.address() && parent.right() != vad.address()) {
            report(process, vad, "has parent " + Images.hex(vad.parent()) + ", whose child it is not", sink);
        }
    }

    private void controlArea(ProcessView process, ControlAreaView area, VadView vad, int pteSize,
            ViolationSink sink) {
        if (area == null) {
            report(process, vad, "names control area " + Images.hex(vad.controlArea()) + ", which is none", sink);
        } else if (vad.firstPrototypePte() != 0 && !contains(area, vad.firstPrototypePte(), pteSize)) {
            report(process, vad, "has first prototype PTE " + Images.hex(vad.firstPrototypePte())
                    + ", which is not in the segment of control area " + Images.hex(area.address()), sink);
        }
    }

    private static boolean contains(ControlAreaView area, long pte, int pteSize) {
        for (SubsectionView subsection : area.subsections()) {
            if (subsection.basePte() != 0 && pte >= subsection.basePte()
                    && pte < subsection.basePte() + (subsection.ptes() + subsection.unusedPtes()) * pteSize) {
                return true;
            }
        }
        return false;
    }

    private void report(ProcessView process, VadView vad, String wrong, ViolationSink sink) {
        sink.violation(Violation.at(rule(), vad.address(), name(vad) + " of " + process.name() + " " + wrong));
    }

    private static String name(VadView vad) {
        return "VAD " + Images.hex(vad.address()) + " (" + Images.hex(vad.start()) + "-" + Images.hex(vad.end())
                + ")";
    }
}
