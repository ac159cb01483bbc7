package org.mmscope.kernel.pfn;

import static org.mmscope.kernel.pfn.PfnDatabase.LIST_END;

import java.util.Arrays;
import java.util.BitSet;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.machine.PhysicalMemory;

/**
 * The page lists: MMPFNLIST heads in the kernel's data, linked through Flink and Blink of the entries. Pages on the
 * zeroed and free lists are also linked by colour, through OriginalPte and PteFrame, from MmFreePagesByColor.
 */
public final class PageLists {

    /** Number of page colours. */
    public static final int COLORS = 64;

    private static final KernelSymbol[] HEADS = {KernelSymbol.MM_ZEROED_PAGE_LIST_HEAD,
        KernelSymbol.MM_FREE_PAGE_LIST_HEAD, KernelSymbol.MM_STANDBY_PAGE_LIST_HEAD,
        KernelSymbol.MM_MODIFIED_PAGE_LIST_HEAD, KernelSymbol.MM_MODIFIED_NO_WRITE_PAGE_LIST_HEAD,
        KernelSymbol.MM_BAD_PAGE_LIST_HEAD};
    private static final int NAME = 4;
    private static final int FLINK = 8;
    private static final int BLINK = 12;
    private static final int COLOR_ENTRY = 12;
    private static final int COLOR_BLINK = 4;
    private static final int COLOR_COUNT = 8;

    private final PhysicalMemory memory;
    private final PfnDatabase pfns;
    private final long[] heads = new long[HEADS.length];
    private final long colors;
    private final long available;

    public PageLists(SystemMemory system, KernelLayout layout, PfnDatabase pfns) {
        this.memory = system.physical();
        this.pfns = pfns;
        for (int i = 0; i < heads.length; i++) {
            heads[i] = system.physicalAddress(layout.address(HEADS[i]));
        }
        // The colour table spans two pages of the kernel's data, which are contiguous in physical memory.
        colors = system.physicalAddress(layout.address(KernelSymbol.MM_FREE_PAGES_BY_COLOR));
        available = system.physicalAddress(layout.address(KernelSymbol.MM_AVAILABLE_PAGES));
    }

    /** Empties every list; for the boot. */
    void clear() {
        for (int i = 0; i < heads.length; i++) {
            memory.write32(heads[i], 0);
            memory.write32(heads[i] + NAME, i);
            memory.write32(heads[i] + FLINK, LIST_END);
            memory.write32(heads[i] + BLINK, LIST_END);
        }
        for (int i = 0; i < 2 * COLORS; i++) {
            memory.write32(colors + i * COLOR_ENTRY, LIST_END);
            memory.write32(colors + i * COLOR_ENTRY + COLOR_BLINK, LIST_END);
            memory.write32(colors + i * COLOR_ENTRY + COLOR_COUNT, 0);
        }
        memory.write32(available, 0);
    }

    /** Puts every frame but those in use at the end of the free list, in order; for the boot, which has many. */
    void fill(BitSet used) {
        int[] lastOfColor = new int[COLORS];
        int[] count = new int[COLORS];
        Arrays.fill(lastOfColor, LIST_END);
        int last = LIST_END;
        long head = heads[PageLocation.FREE.ordinal()];
        for (int pfn = used.nextClearBit(0); pfn < pfns.frames(); pfn = used.nextClearBit(pfn + 1)) {
            int color = pfn % COLORS;
            pfns.begin(pfn, PageLocation.FREE, false, false);
            link(head, last, pfn);
            linkColored(color(PageLocation.FREE, color), lastOfColor[color], pfn);
            last = pfn;
            lastOfColor[color] = pfn;
            count[color]++;
        }
        link(head, last, LIST_END);
        for (int color = 0; color < COLORS; color++) {
            long entry = color(PageLocation.FREE, color);
            linkColored(entry, lastOfColor[color], LIST_END);
            memory.write32(entry + COLOR_COUNT, count[color]);
        }
        memory.write32(head, Arrays.stream(count).sum());
        memory.write32(available, Arrays.stream(count).sum());
    }

    /** Pages on a list. */
    public int total(PageLocation list) {
        return memory.read32(heads[list.ordinal()]);
    }

    /** Pages that can be given out at once: zeroed, free and standby. */
    public int available() {
        return memory.read32(available);
    }

    /** First page of a list, or {@link PfnDatabase#LIST_END}. */
    public int first(PageLocation list) {
        return memory.read32(heads[list.ordinal()] + FLINK);
    }

    /** First page of a colour on the zeroed or free list, or {@link PfnDatabase#LIST_END}. */
    int first(PageLocation list, int color) {
        return memory.read32(color(list, color));
    }

    /** Puts a page at the end of a list and says so in its entry. */
    void insertTail(PageLocation list, int pfn) {
        long head = heads[list.ordinal()];
        int last = memory.read32(head + BLINK);
        link(head, last, pfn);
        link(head, pfn, LIST_END);
        enter(list, pfn);
    }

    /** Puts a page at the front of a list. */
    void insertHead(PageLocation list, int pfn) {
        long head = heads[list.ordinal()];
        int next = memory.read32(head + FLINK);
        link(head, LIST_END, pfn);
        link(head, pfn, next);
        enter(list, pfn);
    }

    /** Takes a page off the list that it is on; its location stays for the caller to change. */
    void remove(int pfn) {
        PageLocation list = pfns.location(pfn);
        long head = heads[list.ordinal()];
        link(head, pfns.u2(pfn), pfns.u1(pfn));
        count(list, head, -1);
        if (colored(list)) {
            removeColored(list, pfn);
        }
    }

    private void enter(PageLocation list, int pfn) {
        pfns.location(pfn, list);
        count(list, heads[list.ordinal()], 1);
        if (colored(list)) {
            insertColored(list, pfn);
        }
    }

    private void count(PageLocation list, long head, int delta) {
        memory.write32(head, memory.read32(head) + delta);
        if (list.ordinal() <= PageLocation.STANDBY.ordinal()) {
            memory.write32(available, memory.read32(available) + delta);
        }
    }

    /** Makes two pages neighbours; the list's end on either side stands for its head. */
    private void link(long head, int before, int after) {
        if (before == LIST_END) {
            memory.write32(head + FLINK, after);
        } else {
            pfns.u1(before, after);
        }
        if (after == LIST_END) {
            memory.write32(head + BLINK, before);
        } else {
            pfns.u2(after, before);
        }
    }

    private static boolean colored(PageLocation list) {
        return list.ordinal() <= PageLocation.FREE.ordinal();
    }

    private long color(PageLocation list, int color) {
        return colors + (list.ordinal() * COLORS + color) * COLOR_ENTRY;
    }

    private void insertColored(PageLocation list, int pfn) {
        long entry = color(list, pfn % COLORS);
        int last = memory.read32(entry + COLOR_BLINK);
        linkColored(entry, last, pfn);
        linkColored(entry, pfn, LIST_END);
        memory.write32(entry + COLOR_COUNT, memory.read32(entry + COLOR_COUNT) + 1);
    }

    private void removeColored(PageLocation list, int pfn) {
        long entry = color(list, pfn % COLORS);
        int before = pfns.pteFrame(pfn);
        linkColored(entry, before == pfns.noFrame() ? LIST_END : before, (int) pfns.originalPte(pfn));
        memory.write32(entry + COLOR_COUNT, memory.read32(entry + COLOR_COUNT) - 1);
    }

    private void linkColored(long entry, int before, int after) {
        if (before == LIST_END) {
            memory.write32(entry, after);
        } else {
            pfns.originalPte(before, after & 0xFFFFFFFFL);
        }
        if (after == LIST_END) {
            memory.write32(entry + COLOR_BLINK, before);
        } else {
            pfns.pteFrame(after, before);
        }
    }
}
