package org.mmscope.kernel.check;

import java.util.BitSet;

import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PfnTable;

/** A page is on exactly the list that its entry names, and list links are consistent both ways. */
final class PageListLinkChecker implements Checker {

    private static final long END = 0xFFFF_FFFFL;
    private static final String[] HEADS = {"MmZeroedPageListHead", "MmFreePageListHead", "MmStandbyPageListHead",
        "MmModifiedPageListHead", "MmModifiedNoWritePageListHead", "MmBadPageListHead"};

    @Override
    public String rule() {
        return "2 page-list-links";
    }

    @Override
    public void check(MachineView view, ViolationSink sink) {
        if (!Images.present(view)) {
            return;
        }
        KernelImage image = Images.of(view);
        PfnTable pfns = view.pfns();
        BitSet listed = new BitSet(pfns.frames());
        for (int i = 0; i < HEADS.length; i++) {
            walk(image, pfns, PageLocation.values()[i], listed, sink);
        }
        for (int pfn = 0; pfn < pfns.frames(); pfn++) {
            if (!listed.get(pfn) && pfns.location(pfn).ordinal() < HEADS.length) {
                sink.violation(Violation.ofFrame(rule(), pfn,
                        frame(pfn) + " is " + pfns.location(pfn).label() + " by its entry and on no list"));
            }
        }
    }

    private void walk(KernelImage image, PfnTable pfns, PageLocation list, BitSet listed, ViolationSink sink) {
        String head = HEADS[list.ordinal()];
        long address = image.symbol(head);
        long total = image.field("MMPFNLIST", "Total", address);
        long previous = END;
        long count = 0;
        long next = image.field("MMPFNLIST", "Flink", address);
        while (next != END && count <= total) {
            if (next >= pfns.frames() || listed.get((int) next)) {
                sink.violation(Violation.at(rule(), address, head + " leads to " + frame(next)
                        + (next >= pfns.frames() ? ", which is none" : ", which is on a list already")));
                return;
            }
            entry(pfns, (int) next, list, previous, sink);
            listed.set((int) next);
            previous = next;
            next = pfns.u1((int) next);
            count++;
        }
        end(image, address, head, previous, count, sink);
    }

    private void entry(PfnTable pfns, int pfn, PageLocation list, long previous, ViolationSink sink) {
        if (pfns.location(pfn) != list) {
            sink.violation(Violation.ofFrame(rule(), pfn, frame(pfn) + " is on the " + list.label()
                    + " list and by its entry " + pfns.location(pfn).label()));
        }
        if (pfns.shareCount(pfn) != previous) {
            sink.violation(Violation.ofFrame(rule(), pfn, frame(pfn) + " on the " + list.label()
                    + " list links back to " + frame(pfns.shareCount(pfn)) + ", not to " + frame(previous)));
        }
    }

    private void end(KernelImage image, long address, String head, long last, long count, ViolationSink sink) {
        long total = image.field("MMPFNLIST", "Total", address);
        if (count != total) {
            sink.violation(Violation.at(rule(), address, head + " counts " + total + " pages, its list holds "
                    + (count > total ? "more" : count)));
        } else if (image.field("MMPFNLIST", "Blink", address) != last) {
            sink.violation(Violation.at(rule(), address, head + " ends at "
                    + frame(image.field("MMPFNLIST", "Blink", address)) + ", its list at " + frame(last)));
        }
    }

    private static String frame(long pfn) {
        return pfn == END ? "the head" : "frame " + Images.hex(pfn);
    }
}
