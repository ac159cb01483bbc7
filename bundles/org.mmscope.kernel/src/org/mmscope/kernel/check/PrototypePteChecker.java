package org.mmscope.kernel.check;

import java.util.Map;
import java.util.TreeMap;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.PrototypePteView;
import org.mmscope.kernel.view.PteDecoder;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.SegmentView;

/**
 * A valid prototype PTE's page is active, has PrototypePte set and points back; the other way round, a page that says
 * so is named by the prototype PTE that it points at. A prototype PTE is of the kind that its bits say.
 */
final class PrototypePteChecker implements Checker {

    /** Bytes of the smallest prototype PTE. */
    private static final int SMALLEST = 4;

    @Override
    public String rule() {
        return "5 prototype-pte";
    }

    @Override
    public void check(MachineView view, ViolationSink sink) {
        TreeMap<Long, PrototypePteView> all = new TreeMap<>();
        PteDecoder format = PteDecoder.of(view.machine().paging());
        for (SegmentView segment : view.segments()) {
            for (PrototypePteView pte : segment.prototypePtes()) {
                bits(format, pte, sink);
                all.put(pte.address(), pte);
                if (pte.kind() == PteKind.VALID) {
                    valid(view.pfns(), pte, sink);
                }
            }
        }
        frames(view, all, sink);
    }

    private void bits(PteDecoder format, PrototypePteView pte, ViolationSink sink) {
        PteKind kind = format.prototypeKind(pte.raw());
        if (kind != pte.kind() || format.frame(pte.raw(), kind) != pte.pfn()) {
            sink.violation(Violation.at(rule(), pte.address(), name(pte) + " is told as " + pte.kind().label()
                    + " of frame " + pte.pfn() + ", its bits say " + kind.label()));
        }
    }

    private void valid(PfnTable pfns, PrototypePteView pte, ViolationSink sink) {
        int pfn = pte.pfn();
        String wrong = null;
        if (pfn < 0 || pfn >= pfns.frames()) {
            wrong = "which is none";
        } else if (pfns.location(pfn) != PageLocation.ACTIVE) {
            wrong = "which is " + pfns.location(pfn).label();
        } else if (!pfns.prototypePte(pfn)) {
            wrong = "whose PrototypePte flag is clear";
        } else if (pfns.pteAddress(pfn) != pte.address()) {
            wrong = "which points back at " + Images.hex(pfns.pteAddress(pfn));
        }
        if (wrong != null) {
            sink.violation(new Violation(rule(), pte.address(), pfn,
                    name(pte) + " is valid and names frame " + Images.hex(pfn) + ", " + wrong));
        }
    }

    /** A frame of a prototype PTE that lies in no segment is one of a fork, or that of the shared user data page. */
    private void frames(MachineView view, TreeMap<Long, PrototypePteView> all, ViolationSink sink) {
        PfnTable pfns = view.pfns();
        for (int pfn = 0; pfn < pfns.frames(); pfn++) {
            if (pfns.prototypePte(pfn) && ShareCountChecker.inMemory(pfns.location(pfn))) {
                Map.Entry<Long, PrototypePteView> near = all.floorEntry(pfns.pteAddress(pfn));
                long behind = near == null ? SMALLEST : pfns.pteAddress(pfn) - near.getKey();
                if (behind < SMALLEST && (behind != 0 || near.getValue().pfn() != pfn)) {
                    sink.violation(new Violation(rule(), pfns.pteAddress(pfn), pfn, "frame " + Images.hex(pfn)
                            + " belongs to prototype PTE " + Images.hex(pfns.pteAddress(pfn))
                            + ", which does not name it"));
                }
            }
        }
    }

    private static String name(PrototypePteView pte) {
        return "prototype PTE " + Images.hex(pte.address()) + " (" + Images.hex(pte.raw()) + ")";
    }
}
