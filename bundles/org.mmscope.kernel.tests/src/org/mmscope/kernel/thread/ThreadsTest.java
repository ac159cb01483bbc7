package org.mmscope.kernel.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.kernel.Machines.checkInvariants;
import static org.mmscope.kernel.Machines.load;
import static org.mmscope.kernel.Machines.process;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryBasicInformation;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.ThreadOptions;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.process.EThread;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.ThreadView;

/** Threads with their stacks, and how a user stack grows. */
class ThreadsTest {

    private static final int PAGE = 4096;
    private static final int FIRST_TEB = 0x7FFDE000;
    private static final int STACK_BASE = 4;
    private static final int STACK_LIMIT = 8;
    private static final int SELF = 0x18;
    private static final int DEALLOCATION_STACK = 0xE0C;

    private final Kernel kernel = Machines.boot(Profile.XP, 16, 16);
    private final EProcess a = process(kernel, "A");

    private EThread thread(EProcess process, long stack, long commit) {
        EThread[] made = new EThread[1];
        assertEquals(NtStatus.SUCCESS, kernel.threads().create(process, ThreadOptions.withStack(stack, commit), made));
        return made[0];
    }

    private MemoryBasicInformation query(int va) {
        MemoryBasicInformation information = new MemoryBasicInformation();
        assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().query(a, va, information));
        return information;
    }

    private void touch(EThread thread, int va) {
        kernel.beginCall();
        kernel.threads().attach(thread);
        kernel.processor().store8(va, 1);
    }

    private List<ThreadView> view(String name) {
        MachineView view = kernel.view();
        ProcessView process = view.processes().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
        return view.threads(process);
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void comeAndGo(Profile profile) {
        Kernel machine = Machines.boot(profile, 16, 16);
        MachineView before = machine.view();
        EProcess process = process(machine, "A");
        EThread first = machine.threads().first(process);
        assertEquals(FIRST_TEB, first.teb());
        EThread[] second = new EThread[1];
        assertEquals(NtStatus.SUCCESS, machine.threads().create(process, ThreadOptions.defaults(), second));
        assertEquals(FIRST_TEB - PAGE, second[0].teb());
        assertEquals(List.of(first, second[0]), machine.threads().all(process));
        assertEquals(second[0].teb(), load(machine, process, second[0].teb() + SELF));
        checkInvariants(machine);
        machine.threads().exit(second[0]);
        assertEquals(List.of(first), machine.threads().all(process));
        checkInvariants(machine);
        assertEquals(NtStatus.SUCCESS, machine.threads().create(process, ThreadOptions.defaults(), second));
        machine.processes().exit(process);
        checkInvariants(machine);
        Machines.assertSame(before, machine.view());
    }

    @Test
    void stackIsReservedWithItsTopCommittedAboveAGuardPage() {
        EThread thread = kernel.threads().first(a);
        int base = load(kernel, a, thread.teb() + STACK_BASE);
        int limit = load(kernel, a, thread.teb() + STACK_LIMIT);
        int allocation = load(kernel, a, thread.teb() + DEALLOCATION_STACK);
        assertEquals(1 << 20, base - allocation);
        assertEquals(2 * PAGE, base - limit);
        assertEquals(MemoryConstants.MEM_RESERVE, query(allocation).state);
        assertEquals(limit - PAGE - allocation, query(allocation).regionSize);
        assertEquals(MemoryConstants.PAGE_READWRITE | MemoryConstants.PAGE_GUARD, query(limit - PAGE).protect);
        assertEquals(MemoryConstants.PAGE_READWRITE, query(limit).protect);
        assertEquals(2 * PAGE, query(limit).regionSize);
    }

    @Test
    void sizesAreRoundedAsBaseCreateStackDoes() {
        EThread thread = thread(a, 0x12345, 0x2345);
        int base = load(kernel, a, thread.teb() + STACK_BASE);
        assertEquals(0x20000, base - load(kernel, a, thread.teb() + DEALLOCATION_STACK));
        assertEquals(0x3000, base - load(kernel, a, thread.teb() + STACK_LIMIT));
        EThread large = thread(a, 0x10000, 0x18000);
        base = load(kernel, a, large.teb() + STACK_BASE);
        assertEquals(1 << 20, base - load(kernel, a, large.teb() + DEALLOCATION_STACK));
        EThread whole = thread(a, 0x10000, 0x10000);
        base = load(kernel, a, whole.teb() + STACK_BASE);
        assertEquals(1 << 20, base - load(kernel, a, whole.teb() + DEALLOCATION_STACK));
        checkInvariants(kernel);
    }

    @Test
    void stackGrowsToTheEndOfItsReservationAndOverflows() {
        EThread thread = thread(a, 0x10000, PAGE);
        int base = load(kernel, a, thread.teb() + STACK_BASE);
        int end = base - 0x10000;
        for (int page = base - PAGE; page > end + 2 * PAGE; page -= PAGE) {
            touch(thread, page + 8);
            assertFalse(kernel.processor().aborted(), "page " + Integer.toHexString(page));
            boolean grown = page != base - PAGE;
            assertEquals(grown ? List.of(FaultKind.STACK_GROWTH, FaultKind.DEMAND_ZERO)
                    : List.of(FaultKind.DEMAND_ZERO), kernel.faults().stream().map(f -> f.kind()).toList());
            assertEquals(page, load(kernel, a, thread.teb() + STACK_LIMIT));
            assertEquals(MemoryConstants.PAGE_READWRITE | MemoryConstants.PAGE_GUARD, query(page - PAGE).protect);
        }
        touch(thread, end + 2 * PAGE);
        assertTrue(kernel.processor().aborted());
        assertEquals(NtStatus.STACK_OVERFLOW, kernel.pendingException().code());
        assertEquals(end + PAGE, load(kernel, a, thread.teb() + STACK_LIMIT));
        touch(thread, end + PAGE);
        assertFalse(kernel.processor().aborted(), "the handler of the overflow has two pages");
        touch(thread, end);
        assertEquals(NtStatus.ACCESS_VIOLATION, kernel.pendingException().code());
        checkInvariants(kernel);
    }

    @Test
    void guardPageOfAnotherThreadGivesTheException() {
        EThread other = thread(a, 0x10000, PAGE);
        int guard = load(kernel, a, other.teb() + STACK_LIMIT) - PAGE;
        touch(kernel.threads().first(a), guard);
        assertEquals(NtStatus.GUARD_PAGE_VIOLATION, kernel.pendingException().code());
        assertEquals(FaultKind.GUARD, kernel.faults().getFirst().kind());
        touch(other, guard);
        assertFalse(kernel.processor().aborted());
        assertEquals(guard + PAGE, load(kernel, a, other.teb() + STACK_LIMIT), "its guard is lost");
        checkInvariants(kernel);
    }

    @Test
    void exitGivesTheStackBack() {
        EThread thread = thread(a, 0, 0);
        int allocation = load(kernel, a, thread.teb() + DEALLOCATION_STACK);
        touch(thread, load(kernel, a, thread.teb() + STACK_BASE) - 4);
        kernel.threads().exit(thread);
        assertEquals(MemoryConstants.MEM_FREE, query(allocation).state);
        assertEquals(kernel.threads().first(a), kernel.threads().current());
        checkInvariants(kernel);
    }

    @Test
    void threadWithoutCommitmentLeavesNothing() {
        long all = kernel.view().counters().commitLimit() - kernel.view().counters().commitTotal();
        MachineView before = kernel.view();
        EThread[] made = new EThread[1];
        assertEquals(NtStatus.COMMITMENT_LIMIT,
                kernel.threads().create(a, ThreadOptions.withStack(512 << 20, (all + 1) * PAGE), made));
        assertEquals(before.counters().commitTotal(), kernel.view().counters().commitTotal());
        assertEquals(1, kernel.threads().all(a).size());
        Machines.commit(kernel, a, 0x10000000, (all - 4) * PAGE, MemoryConstants.PAGE_READWRITE);
        long total = kernel.view().counters().commitTotal();
        assertEquals(NtStatus.COMMITMENT_LIMIT,
                kernel.threads().create(a, ThreadOptions.withStack(0, 8 * PAGE), made));
        assertFalse(NtStatus.success(kernel.threads().create(a, ThreadOptions.withStack(0, PAGE), made)));
        assertTrue(kernel.view().counters().commitTotal() - total <= 1, "at most the page table of the stacks");
        checkInvariants(kernel);
    }

    @Test
    void aForkHasAThreadOnTheCopyOfTheStack() {
        EThread parent = kernel.threads().first(a);
        int base = load(kernel, a, parent.teb() + STACK_BASE);
        touch(parent, base - 4);
        EProcess[] child = new EProcess[1];
        assertEquals(NtStatus.SUCCESS, kernel.processes().fork(a, ProcessOptions.named("B"), child));
        EThread copy = kernel.threads().first(child[0]);
        assertEquals(parent.teb(), copy.teb());
        assertEquals(child[0].processId(), load(kernel, child[0], copy.teb() + 0x20));
        assertEquals(a.processId(), load(kernel, a, parent.teb() + 0x20));
        int guard = load(kernel, child[0], copy.teb() + STACK_LIMIT) - PAGE;
        touch(copy, guard);
        assertFalse(kernel.processor().aborted());
        assertEquals(guard, load(kernel, child[0], copy.teb() + STACK_LIMIT));
        assertEquals(guard + PAGE, load(kernel, a, parent.teb() + STACK_LIMIT));
        checkInvariants(kernel);
    }

    @Test
    void areSeenInAView() {
        EThread thread = thread(a, 0x20000, PAGE);
        kernel.threads().attach(thread);
        List<ThreadView> threads = view("A");
        assertEquals(2, threads.size());
        ThreadView seen = threads.getLast();
        assertEquals(thread.threadId(), seen.threadId());
        assertEquals(ThreadView.State.RUNNING, seen.state());
        assertEquals(ThreadView.State.WAITING, threads.getFirst().state());
        assertEquals(8, seen.priority());
        assertEquals(thread.teb(), seen.teb());
        assertEquals(0x20000, seen.stackBase() - seen.deallocationStack());
        assertEquals(PAGE, seen.stackBase() - seen.stackLimit());
        assertEquals(12 << 10, seen.initialStack() - seen.kernelStackLimit());
        assertTrue(seen.kernelStackResident());
        assertEquals(List.of(0, 16, 17, 17, 18, 23),
                view("System").stream().map(ThreadView::priority).sorted().toList());
    }
}
