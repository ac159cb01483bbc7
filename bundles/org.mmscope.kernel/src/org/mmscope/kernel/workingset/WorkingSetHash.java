package org.mmscope.kernel.workingset;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.process.ProcessObject;

/**
 * The hash table of a working-set list: MMWSLE_HASH (Key, Index) by open addressing, in pages of hyperspace that are
 * doubled while more than half of the table is used. A key is the page's address with bit 0 set.
 */
final class WorkingSetHash {

    private static final int ENTRY = 8;
    private static final int PER_PAGE = 512;
    private static final int PAGE = 4096;
    private static final int USED = 1;

    private final WorkingSetList list;
    private final KernelLayout kernel;
    private final WorkingSetListLayout layout;

    WorkingSetHash(WorkingSetList list, KernelLayout kernel, WorkingSetListLayout layout) {
        this.list = list;
        this.kernel = kernel;
        this.layout = layout;
    }

    /** Enters an index under a page; false when there is no room. */
    boolean insert(ProcessObject process, int va, int index) {
        int count = list.field(process, layout.nonDirectCount);
        if (count * 2 >= size(process) && !grow(process) && count + 1 >= size(process)) {
            return false;
        }
        put(process, key(va), index);
        list.field(process, layout.nonDirectCount, count + 1);
        return true;
    }

    int find(ProcessObject process, int va) {
        int slot = slotOf(process, key(va));
        return slot == WorkingSetList.NONE ? WorkingSetList.NONE : index(process, slot);
    }

    /** Removes a page and moves the entries behind it up, so that no search stops too early. */
    void remove(ProcessObject process, int va) {
        int hole = slotOf(process, key(va));
        if (hole == WorkingSetList.NONE) {
            return;
        }
        int size = size(process);
        list.field(process, layout.nonDirectCount, list.field(process, layout.nonDirectCount) - 1);
        write(process, hole, 0, 0);
        for (int slot = (hole + 1) % size; key(process, slot) != 0; slot = (slot + 1) % size) {
            int home = home(key(process, slot), size);
            if ((slot - home + size) % size >= (slot - hole + size) % size) {
                write(process, hole, key(process, slot), index(process, slot));
                write(process, slot, 0, 0);
                hole = slot;
            }
        }
    }

    void delete(ProcessObject process) {
        unmap(process, 0, size(process) * ENTRY);
        list.field(process, layout.hashTableSize, 0);
    }

    private static int key(int va) {
        return va & ~0xFFF | USED;
    }

    private static int home(int key, int size) {
        return (key >>> 12) % size;
    }

    private int size(ProcessObject process) {
        return list.field(process, layout.hashTableSize);
    }

    private int slotOf(ProcessObject process, int key) {
        int size = size(process);
        if (size == 0) {
            return WorkingSetList.NONE;
        }
        for (int slot = home(key, size); key(process, slot) != 0; slot = (slot + 1) % size) {
            if (key(process, slot) == key) {
                return slot;
            }
        }
        return WorkingSetList.NONE;
    }

    private void put(ProcessObject process, int key, int index) {
        int size = size(process);
        int slot = home(key, size);
        while (key(process, slot) != 0) {
            slot = (slot + 1) % size;
        }
        write(process, slot, key, index);
    }

    private boolean grow(ProcessObject process) {
        int before = size(process);
        int after = Math.max(PER_PAGE, before * 2);
        if (kernel.workingSetHash() + after * ENTRY > kernel.hyperspaceEnd()) {
            return false;
        }
        for (int offset = before * ENTRY; offset < after * ENTRY; offset += PAGE) {
            if (!list.mapHyperspace(process, kernel.workingSetHash() + offset)) {
                unmap(process, before * ENTRY, offset);
                return false;
            }
        }
        list.field(process, layout.hashTable, kernel.workingSetHash());
        list.field(process, layout.hashTableSize, after);
        rehash(process, before);
        return true;
    }

    private void unmap(ProcessObject process, int from, int to) {
        for (int offset = from; offset < to; offset += PAGE) {
            list.unmapHyperspace(process, kernel.workingSetHash() + offset);
        }
    }

    private void rehash(ProcessObject process, int before) {
        int[] keys = new int[before];
        int[] indexes = new int[before];
        for (int slot = 0; slot < before; slot++) {
            keys[slot] = key(process, slot);
            indexes[slot] = index(process, slot);
            write(process, slot, 0, 0);
        }
        for (int slot = 0; slot < before; slot++) {
            if (keys[slot] != 0) {
                put(process, keys[slot], indexes[slot]);
            }
        }
    }

    private long address(ProcessObject process, int slot) {
        return list.hyperspace(process, kernel.workingSetHash() + slot * ENTRY);
    }

    private int key(ProcessObject process, int slot) {
        return list.memory().read32(address(process, slot));
    }

    private int index(ProcessObject process, int slot) {
        return list.memory().read32(address(process, slot) + 4);
    }

    private void write(ProcessObject process, int slot, int key, int index) {
        long address = address(process, slot);
        list.memory().write32(address, key);
        list.memory().write32(address + 4, index);
    }
}
