package org.mmscope.kernel.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.event.FaultStep.Decision;
import org.mmscope.kernel.event.FaultStep.Kind;
import org.mmscope.kernel.view.MachineView;

/**
 * Every step of a fault that finds no page: its process gives one up, the modified pages are written, and the page that
 * was written first is used again.
 */
class NoPageTraceTest extends TracedFaults {

    private static final int PAGE = 4096;
    private static final int READWRITE = 4;
    /** The page that was modified first is written to the first slot, and is the first to be used again. */
    private static final int FIRST_SLOT = 1;

    NoPageTraceTest() {
        super(Machines.boot(Profile.XP, 4, 16));
    }

    @Test
    void noPageIsAvailable() {
        Machines.commit(kernel, process, BASE, 1200 * PAGE, MemoryConstants.PAGE_READWRITE);
        int va = BASE;
        for (; kernel.view().counters().availablePages() > 0; va += PAGE) {
            Machines.store(kernel, process, va, 1);
        }
        MachineView before = kernel.view();
        List<Integer> valid = valid(va);
        List<FaultStep> told = store(va);
        int pfn = pfn();
        valid.removeAll(valid(va));
        assertEquals(1, valid.size(), "one page left the working set");
        int trimmed = pteOf(valid.getFirst()) >>> 12;
        FaultSteps steps = vadRead(begun(va, WRITE, 0, Decision.LOOK_IN_VAD), va, Decision.PRIVATE_COMMITTED)
                .step(Kind.PROTECTION_CHECKED, 0, READWRITE, Decision.ALLOWED)
                .step(Kind.PTE_WRITTEN, pteAddress(valid.getFirst()), trimmed << 12 | 0x880)
                .step(Kind.WAITED_FOR_PAGE, 0, before.pageLists().modified() + 1)
                .step(Kind.PTE_WRITTEN, before.pfns().pteAddress(pfn), FIRST_SLOT << 12 | 0x80)
                .step(Kind.PAGE_ALLOCATED, mmpfn(pfn), pfn, Decision.FROM_STANDBY_LIST)
                .step(Kind.PAGE_ZEROED, mmpfn(pfn), pfn);
        mapped(steps, va, pfn << 12 | 0x867, pfn, 0).assertAre(told);
    }

    private int pteOf(int va) {
        return (int) read32InProcess((int) pteAddress(va));
    }

    /** The pages up to an address that are in the working set. */
    private List<Integer> valid(int end) {
        List<Integer> valid = new ArrayList<>();
        for (int va = BASE; va < end; va += PAGE) {
            if ((pteOf(va) & 1) != 0) {
                valid.add(va);
            }
        }
        return valid;
    }
}
