package org.mmscope.kernel.workingset;

import org.mmscope.kernel.replacement.ReplacementPolicy;

/** The pages of a working set of system space. */
final class SystemPages extends OwnedPages {

    private final SystemWorkingSet workingSet;

    SystemPages(WorkingSetList lists, SystemWorkingSet workingSet, ReplacementPolicy policy, long seed) {
        super(lists, policy, seed, null);
        this.workingSet = workingSet;
    }

    @Override
    long entry(int va) {
        return workingSet.entry(va);
    }

    @Override
    public void clearAccessed(int index) {
        workingSet.clearAccessed(page(index));
    }

    @Override
    boolean mayLeave(int va) {
        return workingSet.mayLeave(va);
    }

    @Override
    void evict(int va) {
        workingSet.evict(va);
    }

    @Override
    int emptied() {
        return 0;
    }
}
