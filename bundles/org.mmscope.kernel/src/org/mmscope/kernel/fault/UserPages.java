package org.mmscope.kernel.fault;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.fork.CloneBlocks;
import org.mmscope.kernel.io.PageFiles;
import org.mmscope.kernel.pfn.PfnDatabase;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.kernel.workingset.WorkingSetList;

/** Takes pages out of a process: evicted from its working set, or deleted (MiDeletePte); and re-protects them. */
public final class UserPages {

    private final PageTables tables;
    private final PteFormat format;
    private final PhysicalPages pages;
    private final PfnDatabase pfns;
    private final PageFiles files;
    private final WorkingSetList workingSets;
    private final CloneBlocks clones;

    public UserPages(PageTables tables, PhysicalPages pages, PageFiles files, WorkingSetList workingSets,
            CloneBlocks clones) {
        this.clones = clones;
        this.tables = tables;
        format = tables.format();
        this.pages = pages;
        pfns = pages.pfns();
        this.files = files;
        this.workingSets = workingSets;
    }

    public PageTables tables() {
        return tables;
    }

    /** Takes a valid page out of the working set (MiFreeWsle); its PTE says afterwards where it is. */
    public void evict(ProcessObject process, int va) {
        long pa = tables.find(process, va);
        long pte = tables.read(pa);
        int pfn = format.frame(pte);
        int index = workingSets.find(process, va, pfn);
        evict(process, va, pa, pte, shared(va, pfn) ? sharedPte(process, va, pfn, index)
                : format.transition(pfn, Pte.protection(pfns.originalPte(pfn))));
    }

    private long sharedPte(ProcessObject process, int va, int pfn, int index) {
        if ((va & ~0xFFF) == KernelLayout.USER_SHARED_DATA) {
            return 0;
        }
        int kept = workingSets.protection(process, index);
        return kept != 0 ? format.vadLookup(kept)
                : format.prototype(pfns.pteAddress(pfn), Pte.protection(pfns.originalPte(pfn)));
    }

    /** The PTE that a valid one of a shared page would be if it were not valid. */
    public long sharedPte(ProcessObject process, int va, int pfn) {
        return sharedPte(process, va, pfn, workingSets.find(process, va, pfn));
    }

    private boolean shared(int va, int pfn) {
        return pfns.prototype(pfn) || (va & ~0xFFF) == KernelLayout.USER_SHARED_DATA;
    }

    private void evict(ProcessObject process, int va, long pa, long pte, long after) {
        int pfn = format.frame(pte);
        workingSets.remove(process, workingSets.find(process, va, pfn), pfn);
        if (Pte.dirty(pte)) {
            pfns.modified(pfn, true);
        }
        tables.write(process, va, pa, pte, after);
        pages.dropShare(pfn);
    }

    /**
     * Deletes every page of a range.
     *
     * @param committed PTE to leave behind: 0, or a decommitted one where an empty PTE would mean committed
     * @return how many of them were committed by their PTE
     */
    public int delete(ProcessObject process, int start, int end, long committed) {
        int count = 0;
        int va = start;
        while (Integer.compareUnsigned(va, end) <= 0) {
            long pa = committed == 0 ? tables.find(process, va) : tables.make(process, va);
            if (pa == PageTables.NONE) {
                va = tables.nextTable(va);
            } else {
                count += deleteOne(process, va, pa, committed);
                va += 0x1000;
            }
            if (va == 0) {
                break;
            }
        }
        tables.trim(process, start, end);
        return count;
    }

    private int deleteOne(ProcessObject process, int va, long pa, long after) {
        long pte = tables.read(pa);
        if (pte == after) {
            return 0;
        }
        if (Pte.valid(pte)) {
            deleteValid(process, va, pa, pte, after);
            return 1;
        }
        tables.write(process, va, pa, pte, after);
        if (Pte.transition(pte)) {
            pages.deleteTransition(format.frame(pte));
            process.add(process.layout().numberOfPrivatePages, -1);
            return 1;
        }
        if (Pte.prototype(pte) && !format.isVadLookup(pte)) {
            clones.release(process, format.prototypeAddress(pte));
        }
        if (!Pte.software(pte)) {
            return 0;
        }
        if (!format.isDemandZero(pte)) {
            files.release(pte);
            process.add(process.layout().numberOfPrivatePages, -1);
        }
        return Pte.protection(pte) == Protection.DECOMMIT ? 0 : 1;
    }

    private void deleteValid(ProcessObject process, int va, long pa, long pte, long after) {
        int pfn = format.frame(pte);
        if (shared(va, pfn)) {
            int prototypePte = pfns.pteAddress(pfn);
            evict(process, va, pa, pte, after);
            clones.release(process, prototypePte);
            return;
        }
        workingSets.remove(process, workingSets.find(process, va, pfn), pfn);
        tables.write(process, va, pa, pte, after);
        pages.deleteMapped(pfn);
        process.add(process.layout().numberOfPrivatePages, -1);
    }

    /** Gives a page, whatever its PTE is, another protection code; the page table must be there. */
    public void protect(ProcessObject process, int va, long pa, int code, boolean mapped) {
        long pte = tables.read(pa);
        if (Pte.valid(pte)) {
            protectValid(process, va, pa, pte, code);
        } else if (pte == 0 || Pte.prototype(pte)) {
            tables.write(process, va, pa, pte, mapped ? format.vadLookup(code) : format.demandZero(code));
        } else {
            int own = mapped ? Protection.withoutCopyOnWrite(code) : code;
            if (Pte.transition(pte)) {
                keepProtection(format.frame(pte), own);
            }
            tables.write(process, va, pa, pte, Pte.withProtection(pte, own));
        }
    }

    private void protectValid(ProcessObject process, int va, long pa, long pte, int code) {
        int pfn = format.frame(pte);
        boolean shared = pfns.prototype(pfn);
        int own = shared ? code : Protection.withoutCopyOnWrite(code);
        if (!shared) {
            keepProtection(pfn, own);
        }
        if (!Protection.accessible(own) || Protection.guard(own)) {
            evict(process, va, pa, pte, shared ? format.vadLookup(own) : format.transition(pfn, own));
            return;
        }
        long after = format.user(pfn, own);
        pfns.caching(pfn, after);
        if (shared) {
            workingSets.protection(process, workingSets.find(process, va, pfn), own);
        }
        if (Pte.dirty(pte)) {
            pfns.modified(pfn, true);
            after = (after & Pte.WRITE) != 0 ? Pte.withDirty(after) : after;
        }
        tables.write(process, va, pa, pte, after);
    }

    private void keepProtection(int pfn, int code) {
        pfns.originalPte(pfn, Pte.withProtection(pfns.originalPte(pfn), code));
    }
}
