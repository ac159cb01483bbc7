package org.mmscope.kernel.section;

import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.memory.SystemPageTables;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.kernel.view.CacheView;
import org.mmscope.kernel.workingset.SystemWorkingSet;

/**
 * Views of data sections in the system cache (MmMapViewInSystemCache, MmUnmapViewInSystemCache): their PTEs point at the
 * prototype PTEs of the section and become valid at the first reference, as in any view. References are the cache
 * manager's; the faults that they take are counted in MmSystemCacheWs, and in no process.
 */
public final class SystemCacheViews {

    /** Pages of a view. */
    public static final int PAGES = CacheView.PAGES;
    /** Bytes of a view: VACB_MAPPING_GRANULARITY. */
    public static final int SIZE = PAGES * 4096;

    private static final int PAGE = 4096;
    private static final int PAGE_SHIFT = 12;

    private final SystemMemory system;
    private final PteFormat format;
    private final SystemPageTables tables;
    private final PhysicalPages pages;
    private final ControlAreas areas;
    private final SegmentPtes ptes;
    private final PrototypePages prototypes;
    private final SectionLayout layout;
    private final SystemWorkingSet workingSet;

    SystemCacheViews(SystemMemory system, PteFormat format, SystemPageTables tables, PhysicalPages pages,
            ControlAreas areas, SegmentPtes ptes, PrototypePages prototypes, SystemWorkingSet workingSet) {
        this.system = system;
        this.format = format;
        this.tables = tables;
        this.pages = pages;
        this.areas = areas;
        this.ptes = ptes;
        this.prototypes = prototypes;
        layout = areas.layout();
        this.workingSet = workingSet;
    }

    /** Makes the page tables of so many pages that views may be mapped in; for the boot. */
    public void boot(int start, int count) {
        if (!tables.prepare(start, count)) {
            throw new IllegalStateException("no memory for the page tables of the system cache");
        }
    }

    /** Maps what a segment has of the view at an offset; false without pool. */
    public boolean map(int area, long offset, int va) {
        if (!extend(area, offset, va)) {
            return false;
        }
        count(area, 1);
        return true;
    }

    /** Lets a view reach to the end of its segment, which has become larger; false without pool. */
    public boolean extend(int area, long offset, int va) {
        long first = offset >>> PAGE_SHIFT;
        long count = Math.min(PAGES, areas.pages(area) - first);
        if (!ptes.materialize(area, first, count)) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (tables.get(va + i * PAGE) == 0) {
                tables.set(va + i * PAGE,
                        format.prototype(areas.prototypePte(area, first + i), Protection.READWRITE));
            }
        }
        return true;
    }

    /** Unmaps a view and gives the number of its pages that were stored to; they are modified now. */
    public int unmap(int area, int va) {
        int dirty = 0;
        for (int at = va; at != va + SIZE; at += PAGE) {
            dirty += evict(at) ? 1 : 0;
            tables.set(at, 0);
        }
        count(area, -1);
        return dirty;
    }

    private void count(int area, int delta) {
        areas.add(area, layout.mappedViews, delta);
        int views = area + layout.systemCacheViews;
        if (layout.fewSystemCacheViews) {
            system.write16(views, system.read16(views) + delta);
        } else {
            system.add32(views, delta);
        }
    }

    /** Whether the page at an address is in memory for its view. */
    public boolean isValid(int va) {
        return Pte.valid(tables.get(va));
    }

    /** Whether the page at an address has been stored to through its view. */
    public boolean isDirty(int va) {
        long pte = tables.get(va);
        return Pte.valid(pte) && Pte.dirty(pte);
    }

    /** Whether a page of a view lies in a frame. */
    public boolean maps(int va, int pfn) {
        long pte = tables.get(va);
        return Pte.valid(pte) && format.frame(pte) == pfn;
    }

    /** Makes the reference to an address of a view possible, by a fault if need be, and notes it; gives an NTSTATUS. */
    public int refer(int va, boolean store) {
        long pte = tables.get(va);
        int status = Pte.valid(pte) ? NtStatus.SUCCESS : fault(va, pte);
        if (status == NtStatus.SUCCESS) {
            note(va, tables.get(va), store);
        }
        return status;
    }

    private int fault(int va, long pte) {
        if (pte == 0) {
            return NtStatus.INSUFFICIENT_RESOURCES;
        }
        int prototypePte = format.prototypeAddress(pte);
        workingSet.owner().countFault();
        if (prototypes.isLost(prototypePte)) {
            return NtStatus.PARITY_ERROR;
        }
        int pfn = prototypes.share(prototypePte);
        if (pfn < 0) {
            return pfn == PrototypePages.FAILED ? NtStatus.DEVICE_DATA_ERROR : NtStatus.INSUFFICIENT_RESOURCES;
        }
        tables.set(va, format.valid(pfn, Pte.protection(pages.pfns().originalPte(pfn)), Pte.GLOBAL));
        if (!workingSet.add(va)) {
            leave(va);
            return NtStatus.INSUFFICIENT_RESOURCES;
        }
        return NtStatus.SUCCESS;
    }

    /** The processor would set Accessed and, at the first store, the fault handler Dirty. */
    private void note(int va, long pte, boolean store) {
        long noted = store ? Pte.withDirty(pte) | Pte.ACCESSED : pte | Pte.ACCESSED;
        if (noted != pte) {
            tables.set(va, noted);
        }
        if (store) {
            prototypes.dirtied(format.frame(pte));
        }
    }

    /** Takes a page out of its view and of the working set, and says whether it was stored to. */
    public boolean evict(int va) {
        if (!isValid(va)) {
            return false;
        }
        workingSet.remove(va);
        return leave(va);
    }

    /** As {@link #evict}, for a page that the working set has given up. */
    public boolean leave(int va) {
        long pte = tables.get(va);
        int pfn = format.frame(pte);
        if (Pte.dirty(pte)) {
            pages.pfns().modified(pfn, true);
        }
        tables.set(va, format.prototype(pages.pfns().pteAddress(pfn), Protection.READWRITE));
        pages.dropShare(pfn);
        return Pte.dirty(pte);
    }

    /** Moves the Dirty bit of a page to its PFN entry, so that later stores are seen; says whether it was set. */
    public boolean clean(int va) {
        long pte = tables.get(va);
        if (!Pte.valid(pte) || !Pte.dirty(pte)) {
            return false;
        }
        pages.pfns().modified(format.frame(pte), true);
        tables.set(va, Pte.withoutDirty(pte));
        return true;
    }

    /** Whether the page at an address is in memory for its view and has changes that its file has not. */
    public boolean isModified(int va) {
        long pte = tables.get(va);
        return Pte.valid(pte) && pages.pfns().modified(format.frame(pte));
    }

    /** Begins to write the modified pages of a range of a file's segment; gives an NTSTATUS. */
    public int flush(int area, long first, long count) {
        return prototypes.flush(area, first, count);
    }
}
