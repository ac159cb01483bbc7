package org.mmscope.kernel.swap;

import java.util.ArrayList;
import java.util.List;

import org.mmscope.kernel.BugCheck;
import org.mmscope.kernel.ProcessManager;
import org.mmscope.kernel.event.Events;
import org.mmscope.kernel.event.ProcessEvent;
import org.mmscope.kernel.memory.BugChecks;
import org.mmscope.kernel.pfn.PageLists;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.process.EThread;
import org.mmscope.kernel.process.ProcessObject;
import org.mmscope.kernel.process.RootSwapper;
import org.mmscope.kernel.thread.ThreadControl;
import org.mmscope.kernel.thread.ThreadObject;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.workingset.WorkingSets;
import org.mmscope.machine.VirtualClock;

/**
 * The process/stack swapper (KeSwapProcessOrStack), priority 23. While memory is short it takes the kernel stacks of
 * threads out that have waited long; a process without a stack in memory is swapped out: its working set is emptied,
 * its page tables go as soon as no page in memory has its entry there, and the root of its address space after them.
 * Periods as <i>Inside Windows 2000</i>, chapter 7, tells them; names as in balmgr.c of the Windows Research Kernel, of
 * Server 2003 SP1, whose own figures for machines that are not small are 15 and 8 seconds.
 */
public final class ProcessSwapper {

    /** STACK_SCAN_PERIOD: seconds from one scan for long waits to the next. */
    private static final int SCAN_PERIOD = 4;
    /** Seconds that a thread has waited when its stack may go, on a machine of medium or large memory. */
    private static final int PROTECT_TIME = 7;
    /** The same on a machine of small memory. */
    private static final int SMALL_PROTECT_TIME = 3;
    /** A machine of small memory has no more frames: 19 MB. */
    private static final int SMALL = 19 << 8;
    /** MAXIMUM_THREAD_STACKS: stacks that one scan takes out at most. */
    private static final int MOST_STACKS = 5;

    private final ThreadControl threads;
    private final WorkingSets workingSets;
    private final RootSwapper roots;
    private final PageLists lists;
    private final VirtualClock clock;
    private final BugChecks bugChecks;
    private final Events events;
    private final int protectTicks;
    private ProcessManager processes;
    /** Stacks that may still go in this scan. */
    private int stacksLeft;

    /** @param frames frames of physical memory */
    public ProcessSwapper(ThreadControl threads, WorkingSets workingSets, RootSwapper roots, PageLists lists,
            VirtualClock clock, BugChecks bugChecks, Events events, int frames) {
        this.threads = threads;
        this.workingSets = workingSets;
        this.roots = roots;
        this.lists = lists;
        this.clock = clock;
        this.bugChecks = bugChecks;
        this.events = events;
        int seconds = frames <= SMALL ? SMALL_PROTECT_TIME : PROTECT_TIME;
        protectTicks = (int) (seconds * VirtualClock.SECOND / ThreadControl.TICK);
    }

    /** Sets who knows the processes. */
    public void processes(ProcessManager value) {
        processes = value;
    }

    /** Swaps a process out that is not attached, and gives the stacks and pages that left memory. */
    public int outswap(ProcessObject process) {
        int count = 0;
        boolean stays = false;
        for (EThread each : threads.all(process)) {
            ThreadObject thread = (ThreadObject) each;
            if (thread.kernelStackResident() && thread.swappable()) {
                threads.pageOutStack(process, thread);
                count++;
            }
            stays |= thread.kernelStackResident();
        }
        return stays ? count : count + empty(process);
    }

    /** All kernel stacks are out: the rest of the process goes. */
    private int empty(ProcessObject process) {
        if (!process.outswapped()) {
            process.outswapped(true);
            tell(ProcessEvent.Change.OUTSWAPPED, process);
        }
        return leave(process);
    }

    private int leave(ProcessObject process) {
        return (process.rootOutswapped() ? 0 : workingSets.empty(process)) + roots.pageOut(process);
    }

    private void tell(ProcessEvent.Change change, ProcessObject process) {
        if (events.wanted()) {
            events.emit(new ProcessEvent(change, process.address(), process.processId()));
        }
    }

    /** Swaps a process in with the kernel stacks of all its threads; its pages come back by faults. */
    public void inswap(ProcessObject process) {
        present(process);
        for (EThread thread : threads.all(process)) {
            present(process, (ThreadObject) thread);
        }
    }

    /** A process is to be attached: it has to be in memory. */
    public void present(ProcessObject process) {
        if (process.outswapped()) {
            if (process.rootOutswapped()) {
                roots.bringIn(process);
            }
            process.outswapped(false);
            tell(ProcessEvent.Change.INSWAPPED, process);
        }
    }

    /** A thread is to run: its kernel stack has to be in memory. */
    public void present(ProcessObject process, ThreadObject thread) {
        if (!thread.kernelStackResident() && !threads.pageInStack(process, thread)) {
            throw bugChecks.raise(BugCheck.NO_PAGES_AVAILABLE, lists.total(PageLocation.MODIFIED), 0, 0, 0);
        }
    }

    /** Whether it is time to look for long waits. */
    public boolean isDue() {
        return clock.time() / VirtualClock.SECOND % SCAN_PERIOD == 0;
    }

    /**
     * Begins a scan and gives the processes to take out of.
     *
     * @param isShort whether memory is short, so that stacks of threads go that have waited long
     */
    public List<ProcessObject> scan(boolean isShort) {
        stacksLeft = isShort ? MOST_STACKS : 0;
        List<ProcessObject> all = new ArrayList<>();
        for (EProcess process : processes.all()) {
            all.add((ProcessObject) process);
        }
        return all;
    }

    /**
     * Takes of a process what is to leave in this scan: what an outswapped one has got again, and stacks of threads
     * that have waited long, the process with the last of them. Gives the stacks and pages that left memory.
     */
    public int takeOut(ProcessObject process) {
        int count = process.outswapped() ? leave(process) : 0;
        for (EThread candidate : threads.all(process)) {
            ThreadObject thread = (ThreadObject) candidate;
            if (stacksLeft > 0 && hasWaitedLong(thread)) {
                stacksLeft--;
                count += threads.pageOutStack(process, thread) == 0 ? empty(process) + 1 : 1;
            }
        }
        return count;
    }

    private boolean hasWaitedLong(ThreadObject thread) {
        return thread.kernelStackResident() && thread.swappable()
                && threads.ticks() - thread.waitTime() >= protectTicks;
    }
}
