package org.mmscope.kernel.workingset;

import java.util.ArrayList;
import java.util.List;

import org.mmscope.kernel.MemoryTuning;
import org.mmscope.kernel.SystemThread;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.SystemThreadStep.Step;
import org.mmscope.kernel.pfn.PageLists;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.machine.VirtualClock;

/**
 * The working set manager that the balance set manager calls each second (MmWorkingSetManager): when few pages are
 * available, working sets give pages up, none below its minimum. Idle pages go first, from the working set that has
 * most of them above its minimum; if that is not enough, others go too, from the one furthest above its minimum. Of
 * equals the one that grows slowest gives. Source: Russinovich and Solomon, Microsoft Windows Internals, 4th edition,
 * chapter 7, Balance Set Manager and Swapper.
 */
public final class BalanceSetManager extends SteppedThread {

    /** Pages that one working set gives up in a step. */
    private static final int MOST = 16;

    private final WorkingSets workingSets;
    private final PhysicalPages pages;
    private final PageLists lists;
    private final ModifiedPageWriter writer;
    private final WorkingSetOwners owners;
    private final VirtualClock clock;
    private final int threshold;
    private final int goal;
    private final List<WorkingSetOwner> candidates = new ArrayList<>();

    /** @param frames frames of physical memory */
    public BalanceSetManager(WorkingSets workingSets, PhysicalPages pages, ModifiedPageWriter writer,
            WorkingSetOwners owners, VirtualClock clock, Events events, int frames, MemoryTuning tuning) {
        super(SystemThread.BALANCE_SET_MANAGER, events);
        this.workingSets = workingSets;
        this.pages = pages;
        lists = pages.lists();
        this.writer = writer;
        this.owners = owners;
        this.clock = clock;
        threshold = tuning.trimThreshold(frames);
        goal = tuning.trimGoal(frames);
    }

    /** Lets the pages of every working set grow a second older. */
    void age() {
        for (WorkingSetOwner owner : owners.all()) {
            int idle = workingSets.age(owner);
            tell(Step.WORKING_SET_AGED, owner.ownerId(), idle);
        }
    }

    /** The second is over: working sets are compared by how they grow from now on. */
    void beginGrowth() {
        for (WorkingSetOwner owner : owners.all()) {
            owner.beginGrowth();
        }
    }

    /** Whether so few pages are available that working sets are to give pages up. */
    public boolean isShort() {
        return available() <= threshold;
    }

    /** Pages available, and those that will be when the writes under way are done. */
    private int available() {
        return lists.available() + pages.underWrite();
    }

    @Override
    void wake() {
        candidates.clear();
        if (isShort()) {
            candidates.addAll(owners.all());
        }
    }

    /** Lets one working set give pages up, and the writer make them available. */
    @Override
    int step() {
        while (available() < goal) {
            WorkingSetOwner owner = best();
            if (owner == null) {
                return 0;
            }
            int count = trim(owner, idle(owner) > 0 ? Math.min(MOST, idle(owner)) : MOST);
            writer.write(MOST);
            if (count > 0) {
                tell(Step.WORKING_SET_TRIMMED, owner.ownerId(), count);
                return count;
            }
            candidates.remove(owner);
        }
        return 0;
    }

    private int trim(WorkingSetOwner owner, int most) {
        int count = 0;
        while (count < most && workingSets.spare(owner) > 0 && workingSets.replace(owner)) {
            count++;
        }
        owner.trimmed(count, clock.time());
        return count;
    }

    /** Who is to give next, or null if nobody has more than its minimum. */
    private WorkingSetOwner best() {
        WorkingSetOwner best = null;
        for (WorkingSetOwner candidate : candidates) {
            if (workingSets.spare(candidate) > 0 && (best == null || isBetter(candidate, best))) {
                best = candidate;
            }
        }
        return best;
    }

    private boolean isBetter(WorkingSetOwner owner, WorkingSetOwner than) {
        if (idle(owner) != idle(than)) {
            return idle(owner) > idle(than);
        }
        int more = workingSets.spare(owner) - workingSets.spare(than);
        return more > 0 || more == 0 && owner.growth() < than.growth();
    }

    /** Idle pages that a working set has above its minimum. */
    private int idle(WorkingSetOwner owner) {
        return Math.min(owner.idlePages(), workingSets.spare(owner));
    }
}
