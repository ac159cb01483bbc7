package org.mmscope.kernel.check;

import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.PageTables;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.VirtualReader;

/**
 * Page tables that are in a page file. An image does not hold their entries; how many of them are not empty tells
 * UsedPageTableEntries of the MMWSL.
 */
final class PagedOutTables {

    private PagedOutTables() {
    }

    /**
     * How many entries that are not empty the page tables of a process have that are out and map a part of a range;
     * when the counts are out, too, how many there can be.
     */
    static long entries(KernelImage image, ProcessView process, long first, long last) {
        PageTables tables = image.tables(process.directoryTableBase());
        VirtualReader space = image.space(process.directoryTableBase());
        long counts = image.field("EPROCESS", "Vm.VmWorkingSetList", process.address())
                + image.structure("MMWSL").offset("UsedPageTableEntries");
        if (SwappedRoot.isOut(image, process) && !space.present(counts)) {
            return SwappedRoot.pages(process, first, last);
        }
        long span = tables.directorySpan();
        long entries = 0;
        for (long va = first / span * span; va <= last; va += span) {
            long at = tables.directoryEntry(va);
            if (at != PageTables.NONE && image.ptes().kind(tables.read(at)) == PteKind.PAGE_FILE) {
                entries += space.read16(counts + va / span * 2);
            }
        }
        return entries;
    }
}
