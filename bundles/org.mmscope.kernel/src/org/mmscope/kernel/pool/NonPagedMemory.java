package org.mmscope.kernel.pool;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.memory.SystemPageTables;
import org.mmscope.kernel.pfn.PhysicalPages;

/**
 * The pages of nonpaged pool, which stay in memory. Those behind the PFN database that large pages map are always
 * mapped, as the initial nonpaged pool is; what is given back there is zeroed.
 */
public record NonPagedMemory(SystemMemory system, KernelLayout layout, SystemPageTables tables)
        implements PoolPages.Memory {

    private static final int PAGE = 4096;

    @Override
    public boolean map(int va) {
        return layout.inLargePool(va) || tables.map(va, va >>> 12) != PhysicalPages.NONE;
    }

    @Override
    public void unmap(int va) {
        if (layout.inLargePool(va)) {
            system.zero(va, PAGE);
        } else {
            tables.unmap(va);
        }
    }
}
