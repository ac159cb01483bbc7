package org.mmscope.kernel.workingset;

/**
 * The hash table of a working-set list: MMWSLE_HASH (Key, Index) by open addressing, in pages of its own that are
 * doubled while more than half of the table is used. A key is the page's address with bit 0 set.
 */
final class WorkingSetHash {

    private static final int ENTRY = 8;
    private static final int PER_PAGE = 512;
    private static final int PAGE = 4096;
    private static final int USED = 1;

    private final WorkingSetList list;
    private final WorkingSetListLayout layout;

    WorkingSetHash(WorkingSetList list, WorkingSetListLayout layout) {
        this.list = list;
        this.layout = layout;
    }

    /** Enters an index under a page; false when there is no room. */
    boolean insert(WorkingSetOwner owner, int va, int index) {
        int count = list.field(owner, layout.nonDirectCount);
        if (count * 2 >= size(owner) && !grow(owner) && count + 1 >= size(owner)) {
            return false;
        }
        put(owner, key(va), index);
        list.field(owner, layout.nonDirectCount, count + 1);
        return true;
    }

    int find(WorkingSetOwner owner, int va) {
        int slot = slotOf(owner, key(va));
        return slot == WorkingSetList.NONE ? WorkingSetList.NONE : index(owner, slot);
    }

    /** Removes a page and moves the entries behind it up, so that no search stops too early. */
    void remove(WorkingSetOwner owner, int va) {
        int hole = slotOf(owner, key(va));
        if (hole == WorkingSetList.NONE) {
            return;
        }
        int size = size(owner);
        list.field(owner, layout.nonDirectCount, list.field(owner, layout.nonDirectCount) - 1);
        write(owner, hole, 0, 0);
        for (int slot = (hole + 1) % size; key(owner, slot) != 0; slot = (slot + 1) % size) {
            int home = home(key(owner, slot), size);
            if ((slot - home + size) % size >= (slot - hole + size) % size) {
                write(owner, hole, key(owner, slot), index(owner, slot));
                write(owner, slot, 0, 0);
                hole = slot;
            }
        }
    }

    void delete(WorkingSetOwner owner) {
        unmap(owner, 0, size(owner) * ENTRY);
        list.field(owner, layout.hashTableSize, 0);
    }

    private static int key(int va) {
        return va & ~0xFFF | USED;
    }

    private static int home(int key, int size) {
        return (key >>> 12) % size;
    }

    private int size(WorkingSetOwner owner) {
        return list.field(owner, layout.hashTableSize);
    }

    private int slotOf(WorkingSetOwner owner, int key) {
        int size = size(owner);
        if (size == 0) {
            return WorkingSetList.NONE;
        }
        for (int slot = home(key, size); key(owner, slot) != 0; slot = (slot + 1) % size) {
            if (key(owner, slot) == key) {
                return slot;
            }
        }
        return WorkingSetList.NONE;
    }

    private void put(WorkingSetOwner owner, int key, int index) {
        int size = size(owner);
        int slot = home(key, size);
        while (key(owner, slot) != 0) {
            slot = (slot + 1) % size;
        }
        write(owner, slot, key, index);
    }

    private boolean grow(WorkingSetOwner owner) {
        int before = size(owner);
        int after = Math.max(PER_PAGE, before * 2);
        if (owner.room().hash() + after * ENTRY > owner.room().end()) {
            return false;
        }
        for (int offset = before * ENTRY; offset < after * ENTRY; offset += PAGE) {
            if (!list.mapPage(owner, owner.room().hash() + offset)) {
                unmap(owner, before * ENTRY, offset);
                return false;
            }
        }
        list.field(owner, layout.hashTable, owner.room().hash());
        list.field(owner, layout.hashTableSize, after);
        rehash(owner, before);
        return true;
    }

    private void unmap(WorkingSetOwner owner, int from, int to) {
        for (int offset = from; offset < to; offset += PAGE) {
            list.unmapPage(owner, owner.room().hash() + offset);
        }
    }

    private void rehash(WorkingSetOwner owner, int before) {
        int[] keys = new int[before];
        int[] indexes = new int[before];
        for (int slot = 0; slot < before; slot++) {
            keys[slot] = key(owner, slot);
            indexes[slot] = index(owner, slot);
            write(owner, slot, 0, 0);
        }
        for (int slot = 0; slot < before; slot++) {
            if (keys[slot] != 0) {
                put(owner, keys[slot], indexes[slot]);
            }
        }
    }

    private long address(WorkingSetOwner owner, int slot) {
        return list.listAddress(owner, owner.room().hash() + slot * ENTRY);
    }

    private int key(WorkingSetOwner owner, int slot) {
        return list.memory().read32(address(owner, slot));
    }

    private int index(WorkingSetOwner owner, int slot) {
        return list.memory().read32(address(owner, slot) + 4);
    }

    private void write(WorkingSetOwner owner, int slot, int key, int index) {
        long address = address(owner, slot);
        list.memory().write32(address, key);
        list.memory().write32(address + 4, index);
    }
}
