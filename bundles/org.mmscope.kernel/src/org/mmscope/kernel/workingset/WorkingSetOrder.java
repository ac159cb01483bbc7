package org.mmscope.kernel.workingset;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.process.ProcessObject;
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

    private final WorkingSetList list;
    private final KernelLayout kernel;

    WorkingSetOrder(WorkingSetList list, KernelLayout kernel) {
        this.list = list;
        this.kernel = kernel;
    }

    /** Makes sure that there is memory for an entry; false without it, or when there is no place for more entries. */
    boolean prepare(ProcessObject process, int index) {
        int va = kernel.hyperspace() + offset(index);
        return va < kernel.vadBitmap() && map(process, kernel.hyperspace()) && map(process, va);
    }

    private boolean map(ProcessObject process, int va) {
        return list.hyperspaceMapped(process, va) || list.mapHyperspace(process, va);
    }

    private static int offset(int index) {
        return ENTRIES + index * ENTRY;
    }

    /** Puts a page that has come in last. */
    void add(ProcessObject process, int index) {
        link(process, newest(process), index);
        link(process, index, ReplacementPolicy.NONE);
    }

    void remove(ProcessObject process, int index) {
        link(process, read(process, offset(index)), read(process, offset(index) + AFTER));
    }

    void toNewest(ProcessObject process, int index) {
        if (newest(process) != index) {
            remove(process, index);
            add(process, index);
        }
    }

    int oldest(ProcessObject process) {
        return list.hyperspaceMapped(process, kernel.hyperspace()) ? read(process, 0) : ReplacementPolicy.NONE;
    }

    private int newest(ProcessObject process) {
        return read(process, NEWEST);
    }

    int newer(ProcessObject process, int index) {
        return read(process, offset(index) + AFTER);
    }

    /** Makes two entries neighbours; no entry on either side stands for the list's end there. */
    private void link(ProcessObject process, int before, int after) {
        write(process, before == ReplacementPolicy.NONE ? 0 : offset(before) + AFTER, after);
        write(process, after == ReplacementPolicy.NONE ? NEWEST : offset(after), before);
    }

    private int read(ProcessObject process, int offset) {
        return list.memory().read32(address(process, offset)) - 1;
    }

    private void write(ProcessObject process, int offset, int index) {
        list.memory().write32(address(process, offset), index + 1);
    }

    private long address(ProcessObject process, int offset) {
        return list.hyperspace(process, kernel.hyperspace() + offset);
    }

    void delete(ProcessObject process) {
        int end = offset(list.capacity(process));
        for (int offset = 0; offset < end; offset += PAGE) {
            if (list.hyperspaceMapped(process, kernel.hyperspace() + offset)) {
                list.unmapHyperspace(process, kernel.hyperspace() + offset);
            }
        }
    }
}
