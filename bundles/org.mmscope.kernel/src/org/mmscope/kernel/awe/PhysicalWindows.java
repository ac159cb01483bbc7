package org.mmscope.kernel.awe;

import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.vad.AddressSpace;
import org.mmscope.kernel.vad.Vads;

/**
 * Windows of address spaces, in which programs map physical pages of their own: VADs with UserPhysicalPages (in 2003
 * VadType VadAwe). Their page tables are made at once and stay (MiCreatePageTablesForPhysicalRange); their pages are in
 * no working set.
 */
public final class PhysicalWindows {

    private static final int PAGE = 4096;

    private final AweInfo infos;
    private final AddressSpace spaces;
    private final Vads vads;
    private final PageTables tables;
    private final PhysicalPages pages;

    PhysicalWindows(AweInfo infos, AddressSpace spaces, PageTables tables, PhysicalPages pages) {
        this.infos = infos;
        this.spaces = spaces;
        vads = spaces.vads();
        this.tables = tables;
        this.pages = pages;
    }

    /** Makes a VAD of private memory, which is in no tree yet, a window; gives an NTSTATUS. */
    public int open(ProcessObject process, int vad) {
        int info = infos.make(process);
        if (info == AweInfo.NONE || !infos.addView(info, vad)) {
            return NtStatus.INSUFFICIENT_RESOURCES;
        }
        if (!tables.hold(process, vads.start(vad), vads.end(vad))) {
            infos.removeView(info, vad);
            return NtStatus.INSUFFICIENT_RESOURCES;
        }
        vads.setPhysical(vad);
        return NtStatus.SUCCESS;
    }

    /** Takes every page out of a window that is to go (MiRemoveUserPhysicalPagesVad); they stay the process's own. */
    public void close(ProcessObject process, int vad) {
        infos.removeView(infos.of(process), vad);
        for (int va = vads.start(vad); inside(vad, va); va += PAGE) {
            unmap(process, va);
        }
        tables.letGo(process, vads.start(vad), vads.end(vad));
    }

    private boolean inside(int vad, int va) {
        return va != 0 && Integer.compareUnsigned(va, vads.end(vad)) <= 0;
    }

    /** Whether a range lies in one window. */
    boolean contains(ProcessObject process, int start, int end) {
        int vad = spaces.tree().find(process, start);
        return vad != Vads.NONE && vads.isPhysical(vad) && Integer.compareUnsigned(end, vads.end(vad)) <= 0;
    }

    /** Maps a page of the process's own, which is mapped nowhere, in place of what is mapped there. */
    void map(ProcessObject process, int va, int pfn) {
        unmap(process, va);
        long pa = tables.find(process, va);
        tables.replace(process, va, pa, 0, Pte.withDirty(tables.format().user(pfn, Protection.READWRITE)));
        pages.windowed(pfn, tables.format().pteAddress(va), (int) (pa >>> 12));
    }

    /** Leaves the page of a window empty that an entry of the page tables' window maps. */
    void unmapEntry(ProcessObject process, int pteAddress) {
        unmap(process, tables.format().mappedAddress(pteAddress));
    }

    /** Leaves a page of a window empty. */
    void unmap(ProcessObject process, int va) {
        long pa = tables.find(process, va);
        long pte = tables.read(pa);
        if (Pte.valid(pte)) {
            tables.replace(process, va, pa, pte, 0);
            pages.unwindowed(tables.format().frame(pte));
        }
    }
}
