package org.mmscope.kernel.workingset;

import org.mmscope.kernel.MemoryTuning;
import org.mmscope.kernel.ProcessManager;
import org.mmscope.kernel.pfn.PageLists;
import org.mmscope.kernel.pfn.PhysicalPages;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.process.ProcessObject;

/**
 * The working set manager that the balance set manager calls each second: when few pages are available, processes give
 * pages up, the one furthest above its minimum first, none below it.
 */
public final class BalanceSetManager {

    /** Pages that one process gives up before the next is looked for. */
    private static final int STEP = 16;

    private final WorkingSets workingSets;
    private final PhysicalPages pages;
    private final PageLists lists;
    private final ModifiedPageWriter writer;
    private final ProcessManager processes;
    private final int threshold;
    private final int goal;

    /** @param frames frames of physical memory */
    public BalanceSetManager(WorkingSets workingSets, PhysicalPages pages, ModifiedPageWriter writer,
            ProcessManager processes, int frames, MemoryTuning tuning) {
        this.workingSets = workingSets;
        this.pages = pages;
        lists = pages.lists();
        this.writer = writer;
        this.processes = processes;
        threshold = tuning.trimThreshold(frames);
        goal = tuning.trimGoal(frames);
    }

    /** Lets the pages of every working set grow a second older. */
    void age() {
        for (EProcess process : processes.all()) {
            workingSets.age((ProcessObject) process);
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
        ProcessObject process = furthestAboveMinimum();
        while (process != null && available() < goal) {
            int count = trim(process);
            trimmed += count;
            writer.write(STEP);
            process = count == 0 ? null : furthestAboveMinimum();
        }
        return trimmed;
    }

    /** Pages available, and those that will be when the writes under way are done. */
    private int available() {
        return lists.available() + pages.underWrite();
    }

    private int trim(ProcessObject process) {
        int count = 0;
        while (count < STEP && workingSets.spare(process) > 0 && workingSets.replace(process)) {
            count++;
        }
        return count;
    }

    private ProcessObject furthestAboveMinimum() {
        ProcessObject found = null;
        int most = 0;
        for (EProcess candidate : processes.all()) {
            int spare = workingSets.spare((ProcessObject) candidate);
            if (spare > most) {
                most = spare;
                found = (ProcessObject) candidate;
            }
        }
        return found;
    }
}
