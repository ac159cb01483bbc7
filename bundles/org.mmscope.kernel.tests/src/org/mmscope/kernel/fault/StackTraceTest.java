package org.mmscope.kernel.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.ThreadOptions;
import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.event.FaultStep.Decision;
import org.mmscope.kernel.event.FaultStep.Kind;
import org.mmscope.kernel.process.EThread;

/** Every step of the faults of a stack, from its first page to the end of its reservation. */
class StackTraceTest extends TracedFaults {

    private static final int PAGE = 4096;
    private static final int SIZE = 0x10000;
    private static final int STACK_BASE = 4;
    private static final int READWRITE = 4;
    private static final int GUARDED = 0x14;

    private final EThread thread;
    /** First address of the reservation. */
    private final int end;

    StackTraceTest() {
        super(Machines.boot(Profile.XP, 16, 16));
        EThread[] made = new EThread[1];
        assertEquals(NtStatus.SUCCESS, kernel.threads().create(process, ThreadOptions.withStack(SIZE, PAGE), made));
        thread = made[0];
        end = Machines.load(kernel, process, thread.teb() + STACK_BASE) - SIZE;
    }

    private List<FaultStep> push(int va) {
        return FaultSteps.of(kernel, () -> {
            kernel.threads().attach(thread);
            kernel.processor().store8(va, 1);
        });
    }

    private FaultSteps zeroed(int va) {
        int pfn = pfn();
        FaultSteps steps = begun(va, WRITE, READWRITE << 5, Decision.DEMAND_ZERO)
                .step(Kind.PROTECTION_CHECKED, 0, READWRITE, Decision.ALLOWED)
                .step(Kind.PAGE_ALLOCATED, mmpfn(pfn), pfn, Decision.FROM_FREE_LIST)
                .step(Kind.PAGE_ZEROED, mmpfn(pfn), pfn);
        return mapped(steps, va, pfn << 12 | 0x867, pfn, 0);
    }

    /** The guard goes from a page; what the thread gets is still open. */
    private FaultSteps guardGone(int va) {
        return begun(va, WRITE, GUARDED << 5, Decision.DEMAND_ZERO)
                .step(Kind.PROTECTION_CHECKED, 0, GUARDED, Decision.GUARD)
                .step(Kind.PTE_WRITTEN, pteAddress(va), READWRITE << 5)
                .step(Kind.GUARD_CLEARED, pteAddress(va), READWRITE << 5);
    }

    private void assertGrows(int va) {
        List<FaultStep> told = push(va);
        guardGone(va).step(Kind.PTE_WRITTEN, pteAddress(va) - 4, GUARDED << 5)
                .step(Kind.STACK_GROWN, thread.teb(), va - PAGE & 0xFFFFF000L).step(Kind.RESOLVED, 0, -1)
                .then(zeroed(va)).assertAre(told);
    }

    @Test
    void stackGrowsPageByPageAndOverflows() {
        int first = end + SIZE - PAGE;
        List<FaultStep> told = push(first);
        zeroed(first).assertAre(told);
        for (int va = first - PAGE + 8; va > end + 3 * PAGE; va -= PAGE) {
            assertGrows(va);
        }
        int last = end + 2 * PAGE;
        told = push(last);
        guardGone(last).step(Kind.PTE_WRITTEN, pteAddress(last) - 4, READWRITE << 5)
                .step(Kind.EXCEPTION_RAISED, 0, 0xC00000FDL, Decision.STACK_OVERFLOW).assertAre(told);
        told = push(end);
        raised(vadRead(begun(end, WRITE, 0, Decision.LOOK_IN_VAD), end, Decision.RESERVED), Decision.RESERVED)
                .assertAre(told);
    }
}
