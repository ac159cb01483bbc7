package org.mmscope.kernel.vad;

import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.kernel.section.PrototypePages;
import org.mmscope.kernel.workingset.WorkingSetList;

/** What the pages of a VAD are, from VAD, PTE and prototype PTE together (MiQueryAddressState). */
public final class PageStates {

    /** The state of a page that is reserved only; committed pages have their protection code. */
    public static final int RESERVED = -1;

    private static final int PAGE = 4096;

    private final Vads vads;
    private final PageTables tables;
    private final PteFormat format;
    private final PhysicalPages pages;
    private final PrototypePages prototypes;
    private final WorkingSetList workingSets;

    public PageStates(Vads vads, PageTables tables, PhysicalPages pages, PrototypePages prototypes,
            WorkingSetList workingSets) {
        this.vads = vads;
        this.tables = tables;
        format = tables.format();
        this.pages = pages;
        this.prototypes = prototypes;
        this.workingSets = workingSets;
    }

    /** The protection code of a page, or {@link #RESERVED}. */
    public int of(ProcessObject process, int vad, int va) {
        long pa = tables.find(process, va);
        return of(process, vad, va, pa == PageTables.NONE ? 0 : tables.read(pa));
    }

    private int of(ProcessObject process, int vad, int va, long pte) {
        if (vads.isLarge(vad)) {
            return vads.protection(vad);
        }
        if (vads.isPhysical(vad)) {
            return Pte.valid(pte) ? Protection.READWRITE : RESERVED;
        }
        if (Pte.valid(pte)) {
            int code = ofValid(process, va, format.frame(pte));
            return vads.isPrivate(vad) ? Protection.withoutCopyOnWrite(code) : code;
        }
        if (pte != 0 && !Pte.prototype(pte)) {
            int code = Pte.protection(pte);
            return code == Protection.DECOMMIT ? RESERVED : code;
        }
        if (pte != 0 && !format.isVadLookup(pte)) {
            int code = prototypes.protection(format.prototypeAddress(pte));
            return vads.isPrivate(vad) ? Protection.withoutCopyOnWrite(code) : code;
        }
        if (vads.isPrivate(vad)) {
            return vads.isCommitted(vad) ? vads.protection(vad) : RESERVED;
        }
        int prototypePte = prototypes.address(vad, va);
        if (prototypePte == 0 || !prototypes.isCommitted(prototypePte)) {
            return RESERVED;
        }
        if (pte != 0 && format.isVadLookup(pte)) {
            return Pte.protection(pte);
        }
        return vads.isImage(vad) ? prototypes.protection(prototypePte) : vads.protection(vad);
    }

    /** The code that a page gets for one asked for: data of an image that is stored to in common is not copied. */
    int allowed(int vad, int va, int code) {
        if (!vads.isImage(vad) || !Protection.copyOnWrite(code)) {
            return code;
        }
        int own = prototypes.protection(prototypes.address(vad, va));
        return Protection.writable(own) && !Protection.copyOnWrite(own) ? Protection.withoutCopyOnWrite(code) : code;
    }

    private int ofValid(ProcessObject process, int va, int pfn) {
        if (pages.pfns().prototype(pfn)) {
            int kept = workingSets.protection(process, workingSets.find(process, va, pfn));
            if (kept != 0) {
                return kept;
            }
        }
        return Pte.protection(pages.pfns().originalPte(pfn));
    }

    /** First address, at most behind {@code end}, from which a page has another state than the one at {@code va}. */
    public int runEnd(ProcessObject process, int vad, int va, int end) {
        if (vads.isLarge(vad)) {
            return end + 1;
        }
        int state = of(process, vad, va);
        boolean uniform = vads.isPrivate(vad);
        int at = va + PAGE;
        while (Integer.compareUnsigned(at, end) <= 0 && at != 0) {
            if (uniform && tables.find(process, at) == PageTables.NONE) {
                if (of(process, vad, at, 0) != state) {
                    return at;
                }
                int next = tables.nextTable(at);
                at = next == 0 || Integer.compareUnsigned(next, end) > 0 ? end + 1 : next;
            } else if (of(process, vad, at) != state) {
                return at;
            } else {
                at += PAGE;
            }
        }
        return at;
    }

    /** Committed pages of a range of one VAD. */
    public int committed(ProcessObject process, int vad, int start, int end) {
        int count = 0;
        int va = start;
        while (Integer.compareUnsigned(va, end) <= 0 && va != 0) {
            int next = runEnd(process, vad, va, end);
            if (of(process, vad, va) != RESERVED) {
                count += next - va >>> 12;
            }
            va = next;
        }
        return count;
    }

    /** Describes a state as MEMORY_BASIC_INFORMATION does. */
    static int protect(int state) {
        return state == RESERVED ? 0 : Protection.toPage(state);
    }

    static int memoryState(int state) {
        return state == RESERVED ? MemoryConstants.MEM_RESERVE : MemoryConstants.MEM_COMMIT;
    }
}
