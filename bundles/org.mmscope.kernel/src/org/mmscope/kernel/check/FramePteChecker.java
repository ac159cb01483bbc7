package org.mmscope.kernel.check;

import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PageTables;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.machine.PhysicalReader;

/**
 * The entry that a page in memory names, in the frame that it names, holds its page number: valid for an active page,
 * in transition for the others.
 */
final class FramePteChecker implements Checker {

    @Override
    public String rule() {
        return "3 frame-pte";
    }

    @Override
    public void check(MachineView view, ViolationSink sink) {
        if (!Images.present(view)) {
            return;
        }
        KernelImage image = Images.of(view);
        PageTables tables = image.tables(0);
        PfnTable pfns = view.pfns();
        for (int pfn = 0; pfn < pfns.frames(); pfn++) {
            if (ShareCountChecker.inMemory(pfns.location(pfn)) && pfns.pteAddress(pfn) != 0) {
                frame(image, tables, pfns, pfn, sink);
            }
        }
    }

    private void frame(KernelImage image, PageTables tables, PfnTable pfns, int pfn, ViolationSink sink) {
        long raw = tables.read(ShareCountChecker.pteAddressInFrame(pfns, pfn));
        PteKind kind = image.ptes().kind(raw);
        PteKind wanted = pfns.location(pfn) == PageLocation.ACTIVE ? PteKind.VALID : PteKind.TRANSITION;
        int offset = pfn - image.ptes().frame(raw);
        boolean named = PageTables.isLarge(raw)
                ? offset >= 0 && offset < tables.directorySpan() / PhysicalReader.FRAME_SIZE
                : offset == 0;
        if (kind != wanted || !named) {
            sink.violation(new Violation(rule(), pfns.pteAddress(pfn), pfn, "frame " + Images.hex(pfn) + " is "
                    + pfns.location(pfn).label() + ", and its PTE " + Images.hex(pfns.pteAddress(pfn)) + " in frame "
                    + Images.hex(pfns.pteFrame(pfn)) + " is " + Images.hex(raw) + " (" + kind.label() + ")"));
        }
    }
}
