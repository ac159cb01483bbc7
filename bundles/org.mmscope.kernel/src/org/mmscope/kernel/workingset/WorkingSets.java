package org.mmscope.kernel.workingset;

import org.mmscope.kernel.fault.UserPages;
import org.mmscope.kernel.pfn.PageLists;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.kernel.replacement.ReferenceFuture;
import org.mmscope.kernel.replacement.ReplacementPolicy;

/**
 * Limits of working sets, whoever owns them: room for the next page, replacement at the maximum when memory is short,
 * trimming, ageing. Which page goes is the policy's choice.
 */
public final class WorkingSets {

    /** Below so many available pages a working set does not grow over its maximum (MmMoreThanEnoughFreePages of NT). */
    static final int PLENTY = 1000;

    /** The age from which a page is idle: MI_PASS0_TRIM_AGE of NT's wsmanage.c. */
    private static final int IDLE_AGE = 2;

    private final WorkingSetList lists;
    private final PageLists pageLists;
    private final PteFormat format;
    private final ProcessPages processPages;
    private final SystemPages systemPages;

    /**
     * @param policy who chooses the pages of programs
     * @param systemPolicy who chooses those of system space, where no reference is watched
     * @param seed seed of whatever a policy chooses at random
     * @param highestAddress highest address of user space
     */
    public WorkingSets(WorkingSetList lists, UserPages userPages, SystemWorkingSet system, PageLists pageLists,
            ReplacementPolicy policy, ReplacementPolicy systemPolicy, long seed, int highestAddress) {
        this.lists = lists;
        this.pageLists = pageLists;
        format = userPages.tables().format();
        processPages = new ProcessPages(lists, userPages, policy, seed, highestAddress);
        systemPages = new SystemPages(lists, system, systemPolicy, seed);
    }

    /** The policy for the pages of programs. */
    public ReplacementPolicy policy() {
        return processPages.policy();
    }

    private OwnedPages pages(WorkingSetOwner owner) {
        return (owner instanceof ProcessObject ? processPages : systemPages).of(owner);
    }

    /** Makes sure that a page can be added; false without memory. */
    public boolean makeRoom(WorkingSetOwner owner) {
        if (owner.workingSetSize() >= owner.maximumWorkingSet() && pageLists.available() < PLENTY) {
            replace(owner);
        }
        return lists.prepare(owner) || replace(owner) && lists.prepare(owner);
    }

    /**
     * Takes one page out; false when every entry is locked.
     *
     * @throws IllegalStateException if the policy chooses a page that may not go
     */
    public boolean replace(WorkingSetOwner owner) {
        OwnedPages pages = pages(owner);
        int index = pages.policy().choose(pages);
        if (index == ReplacementPolicy.NONE) {
            return false;
        }
        if (index < pages.first() || index >= pages.end() || !pages.replaceable(index)) {
            throw new IllegalStateException("policy " + pages.policy().id() + " chose entry " + index
                    + ", which may not leave the working set of " + owner);
        }
        pages.evict(pages.page(index));
        return true;
    }

    /** A second has passed: the pages of an owner age. Gives the number of those that are idle now. */
    int age(WorkingSetOwner owner) {
        OwnedPages pages = pages(owner);
        pages.policy().age(pages);
        int idle = 0;
        for (int index = pages.first(); index < pages.end(); index++) {
            if (pages.age(index) >= IDLE_AGE && pages.replaceable(index)) {
                idle++;
            }
        }
        owner.idlePages(idle);
        return idle;
    }

    /** The program of a process has made a reference; for a policy that watches them. */
    public void referenced(ProcessObject process, int va) {
        OwnedPages pages = pages(process);
        long pte = pages.entry(va);
        int index = Pte.valid(pte) ? lists.find(process, va, format.frame(pte)) : WorkingSetList.NONE;
        if (index >= lists.firstDynamic(process)) {
            pages.policy().referenced(pages, index);
        }
    }

    /** Tells the policy which references are to come; null when that is not known any more. */
    public void future(ReferenceFuture future) {
        processPages.future(future);
    }

    /** Pages that an owner has above its minimum. */
    int spare(WorkingSetOwner owner) {
        return owner.workingSetSize() - owner.minimumWorkingSet();
    }

    /**
     * Takes every page out that is not locked (EmptyWorkingSet), then of a process the page tables that no page in
     * memory needs, and gives their number.
     */
    public int empty(WorkingSetOwner owner) {
        OwnedPages pages = pages(owner);
        int count = 0;
        for (int index = pages.first(); index < pages.end(); index++) {
            if (pages.replaceable(index)) {
                pages.evict(pages.page(index));
                count++;
            }
        }
        return count + pages.emptied();
    }
}
