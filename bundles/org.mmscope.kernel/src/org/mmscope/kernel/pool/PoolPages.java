package org.mmscope.kernel.pool;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.memory.SystemMemory;
import org.mmscope.kernel.pfn.CommitAccounting;

/**
 * The pages of a pool (MiAllocatePoolPages): an allocation bitmap, and a bitmap of the last page of each allocation,
 * both RTL_BITMAPs in the kernel's memory. The lowest run that fits is taken. Every page is charged.
 */
public final class PoolPages {

    private static final int PAGE = 4096;
    private static final int BITMAP_BUFFER = 4;
    private static final int END_BITMAP = 8;
    private static final int HINT = 16;
    private static final int ALLOCATED = 20;

    private final SystemMemory system;
    private final Memory memory;
    private final CommitAccounting commit;
    private final int start;
    private final int control;
    private final int map;
    private final int ends;
    private final int pages;

    /** Has the pages of a pool in memory, or pages them. */
    public interface Memory {

        /** Maps a zeroed page at an address; false without memory. */
        boolean map(int va);

        /** Unmaps the page at an address and frees it. */
        void unmap(int va);
    }

    /**
     * @param memory what maps the pages
     * @param start first address of the pool
     * @param pages pages of address space
     * @param control two RTL_BITMAPs, then the hint and the number of pages given out
     * @param bitmaps where the bits of both maps go
     */
    public PoolPages(SystemMemory system, Memory memory, CommitAccounting commit, int start, int pages,
            int control, int bitmaps) {
        this.system = system;
        this.memory = memory;
        this.commit = commit;
        this.start = start;
        this.pages = pages;
        this.control = control;
        map = bitmaps;
        ends = bitmaps + KernelLayout.bitmapBytes(pages);
    }

    /** Describes the bitmaps in memory; for the boot. */
    public void boot() {
        system.write32(control, pages);
        system.write32(control + BITMAP_BUFFER, map);
        system.write32(control + END_BITMAP, pages);
        system.write32(control + END_BITMAP + BITMAP_BUFFER, ends);
    }

    /** Pages given out. */
    public int allocated() {
        return system.read32(control + ALLOCATED);
    }

    /** Allocates zeroed pages that follow each other and gives the address of the first, or 0. */
    public int allocate(int count) {
        int first = findRun(count);
        if (first < 0 || !commit.charge(count)) {
            return 0;
        }
        for (int i = 0; i < count; i++) {
            int va = start + (first + i) * PAGE;
            if (!memory.map(va)) {
                undo(first, i, count);
                return 0;
            }
            set(map, first + i, true);
        }
        set(ends, first + count - 1, true);
        system.add32(control + ALLOCATED, count);
        if (first == system.read32(control + HINT)) {
            system.write32(control + HINT, first + count);
        }
        return start + first * PAGE;
    }

    /** Frees an allocation by its first address and gives its number of pages. */
    public int free(int va) {
        int first = (va - start) / PAGE;
        int page = first;
        boolean last;
        do {
            last = get(ends, page);
            set(map, page, false);
            memory.unmap(start + page * PAGE);
            page++;
        } while (!last);
        set(ends, page - 1, false);
        int count = page - first;
        commit.release(count);
        system.add32(control + ALLOCATED, -count);
        if (first < system.read32(control + HINT)) {
            system.write32(control + HINT, first);
        }
        return count;
    }

    private void undo(int first, int mapped, int charged) {
        for (int i = 0; i < mapped; i++) {
            set(map, first + i, false);
            memory.unmap(start + (first + i) * PAGE);
        }
        commit.release(charged);
    }

    private int findRun(int count) {
        int run = 0;
        int page = system.read32(control + HINT);
        while (page < pages) {
            if (run == 0 && (page & 31) == 0 && system.read32(map + page / 8) == -1) {
                page += 32;
                continue;
            }
            run = get(map, page) ? 0 : run + 1;
            page++;
            if (run == count) {
                return page - count;
            }
        }
        return -1;
    }

    private boolean get(int bitmap, int bit) {
        return (system.read32(bitmap + bit / 32 * 4) & 1 << bit) != 0;
    }

    private void set(int bitmap, int bit, boolean value) {
        int word = bitmap + bit / 32 * 4;
        int bits = system.read32(word);
        system.write32(word, value ? bits | 1 << bit : bits & ~(1 << bit));
    }
}
