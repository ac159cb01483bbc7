package org.mmscope.kernel.pfn;

import static org.mmscope.kernel.pfn.PfnDatabase.LIST_END;
import static org.mmscope.kernel.view.PageLocation.ACTIVE;
import static org.mmscope.kernel.view.PageLocation.BAD;
import static org.mmscope.kernel.view.PageLocation.FREE;
import static org.mmscope.kernel.view.PageLocation.MODIFIED;
import static org.mmscope.kernel.view.PageLocation.STANDBY;
import static org.mmscope.kernel.view.PageLocation.TRANSITION;
import static org.mmscope.kernel.view.PageLocation.ZEROED;

import java.util.BitSet;

import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.FaultStep.Decision;
import org.mmscope.kernel.event.FaultStep.Kind;
import org.mmscope.kernel.event.PageMoved;
import org.mmscope.kernel.event.PageMoved.Cause;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.machine.PhysicalMemory;

/**
 * The life of physical pages: taken from the lists (MiRemoveZeroPage, MiRemoveAnyPage), begun (MiInitializePfn), shared
 * and released (MiDecrementShareCount), reclaimed from standby and modified, freed. A page never leaves here for a
 * program with another's bytes in it.
 */
public final class PhysicalPages {

    /** No page is available. */
    public static final int NONE = -1;

    private final PhysicalMemory memory;
    private final PteFormat format;
    private final PfnDatabase pfns;
    private final PageLists lists;
    private final Events events;
    private OriginalOwner originalOwner;
    private int underWrite;

    /** Is told when a page that came from a file or a page-file slot is forgotten. */
    public interface OriginalOwner {

        /** A page of a file, found through its subsection, is no longer in memory. */
        void filePageGone(int subsection);

        /** A slot of a page file is no longer needed. */
        void releaseSlot(long pageFilePte);
    }

    public PhysicalPages(PhysicalMemory memory, PteFormat format, PfnDatabase pfns, PageLists lists, Events events) {
        this.memory = memory;
        this.format = format;
        this.pfns = pfns;
        this.lists = lists;
        this.events = events;
    }

    /** Sets who is told of forgotten pages. */
    public void originalOwner(OriginalOwner owner) {
        originalOwner = owner;
    }

    public PfnDatabase pfns() {
        return pfns;
    }

    public PageLists lists() {
        return lists;
    }

    /** Empties the lists and puts every frame that is not in use at the boot on the free list. */
    public void boot(BitSet used) {
        lists.clear();
        lists.fill(used);
    }

    /** Takes a page that is all zero, of a colour if there is one, or gives {@link #NONE}. */
    public int takeZeroed(int color) {
        int pfn = pick(ZEROED, FREE, color);
        if (pfn == NONE) {
            return NONE;
        }
        PageLocation from = take(pfn);
        if (from != ZEROED) {
            memory.zeroFrame(pfn);
            events.step(Kind.PAGE_ZEROED, pfns.address(pfn), pfn);
        }
        return pfn;
    }

    /** Takes a page that will be overwritten as a whole, or gives {@link #NONE}. */
    public int takeAny(int color) {
        int pfn = pick(FREE, ZEROED, color);
        if (pfn != NONE) {
            take(pfn);
        }
        return pfn;
    }

    /**
     * Takes zeroed pages, as many as there are up to a number, none below a frame (MiAllocatePagesForMdl).
     *
     * @param taken out: the frames
     * @return how many
     */
    public int takeZeroed(int lowest, int[] taken) {
        int count = takeZeroed(ZEROED, lowest, taken, 0);
        count = takeZeroed(FREE, lowest, taken, count);
        return takeZeroed(STANDBY, lowest, taken, count);
    }

    /**
     * Takes zeroed pages that follow each other, from a multiple of their number on: the highest that are all free,
     * zeroed or standby (MiFindLargePageMemory).
     *
     * @return the first, or {@link #NONE} and nothing is taken
     */
    public int takeZeroedRun(int count) {
        int first = (pfns.frames() / count - 1) * count;
        while (first >= 0 && !isAvailable(first, count)) {
            first -= count;
        }
        for (int pfn = first; first >= 0 && pfn < first + count; pfn++) {
            if (take(pfn) != ZEROED) {
                memory.zeroFrame(pfn);
            }
        }
        return Math.max(first, NONE);
    }

    private boolean isAvailable(int first, int count) {
        int pfn = first;
        while (pfn < first + count && pfns.location(pfn).compareTo(STANDBY) <= 0) {
            pfn++;
        }
        return pfn == first + count;
    }

    private int takeZeroed(PageLocation list, int lowest, int[] taken, int before) {
        int count = before;
        int pfn = lists.first(list);
        while (pfn != LIST_END && count < taken.length) {
            int next = pfns.u1(pfn);
            if (pfn >= lowest) {
                // What becomes of the page that held a standby page's entry may change the list.
                if (take(pfn) == STANDBY && !isOnStandby(next)) {
                    next = lists.first(STANDBY);
                }
                if (list != ZEROED) {
                    memory.zeroFrame(pfn);
                }
                taken[count++] = pfn;
            }
            pfn = next;
        }
        return count;
    }

    private boolean isOnStandby(int pfn) {
        return pfn != LIST_END && pfns.location(pfn) == STANDBY;
    }

    private int pick(PageLocation best, PageLocation second, int color) {
        int wanted = color & PageLists.COLORS - 1;
        int pfn = lists.first(best, wanted);
        if (pfn == LIST_END) {
            pfn = lists.first(best);
        }
        if (pfn == LIST_END) {
            pfn = lists.first(second, wanted);
        }
        if (pfn == LIST_END) {
            pfn = lists.first(second);
        }
        return pfn != LIST_END ? pfn : lists.first(STANDBY);
    }

    private PageLocation take(int pfn) {
        PageLocation from = pfns.location(pfn);
        if (from == STANDBY) {
            unhook(pfn);
        }
        lists.remove(pfn);
        pfns.begin(pfn, TRANSITION, false, false);
        pfns.referenceCount(pfn, 0);
        moved(pfn, from, ACTIVE, from == STANDBY ? Cause.REUSED : Cause.ALLOCATED);
        events.step(Kind.PAGE_ALLOCATED, pfns.address(pfn), pfn, taken(from));
        return from;
    }

    private static Decision taken(PageLocation from) {
        return switch (from) {
            case ZEROED -> Decision.FROM_ZEROED_LIST;
            case FREE -> Decision.FROM_FREE_LIST;
            default -> Decision.FROM_STANDBY_LIST;
        };
    }

    /** Makes the PTE that still names a standby page say where the page's contents are (MiRestoreTransitionPte). */
    void unhook(int pfn) {
        long pa = pfns.ptePhysicalAddress(pfn);
        long before = format.read(memory, pa);
        long original = pfns.originalPte(pfn);
        format.write(memory, pa, original);
        events.pte(pfns.pteAddress(pfn), before, original);
        int holder = pfns.pteFrame(pfn);
        if (pfns.prototype(pfn) && Pte.prototype(original)) {
            originalOwner.filePageGone(format.subsectionAddress(original));
        }
        dropShare(holder);
    }

    /** Begins the life of a taken page that one valid PTE maps. */
    public void begin(int pfn, int pteAddress, int pteFrame, long originalPte, boolean modified, boolean prototype) {
        describe(pfn, pteAddress, pteFrame, originalPte);
        pfns.begin(pfn, ACTIVE, modified, prototype);
        pfns.u1(pfn, 0);
        pfns.u2(pfn, 1);
        pfns.referenceCount(pfn, 1);
        addShare(pteFrame);
    }

    /** Begins the life of a taken page that no PTE maps yet and that is held for a transfer: in transition. */
    public void beginTransition(int pfn, int pteAddress, int pteFrame, long originalPte, boolean prototype) {
        describe(pfn, pteAddress, pteFrame, originalPte);
        pfns.begin(pfn, TRANSITION, false, prototype);
        pfns.u1(pfn, 0);
        pfns.u2(pfn, 0);
        pfns.referenceCount(pfn, 1);
        addShare(pteFrame);
    }

    /** Begins the life of a taken page that is a program's own and that no PTE maps yet, with a number. */
    public void beginWindowed(int pfn, int number) {
        pfns.begin(pfn, ACTIVE, false, false);
        pfns.originalPte(pfn, pfns.aweOriginalPte(format));
        pfns.u1(pfn, number);
        pfns.u2(pfn, 1);
        pfns.referenceCount(pfn, 1);
        pfns.unmapAwe(pfn);
    }

    /** A page that is a program's own is mapped by a PTE from now on; its share count is 1 in any case. */
    public void windowed(int pfn, int pteAddress, int pteFrame) {
        pfns.pteAddress(pfn, pteAddress);
        pfns.markAwe(pfn, pteFrame);
        addShare(pteFrame);
    }

    /** No PTE maps a page that is a program's own any more. */
    public void unwindowed(int pfn) {
        int holder = pfns.pteFrame(pfn);
        pfns.unmapAwe(pfn);
        dropShare(holder);
    }

    /** Deletes a page that is a program's own and that no PTE maps. */
    public void deleteWindowed(int pfn) {
        pfns.originalPte(pfn, 0);
        pfns.pteFrame(pfn, pfns.noFrame());
        deleteMapped(pfn);
    }

    /** A page in transition becomes the one that a valid PTE maps. */
    public void activate(int pfn) {
        pfns.readInProgress(pfn, false);
        pfns.location(pfn, ACTIVE);
        pfns.u1(pfn, 0);
        pfns.u2(pfn, 1);
    }

    private void describe(int pfn, int pteAddress, int pteFrame, long originalPte) {
        pfns.pteAddress(pfn, pteAddress);
        pfns.originalPte(pfn, originalPte);
        pfns.pteFrame(pfn, pteFrame);
    }

    /** Counts one more valid PTE, or one more page whose PTE this page holds. */
    public void addShare(int pfn) {
        pfns.u2(pfn, pfns.u2(pfn) + 1);
    }

    /** Counts one fewer; the last one gone, the page becomes standby or modified, or free if deleted. */
    public void dropShare(int pfn) {
        int count = pfns.u2(pfn) - 1;
        pfns.u2(pfn, count);
        if (count != 0) {
            return;
        }
        if (pfns.prototype(pfn) && !pfns.deleted(pfn)) {
            prototypeToTransition(pfn);
        }
        if (pfns.deleted(pfn) && pfns.referenceCount(pfn) > 1) {
            forgetContents(pfn);
        }
        pfns.location(pfn, TRANSITION);
        dropReference(pfn);
    }

    private void prototypeToTransition(int pfn) {
        long pa = pfns.ptePhysicalAddress(pfn);
        long before = format.read(memory, pa);
        long after = format.transition(pfn, Pte.protection(pfns.originalPte(pfn)));
        format.write(memory, pa, after);
        events.pte(pfns.pteAddress(pfn), before, after);
    }

    /** Holds a page in memory: locked, or a transfer is under way. */
    public void addReference(int pfn) {
        pfns.referenceCount(pfn, pfns.referenceCount(pfn) + 1);
    }

    /** Undoes {@link #addReference} or the reference that all valid PTEs hold together. */
    public void dropReference(int pfn) {
        int count = pfns.referenceCount(pfn) - 1;
        pfns.referenceCount(pfn, count);
        if (count != 0) {
            return;
        }
        if (pfns.deleted(pfn)) {
            release(pfn, ACTIVE);
        } else {
            PageLocation to = pfns.modified(pfn) ? MODIFIED : STANDBY;
            lists.insertTail(to, pfn);
            moved(pfn, ACTIVE, to, Cause.LAST_SHARE_GONE);
        }
    }

    /** Takes a page back from the standby or modified list for a valid PTE: share and reference count become 1. */
    public void reclaim(int pfn) {
        PageLocation from = pfns.location(pfn);
        if (events.wanted()) {
            events.step(Kind.PFN_READ, pfns.address(pfn), pfns.word(pfn), found(pfn, from));
        }
        if (from != TRANSITION) {
            lists.remove(pfn);
        }
        pfns.u1(pfn, 0);
        pfns.u2(pfn, 1);
        pfns.activate(pfn);
        moved(pfn, from, ACTIVE, Cause.FAULTED_BACK);
        events.step(Kind.PAGE_RECLAIMED, pfns.address(pfn), pfn);
    }

    private Decision found(int pfn, PageLocation at) {
        return switch (at) {
            case STANDBY -> Decision.ON_STANDBY_LIST;
            case MODIFIED -> Decision.ON_MODIFIED_LIST;
            default -> pfns.writeInProgress(pfn) ? Decision.WRITE_IN_PROGRESS : Decision.IN_TRANSITION;
        };
    }

    /** Takes a page off its list to hold it without a valid PTE: in transition with one reference. */
    public void holdListed(int pfn) {
        lists.remove(pfn);
        pfns.location(pfn, TRANSITION);
        pfns.u1(pfn, 0);
        pfns.u2(pfn, 0);
        addReference(pfn);
    }

    /** Deletes a page that one valid PTE maps: at its last share and reference it goes to the free list. */
    public void deleteMapped(int pfn) {
        pfns.markDeleted(pfn);
        dropShare(pfn);
    }

    /** Deletes a page in transition; its entry is the caller's to write. A page held for a transfer goes after it. */
    public void deleteTransition(int pfn) {
        PageLocation from = pfns.location(pfn);
        pfns.markDeleted(pfn);
        if (from != TRANSITION) {
            lists.remove(pfn);
            release(pfn, from);
        } else {
            forgetContents(pfn);
        }
    }

    /** Deletes a page that is in a page file only, by its entry, which is the caller's to write. */
    public void deleteWritten(long pageFilePte) {
        originalOwner.releaseSlot(pageFilePte);
    }

    /** A page that is held goes to the free list when it is let go; what it was is over now. */
    private void forgetContents(int pfn) {
        long original = pfns.originalPte(pfn);
        int holder = pfns.pteFrame(pfn);
        boolean lost = pfns.inPageError(pfn);
        if (pfns.prototype(pfn) && Pte.prototype(original)) {
            originalOwner.filePageGone(format.subsectionAddress(original));
        }
        if (Pte.software(original) && !format.isDemandZero(original)) {
            originalOwner.releaseSlot(original);
        }
        orphan(pfn);
        dropShare(holder);
        if (lost) {
            dropReference(pfn);
        }
    }

    /**
     * A page that was to be read is given up, because the read failed: its entry, which the caller has written, says
     * again where the contents are.
     */
    public void readFailed(int pfn) {
        long original = pfns.originalPte(pfn);
        int holder = pfns.pteFrame(pfn);
        if (pfns.prototype(pfn) && Pte.prototype(original)) {
            originalOwner.filePageGone(format.subsectionAddress(original));
        }
        pfns.readInProgress(pfn, false);
        pfns.markInPageError(pfn);
        events.step(Kind.READ_FAILED, pfns.address(pfn), NtStatus.DEVICE_DATA_ERROR & 0xFFFFFFFFL);
        orphan(pfn);
        dropShare(holder);
        dropReference(pfn);
    }

    private void orphan(int pfn) {
        pfns.pteAddress(pfn, 0);
        pfns.markDeleted(pfn);
        pfns.originalPte(pfn, 0);
        pfns.prototype(pfn, false);
        pfns.pteFrame(pfn, pfns.noFrame());
    }

    private void release(int pfn, PageLocation from) {
        long original = pfns.originalPte(pfn);
        int holder = pfns.pteFrame(pfn);
        boolean fromFile = pfns.prototype(pfn) && Pte.prototype(original);
        if (Pte.software(original) && !format.isDemandZero(original)) {
            originalOwner.releaseSlot(original);
        }
        PageLocation to = pfns.parityError(pfn) ? BAD : FREE;
        pfns.begin(pfn, to, false, false);
        pfns.parityError(pfn, to == BAD);
        pfns.pteAddress(pfn, 0);
        pfns.referenceCount(pfn, 0);
        lists.insertTail(to, pfn);
        moved(pfn, from, to, to == BAD ? Cause.PARITY_ERROR : Cause.FREED);
        if (fromFile) {
            originalOwner.filePageGone(format.subsectionAddress(original));
        }
        if (holder != pfn && holder != pfns.noFrame()) {
            dropShare(holder);
        }
    }

    /** A page on the modified list is being written where its OriginalPte says: held in transition meanwhile. */
    public void beginWrite(int pfn) {
        holdListed(pfn);
        pfns.modified(pfn, false);
        pfns.writeInProgress(pfn, true);
        underWrite++;
        moved(pfn, MODIFIED, TRANSITION, Cause.WRITE_BEGUN);
    }

    /** A page has been written: it becomes standby, or modified again, unless it is in use. */
    public void endWrite(int pfn) {
        pfns.writeInProgress(pfn, false);
        underWrite--;
        if (pfns.referenceCount(pfn) > 1 || pfns.deleted(pfn)) {
            dropReference(pfn);
            return;
        }
        pfns.referenceCount(pfn, 0);
        PageLocation to = pfns.modified(pfn) ? MODIFIED : STANDBY;
        lists.insertTail(to, pfn);
        moved(pfn, TRANSITION, to, Cause.WRITTEN);
    }

    /** Pages being written that will be available afterwards, or are in use again. */
    public int underWrite() {
        return underWrite;
    }

    /** Counts the pages being written again: memory has been put back to another state. */
    public void reload() {
        underWrite = 0;
        for (int pfn = 0; pfn < pfns.frames(); pfn++) {
            underWrite += pfns.writeInProgress(pfn) ? 1 : 0;
        }
    }

    /** Zeroes one free page, puts it on the zeroed list and gives it; {@link #NONE} if there is none. */
    public int zeroOne() {
        int pfn = lists.first(FREE);
        if (pfn == LIST_END) {
            return NONE;
        }
        lists.remove(pfn);
        memory.zeroFrame(pfn);
        pfns.begin(pfn, ZEROED, false, false);
        lists.insertTail(ZEROED, pfn);
        moved(pfn, FREE, ZEROED, Cause.ZEROED);
        return pfn;
    }

    void moved(int pfn, PageLocation from, PageLocation to, Cause cause) {
        if (events.wanted()) {
            events.emit(new PageMoved(pfn, from, to, cause));
        }
    }
}
