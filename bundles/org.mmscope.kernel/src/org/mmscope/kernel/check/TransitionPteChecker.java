package org.mmscope.kernel.check;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.PrototypePteView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.SegmentView;

/**
 * A transition entry names a page on the standby, modified or modified-no-write list or in transition, which points
 * back; a page under a read is in transition.
 */
final class TransitionPteChecker implements Checker {

    @Override
    public String rule() {
        return "4 transition-pte";
    }

    @Override
    public void check(MachineView view, ViolationSink sink) {
        for (SegmentView segment : view.segments()) {
            for (PrototypePteView pte : segment.prototypePtes()) {
                if (pte.kind() == PteKind.TRANSITION) {
                    entry(view.pfns(), pte.address(), pte.pfn(),
                            "prototype PTE " + Images.hex(pte.address()) + " (" + Images.hex(pte.raw()) + ")", sink);
                }
            }
        }
        transfers(view.pfns(), sink);
        if (Images.present(view)) {
            new EntryScan(Images.of(view), view).scan(entry -> {
                if (entry.kind() == PteKind.TRANSITION) {
                    entry(view.pfns(), entry.address(), entry.pfn(), entry.toString(), sink);
                }
            });
        }
    }

    /** The transfer holds its page; one under a read is in transition. */
    private void transfers(PfnTable pfns, ViolationSink sink) {
        for (int pfn = 0; pfn < pfns.frames(); pfn++) {
            boolean held = pfns.location(pfn) == PageLocation.TRANSITION && pfns.referenceCount(pfn) > 0;
            if (pfns.writeInProgress(pfn) && pfns.referenceCount(pfn) == 0) {
                sink.violation(Violation.ofFrame(rule(), pfn, "frame " + Images.hex(pfn)
                        + " is under a write, and nothing holds it"));
            }
            if (pfns.readInProgress(pfn) && !held) {
                sink.violation(Violation.ofFrame(rule(), pfn, "frame " + Images.hex(pfn) + " is under a read and "
                        + pfns.location(pfn).label() + " with reference count " + pfns.referenceCount(pfn)));
            }
        }
    }

    private void entry(PfnTable pfns, long address, int pfn, String name, ViolationSink sink) {
        if (pfn >= pfns.frames()) {
            sink.violation(Violation.at(rule(), address, name + " names a frame that is none"));
            return;
        }
        if (!inTransition(pfns.location(pfn))) {
            sink.violation(new Violation(rule(), address, pfn,
                    name + " names frame " + Images.hex(pfn) + ", which is " + pfns.location(pfn).label()));
        } else if (pfns.pteAddress(pfn) != address) {
            sink.violation(new Violation(rule(), address, pfn, name + " names frame " + Images.hex(pfn)
                    + ", which points back at " + Images.hex(pfns.pteAddress(pfn))));
        }
    }

    private static boolean inTransition(PageLocation location) {
        return switch (location) {
            case STANDBY, MODIFIED, MODIFIED_NO_WRITE, TRANSITION -> true;
            case ZEROED, FREE, BAD, ACTIVE -> false;
        };
    }
}
