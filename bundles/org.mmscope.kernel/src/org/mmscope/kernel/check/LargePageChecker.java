package org.mmscope.kernel.check;

import org.mmscope.kernel.check.EntryScan.Entry;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PageTables;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PteDecoder;
import org.mmscope.kernel.view.VadView;
import org.mmscope.machine.PhysicalReader;

/**
 * A directory entry that maps a large page names frames from a multiple of their number on, each active, in no working
 * set and with the entry as its PTE. In user space it lies in a range of large pages, which nothing else maps, and its
 * bits are those of the range's protection; in system space it is the kernel's and global.
 */
final class LargePageChecker implements Checker {

    private static final int WRITABLE = 1 << 1;
    private static final int OWNER = 1 << 2;
    private static final int DIRTY = 1 << 6;
    private static final int GLOBAL = 1 << 8;

    @Override
    public String rule() {
        return "3 large-pages";
    }

    /** Pages of the ranges of all processes that large pages map. */
    static long pages(MachineView view) {
        return view.processes().stream().flatMap(process -> process.vads().stream()).filter(VadView::largePages)
                .mapToLong(vad -> (vad.end() - vad.start() + 1) / PhysicalReader.FRAME_SIZE).sum();
    }

    @Override
    public void check(MachineView view, ViolationSink sink) {
        if (!Images.present(view)) {
            return;
        }
        KernelImage image = Images.of(view);
        long system = image.global("MmSystemRangeStart");
        new EntryScan(image, view).scan(entry -> {
            if (entry.large()) {
                frames(view.pfns(), image.ptes(), entry, sink);
                bits(view.pfns(), image.ptes(), entry, entry.va() < system, sink);
                range(entry, entry.va() < system, sink);
            }
        });
        view.processes().forEach(process -> ranges(image, process, sink));
    }

    private void frames(PfnTable pfns, PteDecoder format, Entry entry, ViolationSink sink) {
        int frames = entry.frames(format);
        if (entry.pfn() % frames != 0 || entry.pfn() + frames > pfns.frames()) {
            report(entry, "does not name frames from a multiple of " + frames + " on", sink);
            return;
        }
        for (int pfn = entry.pfn(); pfn < entry.pfn() + frames; pfn++) {
            if (pfns.location(pfn) != PageLocation.ACTIVE || pfns.pteAddress(pfn) != entry.address()
                    || pfns.u1(pfn) != 0) {
                report(entry, "maps frame " + Images.hex(pfn) + ", which is " + pfns.location(pfn).label()
                        + ", has working-set index " + pfns.u1(pfn) + " and names PTE "
                        + Images.hex(pfns.pteAddress(pfn)), sink);
                return;
            }
        }
    }

    private void bits(PfnTable pfns, PteDecoder format, Entry entry, boolean user, ViolationSink sink) {
        if (has(entry, OWNER) != user || has(entry, GLOBAL) == user) {
            report(entry, user ? "is not the process's alone" : "is not the kernel's alone", sink);
        }
        if (user && entry.pfn() < pfns.frames()) {
            int code = format.protection(pfns.originalPte(entry.pfn()));
            if (has(entry, WRITABLE) != PteBitsChecker.writable(code) || has(entry, WRITABLE) != has(entry, DIRTY)) {
                report(entry, "has other write bits than protection " + code + " of its pages", sink);
            }
        }
    }

    private void range(Entry entry, boolean user, ViolationSink sink) {
        boolean inside = entry.process().vads().stream()
                .anyMatch(vad -> vad.largePages() && vad.start() <= entry.va() && entry.va() <= vad.end());
        if (user && !inside) {
            report(entry, "lies in no range of large pages", sink);
        }
    }

    /** Every directory entry of a range of large pages maps one. */
    private void ranges(KernelImage image, ProcessView process, ViolationSink sink) {
        PageTables tables = image.tables(process.directoryTableBase());
        for (VadView vad : process.vads()) {
            for (long va = vad.start(); vad.largePages() && va <= vad.end(); va += tables.directorySpan()) {
                long at = tables.directoryEntry(va);
                if (at == PageTables.NONE || !PageTables.isLarge(tables.read(at))) {
                    sink.violation(Violation.at(rule(), vad.address(), "VAD " + Images.hex(vad.address()) + " of "
                            + process.name() + " has no large page at " + Images.hex(va)));
                }
            }
        }
    }

    private void report(Entry entry, String wrong, ViolationSink sink) {
        sink.violation(new Violation(rule(), entry.address(), entry.pfn(), entry + " " + wrong));
    }

    private static boolean has(Entry entry, int bit) {
        return (entry.raw() & bit) != 0;
    }
}
