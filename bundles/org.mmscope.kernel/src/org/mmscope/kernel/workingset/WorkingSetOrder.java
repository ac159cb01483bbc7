package org.mmscope.kernel.workingset;

import org.mmscope.kernel.replacement.ReplacementPolicy;

/**
 * The order of the pages of a working set, for the policies of textbooks; NT has none. A doubly linked list of entries
 * in the first pages of hyperspace: the indexes of the oldest and the newest, then those before and after each entry.
 * Indexes are kept plus one, so that a zeroed page is an empty list.
 */
final class WorkingSetOrder {

    private static final int NEWEST = 4;
    private static final int ENTRIES = 16;
    private static final int ENTRY = 8;
    private static final int AFTER = 4;
    private static final int PAGE = 4096;
    /** Bytes of hyperspace below the bitmap of reservations. */
    private static final int ROOM = 0x101000;

    private final WorkingSetList list;

    WorkingSetOrder(WorkingSetList list) {
        this.list = list;
    }

    /** Makes sure that there is memory for an entry; false without it, or when there is no place for more entries. */
    boolean prepare(WorkingSetOwner owner, int index) {
        int va = owner.room().order() + offset(index);
        return va < owner.room().order() + ROOM && map(owner, owner.room().order()) && map(owner, va);
    }

    private boolean map(WorkingSetOwner owner, int va) {
        return list.isMapped(owner, va) || list.mapPage(owner, va);
    }

    private static int offset(int index) {
        return ENTRIES + index * ENTRY;
    }

    /** Puts a page that has come in last. */
    void add(WorkingSetOwner owner, int index) {
        link(owner, newest(owner), index);
        link(owner, index, ReplacementPolicy.NONE);
    }

    void remove(WorkingSetOwner owner, int index) {
        link(owner, read(owner, offset(index)), read(owner, offset(index) + AFTER));
    }

    void toNewest(WorkingSetOwner owner, int index) {
        if (newest(owner) != index) {
            remove(owner, index);
            add(owner, index);
        }
    }

    int oldest(WorkingSetOwner owner) {
        return list.isMapped(owner, owner.room().order()) ? read(owner, 0) : ReplacementPolicy.NONE;
    }

    private int newest(WorkingSetOwner owner) {
        return read(owner, NEWEST);
    }

    int newer(WorkingSetOwner owner, int index) {
        return read(owner, offset(index) + AFTER);
    }

    /** Makes two entries neighbours; no entry on either side stands for the list's end there. */
    private void link(WorkingSetOwner owner, int before, int after) {
        write(owner, before == ReplacementPolicy.NONE ? 0 : offset(before) + AFTER, after);
        write(owner, after == ReplacementPolicy.NONE ? NEWEST : offset(after), before);
    }

    private int read(WorkingSetOwner owner, int offset) {
        return list.memory().read32(address(owner, offset)) - 1;
    }

    private void write(WorkingSetOwner owner, int offset, int index) {
        list.memory().write32(address(owner, offset), index + 1);
    }

    private long address(WorkingSetOwner owner, int offset) {
        return list.listAddress(owner, owner.room().order() + offset);
    }

    void delete(WorkingSetOwner owner) {
        int end = offset(list.capacity(owner));
        for (int offset = 0; offset < end; offset += PAGE) {
            if (list.isMapped(owner, owner.room().order() + offset)) {
                list.unmapPage(owner, owner.room().order() + offset);
            }
        }
    }
}
