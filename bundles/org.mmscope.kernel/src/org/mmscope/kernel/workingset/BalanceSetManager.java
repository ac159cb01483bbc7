package org.mmscope.kernel.workingset;

import java.util.List;

import org.mmscope.kernel.MemoryTuning;
import org.mmscope.kernel.pfn.PageLists;
import org.mmscope.kernel.pfn.PhysicalPages;

/**
 * The working set manager that the balance set manager calls each second: when few pages are available, working sets
 * give pages up, the one furthest above its minimum first, none below it.
 */
public final class BalanceSetManager {

    /** Pages that one working set gives up before the next is looked for. */
    private static final int STEP = 16;

    private final WorkingSets workingSets;
    private final PhysicalPages pages;
    private final PageLists lists;
    private final ModifiedPageWriter writer;
    private final WorkingSetOwners owners;
    private final int threshold;
    private final int goal;

    /** @param frames frames of physical memory */
    public BalanceSetManager(WorkingSets workingSets, PhysicalPages pages, ModifiedPageWriter writer,
            WorkingSetOwners owners, int frames, MemoryTuning tuning) {
        this.workingSets = workingSets;
        this.pages = pages;
        lists = pages.lists();
        this.writer = writer;
        this.owners = owners;
        threshold = tuning.trimThreshold(frames);
        goal = tuning.trimGoal(frames);
    }

    /** Lets the pages of every working set grow a second older. */
    void age() {
        for (WorkingSetOwner owner : owners.all()) {
            workingSets.age(owner);
        }
    }

    /** Whether so few pages are available that working sets are to give pages up. */
    public boolean isShort() {
        return available() <= threshold;
    }

    /** Trims if needed, towards the goal, and gives the number of pages taken out. */
    public int run() {
        int trimmed = 0;
        if (!isShort()) {
            return trimmed;
        }
        List<WorkingSetOwner> candidates = owners.all();
        WorkingSetOwner owner = furthestAboveMinimum(candidates);
        while (owner != null && available() < goal) {
            int count = trim(owner);
            trimmed += count;
            writer.write(STEP);
            if (count == 0) {
                candidates.remove(owner);
            }
            owner = furthestAboveMinimum(candidates);
        }
        return trimmed;
    }

    /** Pages available, and those that will be when the writes under way are done. */
    private int available() {
        return lists.available() + pages.underWrite();
    }

    private int trim(WorkingSetOwner owner) {
        int count = 0;
        while (count < STEP && workingSets.spare(owner) > 0 && workingSets.replace(owner)) {
            count++;
        }
        return count;
    }

    private WorkingSetOwner furthestAboveMinimum(List<WorkingSetOwner> candidates) {
        WorkingSetOwner found = null;
        int most = 0;
        for (WorkingSetOwner candidate : candidates) {
            int spare = workingSets.spare(candidate);
            if (spare > most) {
                most = spare;
                found = candidate;
            }
        }
        return found;
    }
}
