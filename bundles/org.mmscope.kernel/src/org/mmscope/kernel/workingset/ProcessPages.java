package org.mmscope.kernel.workingset;

import org.mmscope.kernel.fault.UserPages;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.replacement.ReplacementPolicy;

/** The pages of a process. */
final class ProcessPages extends OwnedPages {

    private final UserPages userPages;
    private final PageTables tables;
    private final int highestAddress;
    private ProcessObject process;

    /** @param highestAddress highest address of user space */
    ProcessPages(WorkingSetList lists, UserPages userPages, ReplacementPolicy policy, long seed, int highestAddress) {
        super(lists, policy, seed, policy.ordered() ? lists.keepOrder() : null);
        this.userPages = userPages;
        this.highestAddress = highestAddress;
        tables = userPages.tables();
    }

    @Override
    OwnedPages of(WorkingSetOwner of) {
        process = (ProcessObject) of;
        return super.of(of);
    }

    @Override
    long entry(int va) {
        long pa = tables.find(process, va);
        return pa == PageTables.NONE ? 0 : tables.read(pa);
    }

    @Override
    public void clearAccessed(int index) {
        int va = page(index);
        long pa = tables.find(process, va);
        long pte = tables.read(pa);
        tables.write(process, va, pa, pte, pte & ~Pte.ACCESSED);
    }

    @Override
    boolean mayLeave(int va) {
        return true;
    }

    @Override
    void evict(int va) {
        userPages.evict(process, va);
    }

    /** The page tables that no page in memory needs follow. */
    @Override
    int emptied() {
        return tables.pageOut(process, highestAddress);
    }
}
