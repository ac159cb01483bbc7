package org.mmscope.kernel.workingset;

import org.mmscope.kernel.fault.UserPages;
import org.mmscope.kernel.pfn.PageLists;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.replacement.ReferenceFuture;
import org.mmscope.kernel.replacement.ReplacementPolicy;

/**
 * Limits of working sets: room for the next page, replacement at the maximum when memory is short, trimming, ageing.
 * Which page goes is the policy's choice.
 */
public final class WorkingSets {

    /** Below so many available pages a working set does not grow over its maximum (MmMoreThanEnoughFreePages of NT). */
    static final int PLENTY = 1000;

    private final WorkingSetList lists;
    private final UserPages userPages;
    private final PageTables tables;
    private final PageLists pageLists;
    private final ReplacementPolicy policy;
    private final ProcessPages pages;
    private final int highestAddress;

    /**
     * @param seed seed of whatever a policy chooses at random
     * @param highestAddress highest address of user space
     */
    public WorkingSets(WorkingSetList lists, UserPages userPages, PageLists pageLists, ReplacementPolicy policy,
            long seed, int highestAddress) {
        this.lists = lists;
        this.userPages = userPages;
        tables = userPages.tables();
        this.pageLists = pageLists;
        this.policy = policy;
        this.highestAddress = highestAddress;
        pages = new ProcessPages(lists, tables, policy, seed);
    }

    public ReplacementPolicy policy() {
        return policy;
    }

    /** Makes sure that a page can be added; false without memory. */
    public boolean makeRoom(ProcessObject process) {
        int size = process.get(process.layout().workingSetSize);
        if (size >= process.get(process.layout().maximumWorkingSet) && pageLists.available() < PLENTY) {
            replace(process);
        }
        return lists.prepare(process) || replace(process) && lists.prepare(process);
    }

    /**
     * Takes one page out; false when every entry is locked.
     *
     * @throws IllegalStateException if the policy chooses a page that may not go
     */
    public boolean replace(ProcessObject process) {
        int index = policy.choose(pages.of(process));
        if (index == ReplacementPolicy.NONE) {
            return false;
        }
        if (index < pages.first() || index >= pages.end() || !pages.replaceable(index)) {
            throw new IllegalStateException("policy " + policy.id() + " chose entry " + index
                    + ", which may not leave the working set of " + process);
        }
        userPages.evict(process, pages.page(index));
        return true;
    }

    /** A second has passed: the pages of a process age. */
    void age(ProcessObject process) {
        policy.age(pages.of(process));
    }

    /** The program of a process has made a reference; for a policy that watches them. */
    public void referenced(ProcessObject process, int va) {
        long pa = tables.find(process, va);
        long pte = pa == PageTables.NONE ? 0 : tables.read(pa);
        int index = Pte.valid(pte) ? lists.find(process, va, tables.format().frame(pte)) : WorkingSetList.NONE;
        if (index >= lists.firstDynamic(process)) {
            policy.referenced(pages.of(process), index);
        }
    }

    /** Tells the policy which references are to come; null when that is not known any more. */
    public void future(ReferenceFuture future) {
        pages.future(future);
    }

    /** Pages that a process has above its minimum. */
    int spare(ProcessObject process) {
        return process.get(process.layout().workingSetSize) - process.get(process.layout().minimumWorkingSet);
    }

    /**
     * Takes every page out that is not locked (EmptyWorkingSet), then the page tables that no page in memory needs,
     * and gives their number.
     */
    public int empty(ProcessObject process) {
        int count = 0;
        pages.of(process);
        for (int index = pages.first(); index < pages.end(); index++) {
            if (pages.replaceable(index)) {
                userPages.evict(process, pages.page(index));
                count++;
            }
        }
        return count + tables.pageOut(process, highestAddress);
    }
}
