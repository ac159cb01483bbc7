package org.mmscope.kernel.check;

import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.machine.PhysicalReader;

/**
 * An active page's share count is the number of valid entries that map it and, for a page that holds page table
 * entries or prototype PTEs, the number of pages in memory whose entry it holds; such a page is not paged out before
 * them. A page that is a program's own has one share when nothing maps it, too.
 */
final class ShareCountChecker implements Checker {

    @Override
    public String rule() {
        return "3 share-count";
    }

    @Override
    public void check(MachineView view, ViolationSink sink) {
        if (!Images.present(view)) {
            return;
        }
        PfnTable pfns = view.pfns();
        long[] expected = new long[pfns.frames()];
        mapped(view, expected, sink);
        held(pfns, expected, sink);
        for (int pfn = 0; pfn < pfns.frames(); pfn++) {
            if (pfns.location(pfn) != PageLocation.ACTIVE && expected[pfn] != 0) {
                sink.violation(Violation.ofFrame(rule(), pfn, "frame " + Images.hex(pfn) + " is "
                        + pfns.location(pfn).label() + ", and " + expected[pfn] + " entries map it or lie in it"));
            } else if (pfns.location(pfn) == PageLocation.ACTIVE && pfns.shareCount(pfn) != expected[pfn]) {
                sink.violation(Violation.ofFrame(rule(), pfn, "frame " + Images.hex(pfn) + " has share count "
                        + pfns.shareCount(pfn) + ", and " + expected[pfn] + " entries map it or lie in it"));
            }
        }
    }

    private void mapped(MachineView view, long[] expected, ViolationSink sink) {
        KernelImage image = Images.of(view);
        new EntryScan(image, view).scan(entry -> {
            if (entry.kind() != PteKind.VALID) {
                return;
            }
            for (int pfn = entry.pfn(); pfn < entry.pfn() + entry.frames(image.ptes()); pfn++) {
                if (pfn >= expected.length) {
                    sink.violation(Violation.at(rule(), entry.address(), entry + " maps a frame that is none"));
                    return;
                }
                expected[pfn]++;
            }
        });
    }

    private void held(PfnTable pfns, long[] expected, ViolationSink sink) {
        for (int pfn = 0; pfn < pfns.frames(); pfn++) {
            if (pfns.awe(pfn) && pfns.pteAddress(pfn) == 0) {
                expected[pfn]++;
            } else if (inMemory(pfns.location(pfn)) && pfns.pteAddress(pfn) != 0) {
                int holder = pfns.pteFrame(pfn);
                if (holder >= expected.length) {
                    sink.violation(Violation.ofFrame(rule(), pfn, "frame " + Images.hex(pfn)
                            + " names as the page of its PTE frame " + Images.hex(holder) + ", which is none"));
                } else {
                    expected[holder]++;
                }
            }
        }
    }

    static boolean inMemory(PageLocation location) {
        return switch (location) {
            case ACTIVE, TRANSITION, STANDBY, MODIFIED, MODIFIED_NO_WRITE -> true;
            case ZEROED, FREE, BAD -> false;
        };
    }

    static long pteAddressInFrame(PfnTable pfns, int pfn) {
        return (long) pfns.pteFrame(pfn) * PhysicalReader.FRAME_SIZE
                + pfns.pteAddress(pfn) % PhysicalReader.FRAME_SIZE;
    }
}
