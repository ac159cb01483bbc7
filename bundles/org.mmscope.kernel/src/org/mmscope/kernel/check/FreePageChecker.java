package org.mmscope.kernel.check;

import java.util.Arrays;

import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.PrototypePteView;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.machine.PhysicalReader;

/** No free or zeroed page is reachable from any page table or segment, and a zeroed page holds only zeroes. */
final class FreePageChecker implements Checker {

    private static final byte[] ZEROES = new byte[PhysicalReader.FRAME_SIZE];

    @Override
    public String rule() {
        return "9 free-pages";
    }

    @Override
    public void check(MachineView view, ViolationSink sink) {
        PfnTable pfns = view.pfns();
        for (SegmentView segment : view.segments()) {
            for (PrototypePteView pte : segment.prototypePtes()) {
                reachable(pfns, pte.pfn(), pte.address(), "prototype PTE " + Images.hex(pte.address()), sink);
            }
        }
        if (Images.present(view)) {
            KernelImage image = Images.of(view);
            new EntryScan(image, view).scan(entry -> {
                for (int i = 0; i < entry.frames(image.ptes()); i++) {
                    reachable(pfns, entry.pfn() + i, entry.address(), entry.toString(), sink);
                }
            });
            zeroed(view, sink);
        }
    }

    private void reachable(PfnTable pfns, int pfn, long address, String name, ViolationSink sink) {
        if (pfn < 0 || pfn >= pfns.frames()) {
            return;
        }
        PageLocation location = pfns.location(pfn);
        if (location == PageLocation.ZEROED || location == PageLocation.FREE || location == PageLocation.BAD) {
            sink.violation(new Violation(rule(), address, pfn,
                    name + " names frame " + Images.hex(pfn) + ", which is " + location.label()));
        }
    }

    private void zeroed(MachineView view, ViolationSink sink) {
        byte[] frame = new byte[ZEROES.length];
        for (int pfn = 0; pfn < view.pfns().frames(); pfn++) {
            if (view.pfns().location(pfn) == PageLocation.ZEROED) {
                view.memory().read((long) pfn * ZEROES.length, frame, 0, frame.length);
                int at = Arrays.mismatch(frame, ZEROES);
                if (at >= 0) {
                    sink.violation(Violation.ofFrame(rule(), pfn, "zeroed frame " + Images.hex(pfn)
                            + " holds another byte at " + Images.hex(at)));
                }
            }
        }
    }
}
