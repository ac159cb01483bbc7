package org.mmscope.kernel.workingset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.kernel.Machines.checkInvariants;
import static org.mmscope.kernel.Machines.load;
import static org.mmscope.kernel.Machines.process;
import static org.mmscope.kernel.Machines.store;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.SystemThread;
import org.mmscope.kernel.ThreadOptions;
import org.mmscope.kernel.event.SystemThreadStep;
import org.mmscope.kernel.event.SystemThreadStep.Step;
import org.mmscope.kernel.process.EProcess;

/** The steps of the memory manager's threads, as who watches them is told. */
class SteppedThreadsTest {

    private static final int BASE = 0x10000000;
    private static final int PAGE = 4096;

    private final Kernel kernel = Machines.boot(Profile.XP, 8, 32);
    private final List<SystemThreadStep> steps = new ArrayList<>();

    private void watch() {
        kernel.eventSink(event -> {
            if (event instanceof SystemThreadStep step) {
                steps.add(step);
            }
        });
    }

    private List<SystemThreadStep> steps(SystemThread thread) {
        return steps.stream().filter(step -> step.thread() == thread).toList();
    }

    private EProcess touched(String name, int pages) {
        EProcess process = process(kernel, name);
        Machines.commit(kernel, process, BASE, pages * (long) PAGE, MemoryConstants.PAGE_READWRITE);
        for (int i = 0; i < pages; i++) {
            store(kernel, process, BASE + i * PAGE, i);
        }
        return process;
    }

    private int size(String name) {
        return (int) kernel.view().processes().stream().filter(process -> process.name().equals(name)).findFirst()
                .orElseThrow().workingSet().size();
    }

    @Test
    void theZeroPageThreadZeroesAPageAStep() {
        int free = kernel.view().pageLists().free();
        watch();
        assertEquals(free, kernel.run(SystemThread.ZERO_PAGE));
        assertEquals(free + 2, steps.size());
        assertEquals(new SystemThreadStep(SystemThread.ZERO_PAGE, Step.WOKEN, 0, 0), steps.getFirst());
        assertEquals(new SystemThreadStep(SystemThread.ZERO_PAGE, Step.WAITS, 0, free), steps.getLast());
        assertEquals(free, steps.stream().filter(step -> step.step() == Step.PAGE_ZEROED && step.count() == 1)
                .map(SystemThreadStep::subject).distinct().count());
    }

    @Test
    void theModifiedPageWriterWritesSixtyFourKilobytesAStep() {
        int trimmed = kernel.processes().emptyWorkingSet(touched("A", 40));
        watch();
        assertEquals(trimmed, kernel.run(SystemThread.MODIFIED_WRITER));
        List<Integer> written = steps.stream().filter(step -> step.step() == Step.PAGES_WRITTEN)
                .map(SystemThreadStep::count).toList();
        assertEquals((trimmed + 15) / 16, written.size());
        assertTrue(written.subList(0, written.size() - 1).stream().allMatch(count -> count == 16), written.toString());
        assertEquals(trimmed, steps.getLast().count());
    }

    @Test
    void aThreadWithNothingToDoWaitsAtOnce() {
        watch();
        for (SystemThread thread : SystemThread.values()) {
            kernel.run(thread);
            if (thread != SystemThread.ZERO_PAGE) {
                assertEquals(List.of(new SystemThreadStep(thread, Step.WOKEN, 0, 0),
                        new SystemThreadStep(thread, Step.WAITS, 0, 0)), steps(thread));
            }
        }
    }

    /** A and B have as many pages, but B uses its pages all the time: A's go first, down to its minimum. */
    @Test
    void theIdlestWorkingSetGivesFirst() {
        EProcess idle = touched("A", 300);
        EProcess busy = touched("B", 300);
        for (int second = 0; second < 3; second++) {
            for (int i = 0; i < 300; i++) {
                load(kernel, busy, BASE + i * PAGE);
            }
            kernel.tick(1);
        }
        int idleBefore = size("A");
        int busyBefore = size("B");
        assertTrue(idleBefore >= 300 && busyBefore >= 300, "nothing has been trimmed yet");
        touched("C", 1100);
        assertTrue(kernel.view().pageLists().available() <= 400);
        watch();
        for (int i = 0; i < 300; i++) {
            load(kernel, busy, BASE + i * PAGE);
        }
        kernel.tick(1);
        List<SystemThreadStep> trims = steps(SystemThread.BALANCE_SET_MANAGER).stream()
                .filter(step -> step.step() == Step.WORKING_SET_TRIMMED).toList();
        int toMinimum = (idleBefore - 50) / 16;
        assertTrue(trims.size() > toMinimum, trims.toString());
        assertTrue(trims.subList(0, toMinimum).stream().allMatch(step -> step.subject() == idle.processId()),
                trims.toString());
        assertTrue(size("A") <= 50 + 16, "A gave what it had");
        assertTrue(size("B") > busyBefore / 2, "B kept most");
        checkInvariants(kernel);
    }

    /** No pages are idle: the working set furthest above its minimum gives. */
    @Test
    void theLargestWorkingSetGivesWhenNoneIsIdle() {
        EProcess small = touched("A", 300);
        EProcess large = touched("B", 1382);
        watch();
        kernel.tick(1);
        List<SystemThreadStep> trims = steps(SystemThread.BALANCE_SET_MANAGER).stream()
                .filter(step -> step.step() == Step.WORKING_SET_TRIMMED).toList();
        assertTrue(trims.size() > 5, trims.toString());
        assertTrue(trims.stream().allMatch(step -> step.subject() == large.processId()), trims.toString());
        assertTrue(size("A") >= 300, "A keeps its pages, " + small.processId());
        checkInvariants(kernel);
    }

    @Test
    void theSwapperTakesAProcessAStep() {
        EProcess process = touched("A", 20);
        kernel.processes().outswap(process);
        kernel.processes().attach(process);
        load(kernel, process, BASE);
        kernel.processes().attach(process(kernel, "B"));
        kernel.processes().outswap(process);
        watch();
        assertEquals(0, kernel.run(SystemThread.SWAPPER));
        assertEquals(2, steps.size(), "an outswapped process has nothing left to take");
        checkInvariants(kernel);
    }
}
