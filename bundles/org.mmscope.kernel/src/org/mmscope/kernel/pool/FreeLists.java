package org.mmscope.kernel.pool;

import org.mmscope.kernel.memory.SystemMemory;

/**
 * The list heads of a POOL_DESCRIPTOR, one for each size of free block, last in first out. Which lists have blocks is
 * remembered beside them, so that a search does not look at every head.
 */
final class FreeLists {

    /** There is no list with a block. */
    static final int NONE = -1;

    private static final int COUNT = 512;
    private static final int HEAD = 8;
    private static final int BLINK = 4;

    private final SystemMemory system;
    private final int heads;
    private final long[] filled = new long[COUNT / Long.SIZE];
    private int generation;

    /** @param heads address of the first LIST_ENTRY */
    FreeLists(SystemMemory system, int heads) {
        this.system = system;
        this.heads = heads;
        generation = system.generation();
    }

    /** Makes every list empty; for the boot. */
    void boot() {
        for (int list = 0; list < COUNT; list++) {
            system.write32(head(list), head(list));
            system.write32(head(list) + BLINK, head(list));
        }
    }

    /** The first list from one on that has a block, or {@link #NONE}. */
    int find(int from) {
        learn();
        long bits = filled[from / Long.SIZE] & -1L << from;
        for (int word = from / Long.SIZE; word < filled.length; bits = ++word < filled.length ? filled[word] : 0) {
            if (bits != 0) {
                return word * Long.SIZE + Long.numberOfTrailingZeros(bits);
            }
        }
        return NONE;
    }

    /** The first block of a list. */
    int first(int list) {
        return system.read32(head(list));
    }

    /** Puts a block, by the address of its LIST_ENTRY, in front of a list. */
    void insert(int list, int entry) {
        learn();
        int head = head(list);
        int first = system.read32(head);
        system.write32(entry, first);
        system.write32(entry + BLINK, head);
        system.write32(first + BLINK, entry);
        system.write32(head, entry);
        filled[list / Long.SIZE] |= 1L << list;
    }

    /** Takes a block off its list. */
    void remove(int entry) {
        learn();
        int flink = system.read32(entry);
        int blink = system.read32(entry + BLINK);
        system.write32(blink, flink);
        system.write32(flink + BLINK, blink);
        if (flink == blink) {
            int list = (flink - heads) / HEAD;
            filled[list / Long.SIZE] &= ~(1L << list);
        }
    }

    private int head(int list) {
        return heads + list * HEAD;
    }

    /** After memory was put back to another state the lists are looked at anew. */
    private void learn() {
        if (generation == system.generation()) {
            return;
        }
        generation = system.generation();
        for (int list = 0; list < COUNT; list++) {
            long bit = 1L << list;
            boolean empty = system.read32(head(list)) == head(list);
            filled[list / Long.SIZE] = empty ? filled[list / Long.SIZE] & ~bit : filled[list / Long.SIZE] | bit;
        }
    }
}
