package org.mmscope.kernel.pool;

import org.mmscope.kernel.memory.SystemPageTables;
import org.mmscope.kernel.pfn.PhysicalPages;

/** The pages of nonpaged pool, which stay in memory. */
public record NonPagedMemory(SystemPageTables tables) implements PoolPages.Memory {

    @Override
    public boolean map(int va) {
        return tables.map(va, va >>> 12) != PhysicalPages.NONE;
    }

    @Override
    public void unmap(int va) {
        tables.unmap(va);
    }
}
