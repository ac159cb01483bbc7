package org.mmscope.kernel.check;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.mmscope.kernel.view.AweDecoder;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.PteView;
import org.mmscope.kernel.view.VadView;

/**
 * A page marked as a program's own is in one process's bitmap and the other way round; the counts are those of the
 * bitmaps; a window, which its process has noted, maps pages of its process and nothing else, and they are mapped
 * nowhere else and in no working set.
 */
final class UserPhysicalPageChecker implements Checker {

    @Override
    public String rule() {
        return "3 user-physical-pages";
    }

    @Override
    public void check(MachineView view, ViolationSink sink) {
        if (!Images.present(view)) {
            return;
        }
        KernelImage image = Images.of(view);
        AweDecoder decoder = new AweDecoder(image);
        BitSet all = new BitSet();
        for (ProcessView process : view.processes()) {
            BitSet own = decoder.frames(process);
            frames(view.pfns(), process, own, all, sink);
            if (own.cardinality() != decoder.count(process)) {
                report(process, "counts " + decoder.count(process) + " pages of its own and has " + own.cardinality(),
                        sink);
            }
            all.or(own);
            List<VadView> windows =
                    process.vads().stream().filter(vad -> vad.kind() == VadView.Kind.PHYSICAL).toList();
            noted(process, windows, decoder.windows(process), sink);
            mapped(view, process, windows, own, sink);
            workingSet(image, process, windows, sink);
        }
        marked(view.pfns(), all, sink);
        long large = LargePageChecker.pages(view);
        if (image.global("MmVadPhysicalPages") != all.cardinality() + large) {
            sink.violation(Violation.ofMachine(rule(), "pages of programs' own are " + all.cardinality() + " and "
                    + large + " in large pages, counted are " + image.global("MmVadPhysicalPages")));
        }
    }

    private void frames(PfnTable pfns, ProcessView process, BitSet own, BitSet others, ViolationSink sink) {
        own.stream().forEach(pfn -> {
            if (others.get(pfn) || !pfns.awe(pfn) || pfns.referenceCount(pfn) == 0) {
                report(process, "has frame " + Images.hex(pfn) + ", which is "
                        + (others.get(pfn) ? "another's too" : "not marked so or not held"), sink);
            }
        });
    }

    private void marked(PfnTable pfns, BitSet all, ViolationSink sink) {
        for (int pfn = 0; pfn < pfns.frames(); pfn++) {
            if (pfns.awe(pfn) && !all.get(pfn)) {
                sink.violation(Violation.ofFrame(rule(), pfn,
                        "frame " + Images.hex(pfn) + " is a program's own, and no process has it"));
            }
        }
    }

    private void noted(ProcessView process, List<VadView> windows, List<Long> noted, ViolationSink sink) {
        Set<Long> left = new HashSet<>(noted);
        for (VadView window : windows) {
            if (!left.remove(window.address())) {
                report(process, "has not noted its window " + Images.hex(window.address()), sink);
            }
        }
        left.forEach(vad -> report(process, "has noted window " + Images.hex(vad) + ", which is none", sink));
    }

    private void mapped(MachineView view, ProcessView process, List<VadView> windows, BitSet own,
            ViolationSink sink) {
        for (PteView pte : view.ptes(process)) {
            boolean window = inside(windows, pte.page());
            boolean valid = pte.kind() == PteKind.VALID;
            if (window && !(valid && own.get(pte.pfn())) || !window && valid && view.pfns().awe(pte.pfn())) {
                report(process, "has PTE " + Images.hex(pte.address()) + " for " + Images.hex(pte.page()) + " ("
                        + Images.hex(pte.raw()) + ") " + (window ? "in a window" : "in no window"), sink);
            }
        }
    }

    private void workingSet(KernelImage image, ProcessView process, List<VadView> windows, ViolationSink sink) {
        WorkingSetEntries.visit(image, process, (index, entry) -> {
            if (inside(windows, WorkingSetEntries.page(entry))) {
                report(process, "has page " + Images.hex(WorkingSetEntries.page(entry))
                        + " of a window in its working set", sink);
            }
        });
    }

    private static boolean inside(List<VadView> windows, long va) {
        return windows.stream().anyMatch(window -> window.start() <= va && va <= window.end());
    }

    private void report(ProcessView process, String wrong, ViolationSink sink) {
        sink.violation(Violation.at(rule(), process.address(), process.name() + " " + wrong));
    }
}
