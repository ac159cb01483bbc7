package org.mmscope.kernel.vad;

import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.awe.PhysicalWindows;
import org.mmscope.kernel.fault.UserPages;
import org.mmscope.kernel.fork.ForkedPages;
import org.mmscope.kernel.pfn.CommitAccounting;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.section.SectionViews;

/** Reserves and commits: NtAllocateVirtualMemory. */
final class MemoryAllocator {

    private static final int PAGE = 4096;
    private static final int KINDS =
            MemoryConstants.MEM_COMMIT | MemoryConstants.MEM_RESERVE | MemoryConstants.MEM_RESET;

    private static final int MODIFIERS =
            MemoryConstants.MEM_TOP_DOWN | MemoryConstants.MEM_PHYSICAL | MemoryConstants.MEM_LARGE_PAGES;

    private final AddressSpace spaces;
    private final Vads vads;
    private final Placement placement;
    private final PageStates states;
    private final UserPages userPages;
    private final PageTables tables;
    private final SectionViews views;
    private final CommitAccounting commit;
    private final ForkedPages forked;
    private final PhysicalWindows windows;
    private final LargePages largePages;

    MemoryAllocator(AddressSpace spaces, Placement placement, PageStates states, UserPages userPages,
            SectionViews views, CommitAccounting commit, ForkedPages forked, PhysicalWindows windows,
            LargePages largePages) {
        this.spaces = spaces;
        vads = spaces.vads();
        this.placement = placement;
        this.states = states;
        this.userPages = userPages;
        tables = userPages.tables();
        this.views = views;
        this.commit = commit;
        this.forked = forked;
        this.windows = windows;
        this.largePages = largePages;
    }

    int allocate(ProcessObject process, MemoryRange range, int type, int protect) {
        boolean physical = (type & MemoryConstants.MEM_PHYSICAL) != 0;
        boolean large = (type & MemoryConstants.MEM_LARGE_PAGES) != 0;
        if (!isType(type) || physical && !isPhysicalType(type) || large && !largePages.isType(type, range.base)) {
            return NtStatus.INVALID_PARAMETER_5;
        }
        if (physical && protect != MemoryConstants.PAGE_READWRITE) {
            return NtStatus.INVALID_PARAMETER_6;
        }
        int code = Protection.ofPage(protect);
        if (code == Protection.INVALID) {
            return NtStatus.INVALID_PAGE_PROTECTION;
        }
        if (range.size == 0 || range.size > placement.highestVadAddress() + 1) {
            return NtStatus.INVALID_PARAMETER_4;
        }
        if (range.base != 0 && !placement.isUser(range.base, 1)) {
            return NtStatus.INVALID_PARAMETER_3;
        }
        if (range.base != 0 && !placement.isUser(range.base, range.size)) {
            return NtStatus.INVALID_PARAMETER_4;
        }
        int status = large ? largePages.checkRange(range, protect) : NtStatus.SUCCESS;
        if (status != NtStatus.SUCCESS) {
            return status;
        }
        if ((type & MemoryConstants.MEM_RESET) != 0) {
            return checkCommitted(process, range);
        }
        return (type & MemoryConstants.MEM_RESERVE) != 0 || range.base == 0 ? reserve(process, range, type, code)
                : commit(process, range, code);
    }

    private static boolean isType(int type) {
        return (type & KINDS) != 0
                && (type & ~(KINDS | MODIFIERS)) == 0
                && ((type & MemoryConstants.MEM_RESET) == 0 || type == MemoryConstants.MEM_RESET);
    }

    /** A window on physical pages is reserved and no more. */
    private boolean isPhysicalType(int type) {
        return windows != null && (type & ~MemoryConstants.MEM_TOP_DOWN)
                == (MemoryConstants.MEM_RESERVE | MemoryConstants.MEM_PHYSICAL);
    }

    private int reserve(ProcessObject process, MemoryRange range, int type, int code) {
        if (Protection.copyOnWrite(code)) {
            return NtStatus.INVALID_PAGE_PROTECTION;
        }
        boolean committed = (type & MemoryConstants.MEM_COMMIT) != 0;
        int start = range.base & -VadBitmap.GRANULE;
        long size = (range.base - start + range.size + PAGE - 1) & -PAGE;
        if (range.base == 0) {
            start = placement.find(process, size, alignment(type), (type & MemoryConstants.MEM_TOP_DOWN) != 0);
            if (start == 0) {
                return NtStatus.NO_MEMORY;
            }
        } else if (!placement.isFree(process, start, size)) {
            return NtStatus.CONFLICTING_ADDRESSES;
        }
        int charge = committed ? (int) (size >>> 12) : 0;
        if (!commit.charge(charge)) {
            return NtStatus.COMMITMENT_LIMIT;
        }
        int vad = vads.createPrivate(start, (int) (start + size - 1), code);
        if (vad == Vads.NONE) {
            commit.release(charge);
            return NtStatus.INSUFFICIENT_RESOURCES;
        }
        int status = makeResident(process, vad, type);
        if (status != NtStatus.SUCCESS) {
            vads.delete(vad);
            commit.release(charge);
            return status;
        }
        if (committed) {
            vads.setCommitted(vad);
        }
        vads.commitCharge(vad, charge);
        process.addWithPeak(process.layout().commitCharge, process.layout().commitChargePeak, charge);
        spaces.insert(process, vad);
        range.base = start;
        range.size = size;
        return NtStatus.SUCCESS;
    }

    private int alignment(int type) {
        return (type & MemoryConstants.MEM_LARGE_PAGES) == 0 ? VadBitmap.GRANULE : largePages.size();
    }

    private int makeResident(ProcessObject process, int vad, int type) {
        if ((type & MemoryConstants.MEM_LARGE_PAGES) != 0) {
            return largePages.allocate(process, vad);
        }
        return (type & MemoryConstants.MEM_PHYSICAL) == 0 ? NtStatus.SUCCESS : windows.open(process, vad);
    }

    private int checkCommitted(ProcessObject process, MemoryRange range) {
        int start = range.base & -PAGE;
        int end = end(range);
        int vad = covering(process, start, end);
        if (vad == Vads.NONE) {
            return NtStatus.CONFLICTING_ADDRESSES;
        }
        set(range, start, end);
        return NtStatus.SUCCESS;
    }

    private static int end(MemoryRange range) {
        return (int) (range.base + range.size - 1) | PAGE - 1;
    }

    private static void set(MemoryRange range, int start, int end) {
        range.base = start;
        range.size = (end - start & 0xFFFFFFFFL) + 1;
    }

    private int covering(ProcessObject process, int start, int end) {
        int vad = spaces.tree().find(process, start);
        boolean covers = vad != Vads.NONE && Integer.compareUnsigned(end, vads.end(vad)) <= 0;
        return covers && !vads.isResident(vad) ? vad : Vads.NONE;
    }

    private int commit(ProcessObject process, MemoryRange range, int code) {
        int start = range.base & -PAGE;
        int end = end(range);
        int vad = covering(process, start, end);
        if (vad == Vads.NONE) {
            return NtStatus.CONFLICTING_ADDRESSES;
        }
        if (vads.isPrivate(vad) && Protection.copyOnWrite(code)) {
            return NtStatus.INVALID_PAGE_PROTECTION;
        }
        int status = forked.makePrivate(process, start, end);
        if (status != NtStatus.SUCCESS) {
            return status;
        }
        status = vads.isPrivate(vad) ? commitPrivate(process, vad, start, end, code)
                : commitView(process, vad, start, end, views.withCaching(vad, code));
        if (status == NtStatus.SUCCESS) {
            set(range, start, end);
        }
        return status;
    }

    private int commitView(ProcessObject process, int vad, int start, int end, int code) {
        int status = views.commit(vad, start, end, code);
        if (status == NtStatus.SUCCESS && code != vads.protection(vad)) {
            status = makeTables(process, start, end);
        }
        if (status == NtStatus.SUCCESS) {
            protectView(process, vad, start, end, code);
        }
        return status;
    }

    /** Gives pages of a view their protection; without a page table they have the view's (MiSetProtectionOnSection). */
    private void protectView(ProcessObject process, int vad, int start, int end, int code) {
        int va = start;
        while (Integer.compareUnsigned(va, end) <= 0 && va != 0) {
            long pa = tables.find(process, va);
            if (pa != PageTables.NONE && states.of(process, vad, va) != code) {
                userPages.protect(process, va, pa, code, true);
            }
            va = pa == PageTables.NONE ? tables.nextTable(va) : va + PAGE;
        }
    }

    /** Makes every page table of a range before anything else is changed. */
    private int makeTables(ProcessObject process, int start, int end) {
        for (int va = start; Integer.compareUnsigned(va, end) <= 0 && va != 0; va = tables.nextTable(va)) {
            if (tables.make(process, va) == PageTables.NONE) {
                tables.trim(process, start, va);
                return NtStatus.INSUFFICIENT_RESOURCES;
            }
        }
        return NtStatus.SUCCESS;
    }

    private int commitPrivate(ProcessObject process, int vad, int start, int end, int code) {
        if (vads.isCommitted(vad) && code == vads.protection(vad) && isUntouched(process, start, end)) {
            return NtStatus.SUCCESS;
        }
        int count = (end - start >>> 12) + 1;
        int charge = count - states.committed(process, vad, start, end);
        if (!commit.charge(charge)) {
            return NtStatus.COMMITMENT_LIMIT;
        }
        int status = makeTables(process, start, end);
        if (status != NtStatus.SUCCESS) {
            commit.release(charge);
            return status;
        }
        for (int i = 0, va = start; i < count; i++, va += PAGE) {
            commitPage(process, vad, va, code);
        }
        tables.trim(process, start, end);
        vads.commitCharge(vad, vads.commitCharge(vad) + charge);
        process.addWithPeak(process.layout().commitCharge, process.layout().commitChargePeak, charge);
        return NtStatus.SUCCESS;
    }

    private boolean isUntouched(ProcessObject process, int start, int end) {
        for (int va = start; Integer.compareUnsigned(va, end) <= 0 && va != 0; va = tables.nextTable(va)) {
            if (tables.find(process, va) != PageTables.NONE) {
                return false;
            }
        }
        return true;
    }

    /** Commits a page, or gives a committed one the new protection. */
    private void commitPage(ProcessObject process, int vad, int va, int code) {
        long pa = tables.find(process, va);
        long pte = tables.read(pa);
        boolean reserved = pte == 0 || Pte.software(pte) && Pte.protection(pte) == Protection.DECOMMIT;
        if (!reserved) {
            userPages.protect(process, va, pa, code, false);
        } else if (pte != 0 || !vads.isCommitted(vad) || code != vads.protection(vad)) {
            tables.write(process, va, pa, pte, tables.format().demandZero(code));
        }
    }
}
