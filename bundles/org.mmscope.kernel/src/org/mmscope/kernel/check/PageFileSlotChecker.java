package org.mmscope.kernel.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.mmscope.kernel.view.DamagedImageException;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageFileView;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.PrototypePteView;
import org.mmscope.kernel.view.PteDecoder;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.SegmentView;

/** A slot of a page file is used at most once, lies in its file, and those used are the slots counted and taken. */
final class PageFileSlotChecker implements Checker {

    private static final int NUMBER_SHIFT = 40;

    @Override
    public String rule() {
        return "9 page-file-slots";
    }

    @Override
    public void check(MachineView view, ViolationSink sink) {
        PteDecoder format = PteDecoder.of(view.machine().paging());
        Map<Long, String> users = new HashMap<>();
        for (SegmentView segment : view.segments()) {
            for (PrototypePteView pte : segment.prototypePtes()) {
                use(view, format, pte.raw(), "prototype PTE " + Images.hex(pte.address()), users, sink);
            }
        }
        frames(view, format, users, sink);
        if (Images.present(view)) {
            new EntryScan(Images.of(view), view)
                    .scan(entry -> use(view, format, entry.raw(), entry.toString(), users, sink));
            KernelImage image = Images.of(view);
            for (long address : CloneBlocks.prototypePtes(image, view)) {
                use(view, format, image.pte(address), "prototype PTE " + Images.hex(address), users, sink);
            }
            counts(view, users, hidden(image, view), sink);
            bitmaps(view, users, hidden(image, view), sink);
        }
    }

    /** A page in memory keeps the slot that it was read from in its OriginalPte. */
    private void frames(MachineView view, PteDecoder format, Map<Long, String> users, ViolationSink sink) {
        PfnTable pfns = view.pfns();
        for (int pfn = 0; pfn < pfns.frames(); pfn++) {
            if (ShareCountChecker.inMemory(pfns.location(pfn))) {
                use(view, format, pfns.originalPte(pfn), "original PTE of frame " + Images.hex(pfn), users, sink);
            }
        }
    }

    private void use(MachineView view, PteDecoder format, long raw, String user, Map<Long, String> users,
            ViolationSink sink) {
        if (format.kind(raw) != PteKind.PAGE_FILE) {
            return;
        }
        int number = format.pageFile(raw);
        long slot = format.pageFileOffset(raw);
        String name = "slot " + Images.hex(slot) + " of page file " + number;
        if (number >= view.pageFiles().size() || slot >= view.pageFiles().get(number).sizePages()) {
            report(name + ", used by " + user + ", is none", sink);
            return;
        }
        String other = users.put((long) number << NUMBER_SHIFT | slot, user);
        if (other != null) {
            report(name + " is used by " + other + " and by " + user, sink);
        }
    }

    /** The most slots that entries may name in page tables that are in a page file themselves. */
    private static long hidden(KernelImage image, MachineView view) {
        long last = image.global("MmSystemRangeStart") - 1;
        return view.processes().stream().mapToLong(process -> PagedOutTables.entries(image, process, 0, last)
                + SwappedRoot.hidden(image, process)).sum();
    }

    private void counts(MachineView view, Map<Long, String> users, long hidden, ViolationSink sink) {
        List<PageFileView> files = view.pageFiles();
        long[] used = new long[files.size()];
        users.keySet().forEach(key -> used[(int) (key >>> NUMBER_SHIFT)]++);
        for (int i = 0; i < used.length; i++) {
            long more = files.get(i).usedPages() - used[i];
            if (more < 0 || more > hidden) {
                report("page file " + files.get(i).path() + " counts " + files.get(i).usedPages() + " pages, " + used[i]
                        + " are used", sink);
            }
        }
    }

    /**
     * The bit of a slot in the RTL_BITMAP of its page file is set exactly when the slot is used, or lies behind the
     * present end of the file; that of slot 0 always. As many slots as are hidden may be used by entries that are not
     * seen.
     */
    private void bitmaps(MachineView view, Map<Long, String> users, long hidden, ViolationSink sink) {
        KernelImage image = Images.of(view);
        long unseen = 0;
        for (int number = 0; number < view.pageFiles().size(); number++) {
            long file = image.system().read32(image.symbol("MmPagingFile") + number * 4L);
            long bitmap = image.field("MMPAGING_FILE", "Bitmap", file);
            long slots = image.system().read32(bitmap);
            if (slots > image.memory().size() * Byte.SIZE) {
                throw new DamagedImageException("bitmap of " + slots + " slots", bitmap);
            }
            long bits = image.system().read32(bitmap + 4);
            long size = view.pageFiles().get(number).sizePages();
            for (long slot = 1; slot < slots; slot++) {
                boolean set = (image.system().read8(bits + slot / Byte.SIZE) & 1 << slot % Byte.SIZE) != 0;
                String user = users.get((long) number << NUMBER_SHIFT | slot);
                if (set != (user != null || slot >= size) && (!set || ++unseen > hidden)) {
                    report("slot " + Images.hex(slot) + " of page file " + number + " is "
                            + (set ? "taken and not used" : "free and used by " + user), sink);
                }
            }
        }
    }

    private void report(String message, ViolationSink sink) {
        sink.violation(Violation.ofMachine(rule(), message));
    }
}
