package org.mmscope.kernel.workingset;

import org.mmscope.kernel.fault.UserPages;
import org.mmscope.kernel.pfn.PageLists;
import org.mmscope.kernel.process.PageTables;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.pte.Pte;

/**
 * Limits of working sets: room for the next page, replacement at the maximum when memory is short, trimming. The page
 * to go is found by going round the entries from NextSlot; one that was accessed since the last round is passed over
 * once.
 */
public final class WorkingSets {

    /** Below so many available pages a working set does not grow over its maximum (MmMoreThanEnoughFreePages of NT). */
    static final int PLENTY = 1000;

    private final WorkingSetList lists;
    private final UserPages userPages;
    private final PageTables tables;
    private final PageLists pageLists;

    public WorkingSets(WorkingSetList lists, UserPages userPages, PageLists pageLists) {
        this.lists = lists;
        this.userPages = userPages;
        tables = userPages.tables();
        this.pageLists = pageLists;
    }

    /** Makes sure that a page can be added; false without memory. */
    public boolean makeRoom(ProcessObject process) {
        int size = process.get(process.layout().workingSetSize);
        if (size >= process.get(process.layout().maximumWorkingSet) && pageLists.available() < PLENTY) {
            replace(process);
        }
        return lists.prepare(process) || replace(process) && lists.prepare(process);
    }

    /** Takes one page out; false when every entry is locked. */
    public boolean replace(ProcessObject process) {
        int first = lists.firstDynamic(process);
        int count = lists.capacity(process) - first;
        int slot = lists.field(process, lists.layout().nextSlot);
        for (int i = 0; i < 2 * count; i++) {
            if (slot >= first + count) {
                slot = first;
            }
            int entry = lists.entry(process, slot);
            if (removable(entry) && !passedOver(process, WorkingSetList.page(entry))) {
                lists.field(process, lists.layout().nextSlot, slot + 1);
                userPages.evict(process, WorkingSetList.page(entry));
                return true;
            }
            slot++;
        }
        return false;
    }

    private static boolean removable(int entry) {
        return (entry & WorkingSetList.VALID) != 0
                && (entry & (WorkingSetList.LOCKED_IN_WS | WorkingSetList.LOCKED_IN_MEMORY)) == 0;
    }

    private boolean passedOver(ProcessObject process, int va) {
        long pa = tables.find(process, va);
        long pte = tables.read(pa);
        if ((pte & Pte.ACCESSED) == 0) {
            return false;
        }
        tables.write(process, va, pa, pte, pte & ~Pte.ACCESSED);
        return true;
    }

    /** Pages that a process has above its minimum. */
    int spare(ProcessObject process) {
        return process.get(process.layout().workingSetSize) - process.get(process.layout().minimumWorkingSet);
    }

    /** Takes every page out that is not locked (EmptyWorkingSet) and gives their number. */
    public int empty(ProcessObject process) {
        int count = 0;
        for (int slot = lists.firstDynamic(process); slot < lists.capacity(process); slot++) {
            int entry = lists.entry(process, slot);
            if (removable(entry)) {
                userPages.evict(process, WorkingSetList.page(entry));
                count++;
            }
        }
        return count;
    }
}
