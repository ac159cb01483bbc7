package org.mmscope.kernel.check;

import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageListCounts;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PfnTable;

/** The eight lists add up to the machine's pages; available pages are zeroed, free and standby. */
final class PageListSumChecker implements Checker {

    @Override
    public String rule() {
        return "1 page-list-sums";
    }

    @Override
    public void check(MachineView view, ViolationSink sink) {
        PageListCounts lists = view.pageLists();
        long[] counts = {lists.zeroed(), lists.free(), lists.standby(), lists.modified(), lists.modifiedNoWrite(),
            lists.bad(), lists.active(), lists.transition()};
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        if (sum != view.machine().physicalPages()) {
            sink.violation(Violation.ofMachine(rule(),
                    "the page lists hold " + sum + " pages of " + view.machine().physicalPages()));
        }
        long available = counts[0] + counts[1] + counts[2];
        if (view.counters().availablePages() != available) {
            sink.violation(Violation.ofMachine(rule(), "available pages are " + view.counters().availablePages()
                    + ", zeroed, free and standby " + available));
        }
        locations(view, counts, sink);
    }

    private void locations(MachineView view, long[] counts, ViolationSink sink) {
        long[] found = new long[counts.length];
        PfnTable pfns = view.pfns();
        for (int pfn = 0; pfn < pfns.frames(); pfn++) {
            found[pfns.location(pfn).ordinal()]++;
        }
        for (PageLocation location : PageLocation.values()) {
            if (known(view, location) && found[location.ordinal()] != counts[location.ordinal()]) {
                sink.violation(Violation.ofMachine(rule(), found[location.ordinal()] + " pages are "
                        + location.label() + " by their entries, " + counts[location.ordinal()] + " by the list"));
            }
        }
    }

    /** Without an image the entries of zeroed, free and bad pages are not known. */
    private static boolean known(MachineView view, PageLocation location) {
        return Images.present(view) || switch (location) {
            case ZEROED, FREE, BAD -> false;
            default -> true;
        };
    }
}
