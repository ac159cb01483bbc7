package org.mmscope.kernel.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;

import org.mmscope.kernel.layout.StructureLayout;
import org.mmscope.kernel.view.DamagedImageException;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.SectionView;

/** The nodes of MmSectionBasedRoot are the based sections, in the order of their addresses, which do not overlap. */
final class BasedSectionChecker implements Checker {

    @Override
    public String rule() {
        return "7 based-sections";
    }

    @Override
    public void check(MachineView view, ViolationSink sink) {
        if (!Images.present(view)) {
            return;
        }
        KernelImage image = Images.of(view);
        Set<Long> based = new TreeSet<>();
        view.sections().stream().filter(SectionView::based).forEach(section -> based.add(section.address()));
        long before = 0;
        for (long node : inOrder(image, based.size())) {
            long start = field(image, "StartingVa", node);
            if (!based.remove(node)) {
                report(node, "is in the tree of based sections and is none", sink);
            }
            if (Long.compareUnsigned(start, before) < 0) {
                report(node, "overlaps or is out of order at " + Images.hex(start), sink);
            }
            before = field(image, "EndingVa", node) + 1;
        }
        based.forEach(section -> report(section, "is based and not in the tree", sink));
    }

    private static Deque<Long> inOrder(KernelImage image, int expected) {
        Deque<Long> open = new ArrayDeque<>();
        Deque<Long> ordered = new ArrayDeque<>();
        long at = image.global("MmSectionBasedRoot");
        while (at != 0 || !open.isEmpty()) {
            while (at != 0) {
                open.push(at);
                at = field(image, "LeftChild", at);
                if (open.size() + ordered.size() > expected + 1) {
                    throw new DamagedImageException("more based sections than there are", at);
                }
            }
            long node = open.pop();
            ordered.add(node);
            at = field(image, "RightChild", node);
        }
        return ordered;
    }

    private static long field(KernelImage image, String field, long section) {
        StructureLayout layout = image.structure("SECTION_OBJECT");
        return image.system().read32(section + layout.offset(field)) & 0xFFFFFFFFL;
    }

    private void report(long section, String wrong, ViolationSink sink) {
        sink.violation(Violation.at(rule(), section, "section " + Images.hex(section) + " " + wrong));
    }
}
