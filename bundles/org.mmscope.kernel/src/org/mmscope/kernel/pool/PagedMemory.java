package org.mmscope.kernel.pool;

import org.mmscope.kernel.memory.SystemPageTables;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.workingset.SystemWorkingSet;

/** The pages of a paged pool: those in memory are in a working set of system space. */
public final class PagedMemory implements PoolPages.Memory {

    private final SystemPageTables tables;
    private final SystemWorkingSet workingSet;

    public PagedMemory(SystemPageTables tables, SystemWorkingSet workingSet) {
        this.tables = tables;
        this.workingSet = workingSet;
    }

    @Override
    public boolean map(int va) {
        if (tables.map(va, va >>> 12) == PhysicalPages.NONE) {
            return false;
        }
        if (!workingSet.add(va)) {
            tables.unmap(va);
            return false;
        }
        return true;
    }

    /** Frees the page wherever it is: a page that is not in memory is not brought back for that. */
    @Override
    public void unmap(int va) {
        workingSet.remove(va);
        tables.unmap(va);
    }
}
