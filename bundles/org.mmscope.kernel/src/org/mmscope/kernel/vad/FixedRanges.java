package org.mmscope.kernel.vad;

import org.mmscope.kernel.pfn.CommitAccounting;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Protection;

/** Committed ranges that the system puts where it wants them, not at a multiple of 64 KB: PEB, TEBs, parameters. */
public final class FixedRanges {

    private static final int PAGE = 4096;

    private final AddressSpace spaces;
    private final CommitAccounting commit;
    private final MemoryReleaser releaser;

    public FixedRanges(AddressSpace spaces, CommitAccounting commit, MemoryReleaser releaser) {
        this.spaces = spaces;
        this.commit = commit;
        this.releaser = releaser;
    }

    /** Commits a free range; false without memory, and nothing is changed. */
    public boolean insert(ProcessObject process, int start, int size) {
        int pages = size / PAGE;
        if (!commit.charge(pages)) {
            return false;
        }
        Vads vads = spaces.vads();
        int vad = vads.createPrivate(start, start + size - 1, Protection.READWRITE);
        if (vad == Vads.NONE) {
            commit.release(pages);
            return false;
        }
        vads.setCommitted(vad);
        vads.commitCharge(vad, pages);
        process.addWithPeak(process.layout().commitCharge, process.layout().commitChargePeak, pages);
        spaces.insert(process, vad);
        return true;
    }

    /** Commits the highest free page at or below an address and gives it, or 0. */
    public int insertBelow(ProcessObject process, int highest) {
        for (int va = highest; va > 0; va -= PAGE) {
            if (spaces.isFree(process, va, va + PAGE - 1)) {
                return insert(process, va, PAGE) ? va : 0;
            }
        }
        return 0;
    }

    /** Releases the range of private memory that begins at an address, if it is still there. */
    public void remove(ProcessObject process, int start) {
        int vad = spaces.tree().find(process, start);
        if (vad != Vads.NONE && spaces.vads().isPrivate(vad) && spaces.vads().start(vad) == start) {
            releaser.releaseAll(process, vad);
        }
    }
}
