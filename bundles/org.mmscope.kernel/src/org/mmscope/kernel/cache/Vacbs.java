package org.mmscope.kernel.cache;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.KernelSymbol;
import org.mmscope.kernel.memory.ListEntry;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pool.Pool;
import org.mmscope.kernel.section.SystemCacheViews;

/**
 * The VACBs, each of which stands for a view of 256 KB that can be mapped in the system cache (CcInitializeVacbs). One
 * that maps nothing is on CcVacbFreeList, the others are on CcVacbLru in the order of their use. A view has the address
 * of its VACB's place in the array; NT takes the address from a list of free ones.
 */
final class Vacbs {

    /** NT keeps as many views of the cache unused. */
    private static final int UNUSED_VIEWS = 2;

    private final SystemMemory system;
    private final KernelLayout kernel;
    private final CacheLayout layout;
    private final Pool nonPaged;
    private final int freeList;
    private final int lru;

    Vacbs(SystemMemory system, KernelLayout kernel, CacheLayout layout, Pool nonPaged) {
        this.system = system;
        this.kernel = kernel;
        this.layout = layout;
        this.nonPaged = nonPaged;
        freeList = kernel.address(KernelSymbol.CC_VACB_FREE_LIST);
        lru = kernel.address(KernelSymbol.CC_VACB_LRU);
    }

    /** Makes the array, for the boot. */
    void boot() {
        int count = kernel.systemCachePages() / SystemCacheViews.PAGES - UNUSED_VIEWS;
        int array = nonPaged.allocate(count * layout.vacbSize, "CcVa");
        if (array == 0) {
            throw new IllegalStateException("no nonpaged pool for " + count + " VACBs");
        }
        system.write32(kernel.address(KernelSymbol.CC_VACBS), array);
        system.write32(kernel.address(KernelSymbol.CC_NUMBER_VACBS), count);
        ListEntry.initialize(system, freeList);
        ListEntry.initialize(system, lru);
        for (int i = 0; i < count; i++) {
            ListEntry.insertTail(system, freeList, array + i * layout.vacbSize + layout.lruList);
        }
    }

    /** A VACB that maps nothing, or 0. */
    int firstFree() {
        return first(freeList);
    }

    /** The VACB that has been unused for longest, or 0. */
    int leastRecent() {
        return first(lru);
    }

    private int first(int list) {
        return ListEntry.isEmpty(system, list) ? 0 : ListEntry.next(system, list) - layout.lruList;
    }

    /** The VACB used after one, or 0. */
    int nextUsed(int vacb) {
        int next = ListEntry.next(system, vacb + layout.lruList);
        return next == lru ? 0 : next - layout.lruList;
    }

    /** Where the view of a VACB is, or would be. */
    int address(int vacb) {
        int array = system.read32(kernel.address(KernelSymbol.CC_VACBS));
        return kernel.systemCacheStart() + (vacb - array) / layout.vacbSize * SystemCacheViews.SIZE;
    }

    /** The VACB whose view an address lies in. */
    int of(int va) {
        int array = system.read32(kernel.address(KernelSymbol.CC_VACBS));
        return array + (va - kernel.systemCacheStart()) / SystemCacheViews.SIZE * layout.vacbSize;
    }

    /** A free VACB maps a view of a file from now on. */
    void begin(int vacb, int map, long offset) {
        system.write32(vacb + layout.baseAddress, address(vacb));
        system.write32(vacb + layout.vacbMap, map);
        system.write64(vacb + layout.fileOffset, offset);
        use(vacb);
    }

    /** A VACB is the one used last. */
    void use(int vacb) {
        ListEntry.remove(system, vacb + layout.lruList);
        ListEntry.insertTail(system, lru, vacb + layout.lruList);
    }

    /** A VACB maps nothing any more. */
    void end(int vacb) {
        system.write32(vacb + layout.baseAddress, 0);
        system.write32(vacb + layout.vacbMap, 0);
        system.write64(vacb + layout.fileOffset, 0);
        ListEntry.remove(system, vacb + layout.lruList);
        ListEntry.insertTail(system, freeList, vacb + layout.lruList);
    }

    /** The shared cache map whose file a VACB maps, or 0. */
    int map(int vacb) {
        return system.read32(vacb + layout.vacbMap);
    }

    /** Where in the file the view begins; the active count lies in the low bits. */
    long offset(int vacb) {
        return system.read64(vacb + layout.fileOffset) & -SystemCacheViews.SIZE;
    }

    boolean isActive(int vacb) {
        return system.read16(vacb + layout.activeCount) != 0;
    }

    /** Counts those who rely on a view to stay mapped. */
    void hold(int vacb, int delta) {
        system.write16(vacb + layout.activeCount, system.read16(vacb + layout.activeCount) + delta);
        system.add32(map(vacb) + layout.vacbActiveCount, delta);
    }
}
