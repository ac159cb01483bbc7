package org.mmscope.kernel.pool;

import org.mmscope.kernel.memory.SystemMemory;

/**
 * A pool (ExAllocatePoolWithTag): blocks in units of 8 bytes behind a POOL_HEADER, free blocks on the list of their
 * size in the POOL_DESCRIPTOR, neighbours in a page merged when freed; larger blocks are whole pages without a header.
 * Contents of a block are zero.
 */
public final class Pool {

    /** Bytes of a POOL_HEADER. */
    public static final int HEADER = 8;
    /** PoolType in the header of an allocated block of nonpaged pool. */
    public static final int NON_PAGED = 1;
    /** PoolType in the header of an allocated block of paged pool. */
    public static final int PAGED = 2;

    private static final int UNIT = 8;
    private static final int PAGE = 4096;
    private static final int LARGEST_BLOCK = PAGE - HEADER - 2 * UNIT;
    private static final int LIST_HEADS = 0x28;
    private static final int PAGE_UNITS = PAGE / UNIT;
    private static final int POOL_TYPE = 0;
    private static final int RUNNING_ALLOCS = 8;
    private static final int RUNNING_DEALLOCS = 12;
    /** Where the POOL_DESCRIPTOR counts the pages that hold blocks. */
    public static final int TOTAL_PAGES = 16;
    private static final int TOTAL_BIG_PAGES = 20;
    private static final int SIZE_MASK = 0x1FF;
    private static final int BLOCK_SHIFT = 16;
    private static final int TYPE_SHIFT = 25;
    private static final int SMALLEST = 2;

    private final SystemMemory system;
    private final PoolPages pages;
    private final int descriptor;
    private final int type;
    private final FreeLists lists;

    /**
     * @param descriptor address of the POOL_DESCRIPTOR
     * @param type {@link #NON_PAGED} or {@link #PAGED}
     */
    public Pool(SystemMemory system, PoolPages pages, int descriptor, int type) {
        this.system = system;
        this.pages = pages;
        this.descriptor = descriptor;
        this.type = type;
        lists = new FreeLists(system, descriptor + LIST_HEADS);
    }

    /** Makes the descriptor; for the boot. */
    public void boot() {
        pages.boot();
        system.write32(descriptor + POOL_TYPE, type - 1);
        lists.boot();
    }

    /** Pages that the pool holds. */
    public int totalPages() {
        return pages.allocated();
    }

    /**
     * Allocates a block.
     *
     * @param size bytes wanted
     * @param tag four characters
     * @return its address, behind the header, or 0 when there is no room
     */
    public int allocate(int size, String tag) {
        if (size > LARGEST_BLOCK) {
            int count = (size + PAGE - 1) / PAGE;
            int va = pages.allocate(count);
            if (va != 0) {
                system.add32(descriptor + TOTAL_BIG_PAGES, count);
                system.add32(descriptor + RUNNING_ALLOCS, 1);
            }
            return va;
        }
        int units = Math.max(SMALLEST, (size + HEADER + UNIT - 1) / UNIT);
        int block = find(units);
        if (block == 0) {
            return 0;
        }
        mark(block, type);
        system.write32(block + 4, tag(tag));
        system.zero(block + HEADER, blockUnits(block) * UNIT - HEADER);
        system.add32(descriptor + RUNNING_ALLOCS, 1);
        return block + HEADER;
    }

    /** Frees a block that {@link #allocate} gave. */
    public void free(int address) {
        system.add32(descriptor + RUNNING_DEALLOCS, 1);
        if ((address & PAGE - 1) == 0) {
            int count = pages.free(address);
            system.add32(descriptor + TOTAL_BIG_PAGES, -count);
            return;
        }
        int block = merge(address - HEADER);
        if (block == 0) {
            system.add32(descriptor + TOTAL_PAGES, -pages.free(address & -PAGE));
        } else {
            lists.insert(blockUnits(block), block + HEADER);
        }
    }

    private static int tag(String tag) {
        return tag.charAt(0) | tag.charAt(1) << 8 | tag.charAt(2) << 16 | tag.charAt(3) << 24;
    }

    /** Takes a block of so many units, or one more, from a free block or a new page. */
    private int find(int units) {
        int list = lists.find(units);
        if (list != FreeLists.NONE) {
            int entry = lists.first(list);
            lists.remove(entry);
            split(entry - HEADER, list, units);
            return entry - HEADER;
        }
        int page = pages.allocate(1);
        if (page != 0) {
            system.add32(descriptor + TOTAL_PAGES, 1);
            split(page, PAGE_UNITS, units);
        }
        return page;
    }

    /** Divides a free block that is on no list; what is left over goes on a list. */
    private void split(int block, int whole, int units) {
        if (whole - units < SMALLEST) {
            return;
        }
        header(block, previousUnits(block), units);
        int rest = block + units * UNIT;
        header(rest, units, whole - units);
        setPreviousOfNext(rest, whole - units);
        lists.insert(whole - units, rest + HEADER);
    }

    /** Joins a block with its free neighbours and marks it free; 0 when it has become the whole page. */
    private int merge(int block) {
        int start = block;
        int units = blockUnits(block);
        int next = next(block, units);
        if (next != 0 && blockType(next) == 0) {
            lists.remove(next + HEADER);
            units += blockUnits(next);
        }
        int before = previousUnits(block);
        if (before != 0 && blockType(block - before * UNIT) == 0) {
            start = block - before * UNIT;
            lists.remove(start + HEADER);
            units += before;
        }
        if (units == PAGE_UNITS) {
            return 0;
        }
        header(start, previousUnits(start), units);
        setPreviousOfNext(start, units);
        return start;
    }

    /** The block behind one of so many units, or 0 at the end of the page. */
    private static int next(int block, int units) {
        int next = block + units * UNIT;
        return (next & PAGE - 1) == 0 ? 0 : next;
    }

    private void setPreviousOfNext(int block, int units) {
        int next = next(block, units);
        if (next != 0) {
            system.write32(next, system.read32(next) & ~SIZE_MASK | units);
        }
    }

    private void header(int block, int previous, int units) {
        system.write32(block, previous | units << BLOCK_SHIFT);
    }

    private void mark(int block, int poolType) {
        int word = system.read32(block);
        system.write32(block, word & ~(0x7F << TYPE_SHIFT) | poolType << TYPE_SHIFT);
    }

    private int previousUnits(int block) {
        return system.read32(block) & SIZE_MASK;
    }

    private int blockUnits(int block) {
        return system.read32(block) >>> BLOCK_SHIFT & SIZE_MASK;
    }

    private int blockType(int block) {
        return system.read32(block) >>> TYPE_SHIFT;
    }
}
