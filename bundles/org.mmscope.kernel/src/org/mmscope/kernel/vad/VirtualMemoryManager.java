package org.mmscope.kernel.vad;

import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.MemoryBasicInformation;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.VirtualMemoryServices;
import org.mmscope.kernel.awe.PhysicalWindows;
import org.mmscope.kernel.fault.UserAccess;
import org.mmscope.kernel.fault.UserPages;
import org.mmscope.kernel.fork.ForkedPages;
import org.mmscope.kernel.pfn.CommitAccounting;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.section.SectionViews;

/** The virtual memory services. */
public final class VirtualMemoryManager implements VirtualMemoryServices {

    private static final int PAGE = 4096;

    private final KernelLayout layout;
    private final AddressSpace spaces;
    private final Vads vads;
    private final Placement placement;
    private final PageStates states;
    private final UserPages userPages;
    private final SectionViews views;
    private final CommitAccounting commit;
    private final UserAccess access;
    private final ForkedPages forked;
    private final MemoryAllocator allocator;
    private final MemoryReleaser releaser;

    public VirtualMemoryManager(KernelLayout layout, AddressSpace spaces, Placement placement, PageStates states,
            UserPages userPages, SectionViews views, MemoryReleaser releaser, CommitAccounting commit,
            UserAccess access, ForkedPages forked, PhysicalWindows windows, LargePages largePages) {
        this.layout = layout;
        this.spaces = spaces;
        vads = spaces.vads();
        this.placement = placement;
        this.states = states;
        this.userPages = userPages;
        this.views = views;
        this.releaser = releaser;
        this.commit = commit;
        this.access = access;
        this.forked = forked;
        allocator = new MemoryAllocator(spaces, placement, states, userPages, views, commit, forked,
                windows, largePages);
    }

    @Override
    public int allocate(EProcess process, MemoryRange range, int allocationType, int protect) {
        return allocator.allocate((ProcessObject) process, range, allocationType, protect);
    }

    @Override
    public int free(EProcess process, MemoryRange range, int freeType) {
        return releaser.free((ProcessObject) process, range, freeType);
    }

    @Override
    public int protect(EProcess caller, MemoryRange range, int newProtect, IntHolder oldProtect) {
        ProcessObject process = (ProcessObject) caller;
        int code = Protection.ofPage(newProtect);
        if (code == Protection.INVALID) {
            return NtStatus.INVALID_PAGE_PROTECTION;
        }
        if (range.size == 0) {
            return NtStatus.INVALID_PARAMETER_3;
        }
        if (placement.isAboveUser((range.base & 0xFFFFFFFFL) + range.size - 1)) {
            return NtStatus.INVALID_PARAMETER_2;
        }
        int start = range.base & -PAGE;
        int end = (int) (range.base + range.size - 1) | PAGE - 1;
        int vad = spaces.tree().find(process, start);
        if (vad == Vads.NONE || Integer.compareUnsigned(end, vads.end(vad)) > 0) {
            return NtStatus.CONFLICTING_ADDRESSES;
        }
        if (!placement.isUser(range.base, 1)) {
            return NtStatus.INVALID_PARAMETER_2;
        }
        if (vads.isPhysical(vad)) {
            oldProtect.value = MemoryConstants.PAGE_READWRITE;
            return code == Protection.READWRITE ? NtStatus.SUCCESS : NtStatus.CONFLICTING_ADDRESSES;
        }
        if (vads.isLarge(vad)) {
            oldProtect.value = Protection.toPage(vads.protection(vad));
            return code == vads.protection(vad) ? NtStatus.SUCCESS : NtStatus.CONFLICTING_ADDRESSES;
        }
        if (vads.isImage(vad)) {
            code = Protection.withCopyOnWrite(code);
        }
        if (!vads.isPrivate(vad)) {
            code = views.withCaching(vad, code);
        }
        if (!compatible(vad, code)) {
            return vads.isPrivate(vad) ? NtStatus.INVALID_PARAMETER_4 : NtStatus.SECTION_PROTECTION;
        }
        int status = forked.makePrivate(process, start, end);
        if (status == NtStatus.SUCCESS) {
            status = protect(process, vad, start, end, code, oldProtect);
        }
        if (status == NtStatus.SUCCESS) {
            range.base = start;
            range.size = (end - start & 0xFFFFFFFFL) + 1;
        }
        return status;
    }

    /** Private pages have no copy-on-write; a view cannot be given more than it was mapped with. */
    private boolean compatible(int vad, int code) {
        if (vads.isPrivate(vad)) {
            return !Protection.copyOnWrite(code);
        }
        return Protection.allows(vads.protection(vad), code);
    }

    private int protect(ProcessObject process, int vad, int start, int end, int code, IntHolder oldProtect) {
        int pages = (end - start >>> 12) + 1;
        if (states.committed(process, vad, start, end) != pages) {
            return NtStatus.NOT_COMMITTED;
        }
        int charge = !vads.isPrivate(vad) && Protection.copyOnWrite(code)
                ? Math.min(pages, vads.pages(vad) - vads.commitCharge(vad)) : 0;
        if (!commit.charge(charge)) {
            return NtStatus.COMMITMENT_LIMIT;
        }
        PageTables tables = userPages.tables();
        for (int va = start; Integer.compareUnsigned(va, end) <= 0 && va != 0; va = tables.nextTable(va)) {
            if (tables.make(process, va) == PageTables.NONE) {
                commit.release(charge);
                tables.trim(process, start, va);
                return NtStatus.INSUFFICIENT_RESOURCES;
            }
        }
        vads.commitCharge(vad, vads.commitCharge(vad) + charge);
        process.addWithPeak(process.layout().commitCharge, process.layout().commitChargePeak, charge);
        oldProtect.value = PageStates.protect(states.of(process, vad, start));
        for (int i = 0, va = start; i < pages; i++, va += PAGE) {
            userPages.protect(process, va, tables.find(process, va), states.allowed(vad, va, code),
                    !vads.isPrivate(vad));
        }
        return NtStatus.SUCCESS;
    }

    @Override
    public int query(EProcess caller, int address, MemoryBasicInformation information) {
        ProcessObject process = (ProcessObject) caller;
        if (Integer.compareUnsigned(address, layout.highestUserAddress()) > 0) {
            return NtStatus.INVALID_PARAMETER;
        }
        int va = address & -PAGE;
        information.baseAddress = va;
        int vad = spaces.tree().find(process, va);
        if (vad != Vads.NONE) {
            queryVad(process, vad, va, information);
        } else if (Integer.compareUnsigned(va, layout.highestVadAddress()) > 0) {
            queryTop(va, information);
        } else {
            queryFree(process, va, information);
        }
        return NtStatus.SUCCESS;
    }

    private void queryVad(ProcessObject process, int vad, int va, MemoryBasicInformation information) {
        int state = states.of(process, vad, va);
        information.allocationBase = vads.start(vad);
        information.allocationProtect = Protection.toPage(vads.protection(vad));
        information.regionSize = states.runEnd(process, vad, va, vads.end(vad)) - va & 0xFFFFFFFFL;
        information.state = PageStates.memoryState(state);
        information.protect = PageStates.protect(state);
        information.type = vads.isPrivate(vad) ? MemoryConstants.MEM_PRIVATE
                : vads.isImage(vad) ? MemoryConstants.MEM_IMAGE : MemoryConstants.MEM_MAPPED;
    }

    private void queryFree(ProcessObject process, int va, MemoryBasicInformation information) {
        int above = spaces.tree().findAbove(process, va >>> 12);
        int end = above == Vads.NONE ? layout.highestVadAddress() + 1 : vads.start(above);
        information.allocationBase = 0;
        information.allocationProtect = 0;
        information.regionSize = end - va & 0xFFFFFFFFL;
        information.state = MemoryConstants.MEM_FREE;
        information.protect = MemoryConstants.PAGE_NOACCESS;
        information.type = 0;
    }

    /** Above the last VAD's place lie the shared user data page and 60 KB of no access. */
    private void queryTop(int va, MemoryBasicInformation information) {
        boolean shared = va == KernelLayout.USER_SHARED_DATA;
        information.allocationBase = layout.highestVadAddress() + 1;
        information.allocationProtect = MemoryConstants.PAGE_READONLY;
        information.regionSize = shared ? PAGE : layout.highestUserAddress() + 1 - va & 0xFFFFFFFFL;
        information.state = shared ? MemoryConstants.MEM_COMMIT : MemoryConstants.MEM_RESERVE;
        information.protect = shared ? MemoryConstants.PAGE_READONLY : MemoryConstants.PAGE_NOACCESS;
        information.type = MemoryConstants.MEM_PRIVATE;
    }

    @Override
    public int lock(EProcess process, MemoryRange range) {
        int status = checkLock((ProcessObject) process, range);
        return status == NtStatus.SUCCESS ? access.lock((ProcessObject) process, range) : status;
    }

    @Override
    public int unlock(EProcess process, MemoryRange range) {
        int status = checkLock((ProcessObject) process, range);
        return status == NtStatus.SUCCESS ? access.unlock((ProcessObject) process, range) : status;
    }

    /** Pages in windows and large pages are in no working set, in which they could be locked. */
    private int checkLock(ProcessObject process, MemoryRange range) {
        if (range.size == 0 || !placement.isUser(range.base, range.size)) {
            return NtStatus.INVALID_PARAMETER_3;
        }
        int last = (int) (range.base + range.size - 1) >>> 12;
        int vad = spaces.tree().find(process, range.base);
        while (vad != Vads.NONE && vads.startVpn(vad) <= last) {
            if (vads.isResident(vad)) {
                return NtStatus.INCOMPATIBLE_FILE_MAP;
            }
            vad = spaces.tree().findAbove(process, vads.startVpn(vad));
        }
        return NtStatus.SUCCESS;
    }

    @Override
    public int read(EProcess process, int va, byte[] to, int length, IntHolder done) {
        return access.copy((ProcessObject) process, va, to, length, done, false);
    }

    @Override
    public int write(EProcess process, int va, byte[] from, int length, IntHolder done) {
        return access.copy((ProcessObject) process, va, from, length, done, true);
    }
}
