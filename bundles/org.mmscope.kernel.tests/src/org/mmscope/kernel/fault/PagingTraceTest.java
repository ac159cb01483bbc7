package org.mmscope.kernel.fault;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.mmscope.kernel.KernelCapture;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.event.FaultStep.Decision;
import org.mmscope.kernel.event.FaultStep.Kind;
import org.mmscope.kernel.process.EProcess;

/** Every step of faults on pages that are in the page file, on their way from it, or lost. */
class PagingTraceTest extends TracedFaults {

    private static final int PAGE = 4096;
    private static final int CLUSTER = 8;
    private static final int READWRITE = 4;
    private static final long IN_PAGE_ERROR = 0xC0000006L;
    /** Where an MMINPAGE_SUPPORT tells when its read will be done. */
    private static final int DONE = 0x18;
    private static final String PAGE_FILE = "C:\\pagefile.sys";

    PagingTraceTest() {
        super(Machines.boot(Profile.XP, 16, 32));
    }

    private long pte(int va) {
        return read32InProcess((int) pteAddress(va)) & 0xFFFFFFFFL;
    }

    private long pagingFile() {
        return read32(kernel.view().machine().symbols().get("MmPagingFile"));
    }

    /** The steps from the transfer on that brings a page and the seven behind it. */
    private FaultSteps cluster(FaultSteps steps, int va, long slot, int pfn) {
        steps.step(Kind.PROTECTION_CHECKED, 0, READWRITE, Decision.ALLOWED)
                .step(Kind.PAGE_ALLOCATED, mmpfn(pfn), pfn, Decision.FROM_FREE_LIST)
                .step(Kind.PTE_WRITTEN, pteAddress(va), pfn << 12 | 0x880)
                .step(Kind.READ_ISSUED, pagingFile(), slot * PAGE);
        for (int page = 1; page < CLUSTER; page++) {
            int read = (int) (pte(va + page * PAGE) >>> 12);
            steps.step(Kind.PAGE_ALLOCATED, mmpfn(read), read, Decision.FROM_FREE_LIST)
                    .step(Kind.PTE_WRITTEN, pteAddress(va) + page * 4, read << 12 | 0x880);
        }
        steps.step(Kind.READ_COMPLETED, mmpfn(pfn), pfn);
        return mapped(steps, va, pfn << 12 | 0x825, pfn, 0);
    }

    @Test
    void pageFileWithItsNeighboursThenACollision() {
        PagedOut.make(kernel, process, BASE, 16);
        int va = BASE + 3 * PAGE;
        long slot = pte(va) >>> 12;
        List<FaultStep> told = load(va);
        cluster(begun(va, READ, slot << 12 | 0x80, Decision.IN_PAGE_FILE), va, slot, pfn()).assertAre(told);
        assertCollided(va + 2 * PAGE);
    }

    /** The page has been asked for and has not come; it comes while the fault waits. */
    private void assertCollided(int va) {
        int pfn = (int) (pte(va) >>> 12);
        long event = kernel.view().pfns().u1(pfn);
        long done = read32(event + DONE);
        List<FaultStep> told = load(va);
        FaultSteps steps = begun(va, READ, pfn << 12 | 0x880, Decision.IN_TRANSITION)
                .step(Kind.PROTECTION_CHECKED, 0, READWRITE, Decision.ALLOWED)
                .step(Kind.PFN_READ, mmpfn(pfn), 0x11702, Decision.READ_IN_PROGRESS)
                .step(Kind.WAITED_FOR_READ, event, done)
                .step(Kind.PTE_READ, pteAddress(va), pfn << 12 | 0x880, Decision.IN_TRANSITION)
                .step(Kind.PROTECTION_CHECKED, 0, READWRITE, Decision.ALLOWED)
                .step(Kind.PFN_READ, mmpfn(pfn), 0x1200, Decision.ON_STANDBY_LIST)
                .step(Kind.PAGE_RECLAIMED, mmpfn(pfn), pfn);
        mapped(steps, va, pfn << 12 | 0x825, pfn, 0).assertAre(told);
    }

    private FaultSteps tableLookedFor(int va, long entry, Decision where) {
        return FaultSteps.at(va).step(Kind.FAULT_TAKEN, 0, READ, Decision.USER_ADDRESS)
                .step(Kind.DIRECTORY_ENTRY_READ, PDE, entry, where);
    }

    /** The steps after a page table has come back: its own entry, then the fault as it would have been. */
    private FaultSteps tableBack(FaultSteps steps, int va, int table, long slot) {
        return steps.step(Kind.PTE_WRITTEN, PDE, table << 12 | 0x67)
                .step(Kind.DIRECTORY_ENTRY_READ, PDE, table << 12 | 0x67, Decision.PAGE_TABLE_PRESENT)
                .step(Kind.PTE_READ, pteAddress(va), slot << 12 | 0x80, Decision.IN_PAGE_FILE);
    }

    @Test
    void pageTableInTransition() {
        PagedOut.make(kernel, process, BASE, 16);
        int va = BASE + 7 * PAGE;
        long slot = pte(va) >>> 12;
        kernel.processes().emptyWorkingSet(process);
        long entry = pde(BASE);
        int table = (int) (entry >>> 12);
        List<FaultStep> told = load(va);
        FaultSteps steps = tableLookedFor(va, table << 12 | 0x880, Decision.IN_TRANSITION)
                .step(Kind.PFN_READ, mmpfn(table), 0x1301, Decision.ON_MODIFIED_LIST)
                .step(Kind.PAGE_RECLAIMED, mmpfn(table), table);
        cluster(tableBack(steps, va, table, slot), va, slot, pfn()).assertAre(told);
    }

    @Test
    void pageTableInThePageFile() {
        PagedOut.make(kernel, process, BASE, 16);
        int va = BASE + 7 * PAGE;
        long slot = pte(va) >>> 12;
        kernel.processes().emptyWorkingSet(process);
        reuseEverything();
        long entry = pde(BASE);
        List<FaultStep> told = load(va);
        int table = (int) (pde(BASE) >>> 12);
        FaultSteps steps = tableLookedFor(va, entry >>> 12 << 12 | 0x80, Decision.IN_PAGE_FILE)
                .step(Kind.PAGE_ALLOCATED, mmpfn(table), table, Decision.FROM_FREE_LIST)
                .step(Kind.READ_ISSUED, pagingFile(), (entry >>> 12) * PAGE)
                .step(Kind.READ_COMPLETED, mmpfn(table), table);
        cluster(tableBack(steps, va, table, slot), va, slot, pfn()).assertAre(told);
    }

    private void reuseEverything() {
        kernel.writeModifiedPages();
        EProcess hog = Machines.process(kernel, "hog");
        int count = kernel.view().pageLists().available() + 300;
        Machines.commit(kernel, hog, BASE, (long) count * PAGE, MemoryConstants.PAGE_READWRITE);
        for (int i = 0; i < count; i++) {
            Machines.store(kernel, hog, BASE + i * PAGE, i);
        }
        kernel.processes().exit(hog);
    }

    @Test
    void theDiskCannotReadThePage() {
        PagedOut.make(kernel, process, BASE, 16);
        int va = BASE + 3 * PAGE;
        long slot = pte(va) >>> 12;
        KernelCapture out = kernel.capture();
        load(va);
        int pfn = pfn();
        kernel.restore(out);
        process = kernel.processes().byName("A");
        kernel.badSectors(PAGE_FILE, slot * PAGE, 512, true);
        List<FaultStep> told = load(va);
        begun(va, READ, slot << 12 | 0x80, Decision.IN_PAGE_FILE)
                .step(Kind.PROTECTION_CHECKED, 0, READWRITE, Decision.ALLOWED)
                .step(Kind.PAGE_ALLOCATED, mmpfn(pfn), pfn, Decision.FROM_FREE_LIST)
                .step(Kind.PTE_WRITTEN, pteAddress(va), pfn << 12 | 0x880)
                .step(Kind.READ_ISSUED, pagingFile(), slot * PAGE)
                .step(Kind.READ_ISSUED, pagingFile(), slot * PAGE)
                .step(Kind.PTE_WRITTEN, pteAddress(va), slot << 12 | 0x80)
                .step(Kind.READ_FAILED, mmpfn(pfn), 0xC000009CL)
                .step(Kind.EXCEPTION_RAISED, 0, IN_PAGE_ERROR, Decision.READ_ERROR).assertAre(told);
    }

    @Test
    void theFrameHasLostItsContents() {
        Machines.commit(kernel, process, BASE, 16 * PAGE, MemoryConstants.PAGE_READWRITE);
        store(BASE);
        int lost = pfn();
        kernel.injectParityError(lost);
        begun(BASE, READ, lost << 12 | 0x880, Decision.IN_TRANSITION)
                .step(Kind.PROTECTION_CHECKED, 0, READWRITE, Decision.ALLOWED)
                .step(Kind.PFN_READ, mmpfn(lost), word(lost), Decision.CONTENTS_LOST)
                .step(Kind.EXCEPTION_RAISED, 0, IN_PAGE_ERROR, Decision.CONTENTS_LOST).assertAre(load(BASE));
    }
}
