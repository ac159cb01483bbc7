package org.mmscope.kernel.vad;

import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.awe.PhysicalWindows;
import org.mmscope.kernel.fault.UserPages;
import org.mmscope.kernel.pfn.CommitAccounting;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Protection;

/** Decommits and releases: NtFreeVirtualMemory. */
public final class MemoryReleaser {

    private static final int PAGE = 4096;

    private final AddressSpace spaces;
    private final Vads vads;
    private final Placement placement;
    private final PageStates states;
    private final UserPages userPages;
    private final CommitAccounting commit;
    private final PhysicalWindows windows;
    private final LargePages largePages;

    public MemoryReleaser(AddressSpace spaces, Placement placement, PageStates states, UserPages userPages,
            CommitAccounting commit, PhysicalWindows windows, LargePages largePages) {
        this.spaces = spaces;
        vads = spaces.vads();
        this.placement = placement;
        this.states = states;
        this.userPages = userPages;
        this.commit = commit;
        this.windows = windows;
        this.largePages = largePages;
    }

    int free(ProcessObject process, MemoryRange range, int type) {
        if (type != MemoryConstants.MEM_DECOMMIT && type != MemoryConstants.MEM_RELEASE) {
            return NtStatus.INVALID_PARAMETER_4;
        }
        long base = range.base & 0xFFFFFFFFL;
        if (placement.isAboveUser(base)) {
            return NtStatus.INVALID_PARAMETER_2;
        }
        if (placement.isAboveUser(base + Math.max(1, range.size) - 1)) {
            return NtStatus.INVALID_PARAMETER_3;
        }
        int vad = spaces.tree().find(process, range.base);
        if (vad == Vads.NONE) {
            return NtStatus.MEMORY_NOT_ALLOCATED;
        }
        if (!placement.isUser(range.base, 1)) {
            return NtStatus.INVALID_PARAMETER_2;
        }
        int start = range.base & -PAGE;
        int end = range.size == 0 ? vads.end(vad) : (int) (range.base + range.size - 1) | PAGE - 1;
        int status = check(vad, start, end, range.size == 0);
        if (status == NtStatus.SUCCESS && vads.isResident(vad)) {
            status = checkWhole(vad, start, end, type);
        }
        if (status != NtStatus.SUCCESS) {
            return status;
        }
        if (type == MemoryConstants.MEM_DECOMMIT) {
            decommit(process, vad, start, end);
        } else {
            status = release(process, vad, start, end);
        }
        range.base = start;
        range.size = (end - start & 0xFFFFFFFFL) + 1;
        return status;
    }

    private int check(int vad, int start, int end, boolean whole) {
        if (Integer.compareUnsigned(end, vads.end(vad)) > 0) {
            return NtStatus.UNABLE_TO_FREE_VM;
        }
        if (!vads.isPrivate(vad)) {
            return NtStatus.UNABLE_TO_DELETE_SECTION;
        }
        return whole && start != vads.start(vad) ? NtStatus.FREE_VM_NOT_AT_BASE : NtStatus.SUCCESS;
    }

    /** A window on physical pages and a range of large pages go as a whole, and nothing in them can be decommitted. */
    private int checkWhole(int vad, int start, int end, int type) {
        if (type == MemoryConstants.MEM_DECOMMIT) {
            return NtStatus.MEMORY_NOT_ALLOCATED;
        }
        return start == vads.start(vad) && end == vads.end(vad) ? NtStatus.SUCCESS : NtStatus.FREE_VM_NOT_AT_BASE;
    }

    private void decommit(ProcessObject process, int vad, int start, int end) {
        discharge(process, vad, states.committed(process, vad, start, end));
        userPages.delete(process, start, end,
                vads.isCommitted(vad) ? userPages.tables().format().demandZero(Protection.DECOMMIT) : 0);
    }

    private void discharge(ProcessObject process, int vad, int pages) {
        vads.commitCharge(vad, vads.commitCharge(vad) - pages);
        process.add(process.layout().commitCharge, -pages);
        commit.release(pages);
    }

    private int release(ProcessObject process, int vad, int start, int end) {
        if (vads.isPhysical(vad)) {
            windows.close(process, vad);
        } else if (vads.isLarge(vad)) {
            largePages.free(process, vad);
        }
        boolean atStart = start == vads.start(vad);
        boolean atEnd = end == vads.end(vad);
        int tail = Vads.NONE;
        if (!atStart && !atEnd) {
            tail = vads.createPrivate(end + 1, vads.end(vad), vads.protection(vad));
            if (tail == Vads.NONE) {
                return NtStatus.INSUFFICIENT_RESOURCES;
            }
        }
        int freed = atStart && atEnd ? vads.commitCharge(vad) : states.committed(process, vad, start, end);
        int tailPages = tail == Vads.NONE ? 0 : states.committed(process, vad, end + 1, vads.end(vad));
        discharge(process, vad, freed);
        userPages.delete(process, start, end, 0);
        spaces.remove(process, vad);
        if (atStart && atEnd) {
            vads.delete(vad);
            return NtStatus.SUCCESS;
        }
        if (atStart) {
            vads.start(vad, end + 1);
        } else {
            vads.end(vad, start - 1);
        }
        spaces.insert(process, vad);
        if (tail != Vads.NONE) {
            keepTail(process, vad, tail, tailPages);
        }
        return NtStatus.SUCCESS;
    }

    private void keepTail(ProcessObject process, int vad, int tail, int committed) {
        if (vads.isCommitted(vad)) {
            vads.setCommitted(tail);
        }
        vads.commitCharge(vad, vads.commitCharge(vad) - committed);
        vads.commitCharge(tail, committed);
        spaces.insert(process, tail);
    }

    /** Releases a whole VAD of private memory: its process is ending. */
    public void releaseAll(ProcessObject process, int vad) {
        release(process, vad, vads.start(vad), vads.end(vad));
    }
}
