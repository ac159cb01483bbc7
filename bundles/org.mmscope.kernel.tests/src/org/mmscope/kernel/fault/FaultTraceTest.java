package org.mmscope.kernel.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.SectionRequest;
import org.mmscope.kernel.SystemThread;
import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.event.FaultStep.Decision;
import org.mmscope.kernel.event.FaultStep.Kind;
import org.mmscope.kernel.io.FileSource;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.VadView;

/**
 * Every step of faults on private memory and on views of files, literally: entries by the addresses that the self-map
 * gives them and by their bits. Frames, pool addresses and working-set entries are looked up in the machine, not in the
 * steps.
 */
class FaultTraceTest extends TracedFaults {

    private static final int DEMAND_ZERO = 4 << 5;

    FaultTraceTest() {
        super(Machines.boot(Profile.XP, 16, 16));
    }

    private void commit(int size, int protect) {
        Machines.commit(kernel, process, BASE, size, protect);
    }

    /** Maps a section of a file of 16 pages. */
    private void mapFile(int protect) {
        kernel.volume().addFile("C:\\data.bin", 16 * 4096L, FileSource.PATTERN);
        int section = Machines.fileSection(kernel, process, "C:\\data.bin",
                MemoryConstants.GENERIC_READ | MemoryConstants.GENERIC_WRITE, MemoryConstants.PAGE_READWRITE);
        Machines.map(kernel, process, section, BASE, protect);
    }

    @Test
    void demandZeroWithoutAPageTable() {
        commit(0x10000, MemoryConstants.PAGE_READWRITE);
        List<FaultStep> told = load(BASE);
        int pfn = pfn();
        int table = (int) (pde(BASE) >>> 12);
        FaultSteps steps = FaultSteps.at(BASE).step(Kind.FAULT_TAKEN, 0, READ, Decision.USER_ADDRESS)
                .step(Kind.DIRECTORY_ENTRY_READ, PDE, 0, Decision.PAGE_TABLE_MISSING);
        vadRead(steps, BASE, Decision.PRIVATE_COMMITTED)
                .step(Kind.PROTECTION_CHECKED, 0, 4, Decision.ALLOWED)
                .step(Kind.PAGE_ALLOCATED, mmpfn(table), table, Decision.FROM_FREE_LIST)
                .step(Kind.PAGE_ZEROED, mmpfn(table), table)
                .step(Kind.PTE_WRITTEN, PDE, table << 12 | 0x67)
                .step(Kind.PAGE_TABLE_MADE, PDE, table << 12 | 0x67)
                .step(Kind.PAGE_ALLOCATED, mmpfn(pfn), pfn, Decision.FROM_FREE_LIST)
                .step(Kind.PAGE_ZEROED, mmpfn(pfn), pfn);
        mapped(steps, BASE, pfn << 12 | 0x867, pfn, 0).assertAre(told);
    }

    @Test
    void demandZeroFromAZeroedPage() {
        commit(0x10000, MemoryConstants.PAGE_READWRITE);
        load(BASE);
        kernel.zeroPages();
        int va = BASE + 0x1000;
        List<FaultStep> told = store(va);
        int pfn = pfn();
        FaultSteps steps = vadRead(begun(va, WRITE, 0, Decision.LOOK_IN_VAD), va, Decision.PRIVATE_COMMITTED)
                .step(Kind.PROTECTION_CHECKED, 0, 4, Decision.ALLOWED)
                .step(Kind.PAGE_ALLOCATED, mmpfn(pfn), pfn, Decision.FROM_ZEROED_LIST);
        mapped(steps, va, pfn << 12 | 0x867, pfn, 0).assertAre(told);
    }

    private void assertTransition(Decision list, long flags, long valid) {
        long pte = read32InProcess((int) PTE);
        assertEquals(0x880, pte & 0xFFF);
        int pfn = (int) (pte >>> 12);
        List<FaultStep> told = load(BASE);
        FaultSteps steps = begun(BASE, READ, pte, Decision.IN_TRANSITION)
                .step(Kind.PROTECTION_CHECKED, 0, 4, Decision.ALLOWED)
                .step(Kind.PFN_READ, mmpfn(pfn), flags, list)
                .step(Kind.PAGE_RECLAIMED, mmpfn(pfn), pfn);
        mapped(steps, BASE, pfn << 12 | valid, pfn, 0).assertAre(told);
    }

    @Test
    void transitionFromTheModifiedList() {
        commit(0x10000, MemoryConstants.PAGE_READWRITE);
        store(BASE);
        kernel.processes().emptyWorkingSet(process);
        assertTransition(Decision.ON_MODIFIED_LIST, 0x1301, 0x867);
    }

    @Test
    void transitionFromTheStandbyList() {
        commit(0x10000, MemoryConstants.PAGE_READWRITE);
        store(BASE);
        kernel.processes().emptyWorkingSet(process);
        kernel.run(SystemThread.MODIFIED_WRITER);
        assertTransition(Decision.ON_STANDBY_LIST, 0x1200, 0x825);
    }

    @Test
    void mappedFileThenItsPrototypeIsValid() {
        mapFile(MemoryConstants.PAGE_READWRITE);
        load(BASE + 0xF000);
        List<FaultStep> told = load(BASE);
        int pfn = pfn();
        VadView vad = vad(BASE);
        long subsection = kernel.view().controlAreas().getFirst().subsections().getFirst().address();
        long template = read32(vad.firstPrototypePte() + 14 * 4);
        FaultSteps steps = vadRead(begun(BASE, READ, 0, Decision.LOOK_IN_VAD), BASE, Decision.MAPPED_VIEW)
                .step(Kind.PROTOTYPE_PTE_READ, vad.firstPrototypePte(), template, Decision.IN_FILE)
                .step(Kind.PROTECTION_CHECKED, 0, 4, Decision.ALLOWED);
        long file = kernel.view().controlAreas().getFirst().fileObject();
        steps.step(Kind.PAGE_ALLOCATED, mmpfn(pfn), pfn, Decision.FROM_FREE_LIST)
                .step(Kind.SUBSECTION_READ, subsection, 0, Decision.IN_FILE)
                .step(Kind.PTE_WRITTEN, vad.firstPrototypePte(), pfn << 12 | 0x8C0)
                .step(Kind.READ_ISSUED, file, 0);
        for (int page = 1; page < 8; page++) {
            int read = (int) (read32(vad.firstPrototypePte() + page * 4) >>> 12);
            steps.step(Kind.PAGE_ALLOCATED, mmpfn(read), read, Decision.FROM_FREE_LIST)
                    .step(Kind.PTE_WRITTEN, vad.firstPrototypePte() + page * 4, read << 12 | 0x8C0);
        }
        steps.step(Kind.READ_COMPLETED, mmpfn(pfn), pfn).step(Kind.PTE_WRITTEN, vad.firstPrototypePte(), pfn << 12 | 0x921);
        mapped(steps, BASE, pfn << 12 | 0x825, pfn, 4).assertAre(told);
        assertSecondProcessShares(vad, pfn);
    }

    private void assertSecondProcessShares(VadView first, int pfn) {
        EProcess other = Machines.process(kernel, "B");
        int section = Machines.fileSection(kernel, other, "C:\\data.bin",
                MemoryConstants.GENERIC_READ | MemoryConstants.GENERIC_WRITE, MemoryConstants.PAGE_READWRITE);
        Machines.map(kernel, other, section, BASE, MemoryConstants.PAGE_READONLY);
        process = other;
        load(BASE + 0xF000);
        long word = word(pfn);
        List<FaultStep> told = load(BASE);
        FaultSteps steps = vadRead(begun(BASE, READ, 0, Decision.LOOK_IN_VAD), BASE, Decision.MAPPED_VIEW)
                .step(Kind.PROTOTYPE_PTE_READ, first.firstPrototypePte(), pfn << 12 | 0x921, Decision.VALID)
                .step(Kind.PROTECTION_CHECKED, 0, 1, Decision.ALLOWED)
                .step(Kind.PFN_READ, mmpfn(pfn), word, Decision.ACTIVE);
        assertEquals(0x11608, word);
        mapped(steps, BASE, pfn << 12 | 0x025, pfn, 1).assertAre(told);
    }

    @Test
    void dirty() {
        mapFile(MemoryConstants.PAGE_READWRITE);
        load(BASE);
        int pfn = pfn();
        begun(BASE, WRITE, pfn << 12 | 0x825, Decision.SET_DIRTY).step(Kind.DIRTY_SET, mmpfn(pfn), pfn)
                .step(Kind.PTE_WRITTEN, PTE, pfn << 12 | 0x867).step(Kind.RESOLVED, mmpfn(pfn), pfn)
                .assertAre(store(BASE));
    }

    @Test
    void copyOnWriteOfAValidPage() {
        mapFile(MemoryConstants.PAGE_WRITECOPY);
        load(BASE);
        int shared = pfn();
        long valid = read32InProcess((int) PTE);
        assertEquals(shared << 12 | 0x225, valid);
        List<FaultStep> told = store(BASE);
        int copy = pfn();
        long prototype = vad(BASE).firstPrototypePte();
        begun(BASE, WRITE, valid, Decision.COPY_ON_WRITE)
                .step(Kind.PAGE_ALLOCATED, mmpfn(copy), copy, Decision.FROM_FREE_LIST)
                .step(Kind.PAGE_COPIED, mmpfn(shared), copy)
                .step(Kind.PTE_WRITTEN, PTE, copy << 12 | 0x867)
                .step(Kind.PTE_WRITTEN, prototype, shared << 12 | 0x8C0)
                .step(Kind.RESOLVED, mmpfn(copy), copy).assertAre(told);
    }

    @Test
    void guard() {
        commit(0x10000, MemoryConstants.PAGE_READWRITE | MemoryConstants.PAGE_GUARD);
        load(BASE + 0x1000);
        vadRead(begun(BASE, READ, 0, Decision.LOOK_IN_VAD), BASE, Decision.PRIVATE_COMMITTED)
                .step(Kind.PROTECTION_CHECKED, 0, 0x14, Decision.GUARD)
                .step(Kind.PTE_WRITTEN, PTE, DEMAND_ZERO).step(Kind.GUARD_CLEARED, PTE, DEMAND_ZERO)
                .step(Kind.EXCEPTION_RAISED, 0, 0x80000001L, Decision.GUARD).assertAre(load(BASE));
        FaultStep again = load(BASE).get(2);
        assertEquals(new FaultStep(Kind.PTE_READ, BASE, (int) PTE, DEMAND_ZERO, Decision.DEMAND_ZERO), again);
    }

    @Test
    void nothingIsAtTheAddress() {
        raised(FaultSteps.at(BASE).step(Kind.FAULT_TAKEN, 0, READ, Decision.USER_ADDRESS)
                .step(Kind.DIRECTORY_ENTRY_READ, PDE, 0, Decision.PAGE_TABLE_MISSING)
                .step(Kind.VAD_READ, 0, 0, Decision.NO_VAD), Decision.NO_VAD).assertAre(load(BASE));
    }

    @Test
    void systemSpaceIsNotForPrograms() {
        for (int va : new int[] {0x80000000, 0xC0300000, 0x7FFF0000}) {
            raised(FaultSteps.at(va).step(Kind.FAULT_TAKEN, 0, WRITE, Decision.NOT_A_USER_ADDRESS),
                    Decision.NOT_A_USER_ADDRESS).assertAre(store(va));
        }
    }

    @Test
    void reserved() {
        assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().allocate(process, new MemoryRange(BASE, 0x10000),
                MemoryConstants.MEM_RESERVE, MemoryConstants.PAGE_READWRITE));
        FaultSteps steps = FaultSteps.at(BASE).step(Kind.FAULT_TAKEN, 0, READ, Decision.USER_ADDRESS)
                .step(Kind.DIRECTORY_ENTRY_READ, PDE, 0, Decision.PAGE_TABLE_MISSING);
        raised(vadRead(steps, BASE, Decision.RESERVED), Decision.RESERVED).assertAre(load(BASE));
    }

    @Test
    void decommitted() {
        commit(0x10000, MemoryConstants.PAGE_READWRITE);
        load(BASE);
        assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().free(process, new MemoryRange(BASE, 4096),
                MemoryConstants.MEM_DECOMMIT));
        raised(begun(BASE, READ, 0x200, Decision.DECOMMITTED), Decision.DECOMMITTED).assertAre(load(BASE));
    }

    @Test
    void noAccess() {
        commit(0x10000, MemoryConstants.PAGE_NOACCESS);
        FaultSteps steps = FaultSteps.at(BASE).step(Kind.FAULT_TAKEN, 0, READ, Decision.USER_ADDRESS)
                .step(Kind.DIRECTORY_ENTRY_READ, PDE, 0, Decision.PAGE_TABLE_MISSING);
        raised(vadRead(steps, BASE, Decision.PRIVATE_COMMITTED)
                .step(Kind.PROTECTION_CHECKED, 0, 0x18, Decision.NO_ACCESS), Decision.NO_ACCESS).assertAre(load(BASE));
    }

    @Test
    void storeToWhatIsOnlyToBeRead() {
        commit(0x10000, MemoryConstants.PAGE_READONLY);
        load(BASE);
        int pfn = pfn();
        raised(begun(BASE, WRITE, pfn << 12 | 0x25, Decision.READ_ONLY), Decision.READ_ONLY).assertAre(store(BASE));
        int va = BASE + 0x1000;
        raised(vadRead(begun(va, WRITE, 0, Decision.LOOK_IN_VAD), va, Decision.PRIVATE_COMMITTED)
                .step(Kind.PROTECTION_CHECKED, 0, 1, Decision.READ_ONLY), Decision.READ_ONLY).assertAre(store(va));
    }

    @Test
    void aPageOfASectionThatIsNotCommitted() {
        IntHolder handle = new IntHolder();
        assertEquals(NtStatus.SUCCESS, kernel.sections().create(process, new SectionRequest(null,
                MemoryConstants.SECTION_ALL_ACCESS, 0x10000, MemoryConstants.PAGE_READWRITE,
                MemoryConstants.SEC_RESERVE, 0), handle));
        Machines.map(kernel, process, handle.value, BASE, MemoryConstants.PAGE_READWRITE);
        FaultSteps steps = FaultSteps.at(BASE).step(Kind.FAULT_TAKEN, 0, READ, Decision.USER_ADDRESS)
                .step(Kind.DIRECTORY_ENTRY_READ, PDE, 0, Decision.PAGE_TABLE_MISSING);
        raised(vadRead(steps, BASE, Decision.MAPPED_VIEW)
                .step(Kind.PROTOTYPE_PTE_READ, vad(BASE).firstPrototypePte(), 0, Decision.RESERVED),
                Decision.RESERVED).assertAre(load(BASE));
    }

    @Test
    void sharedUserData() {
        int va = 0x7FFE0000;
        List<FaultStep> told = load(va);
        FaultStep read = told.get(4);
        assertEquals(Kind.PROTOTYPE_PTE_READ, read.kind());
        assertEquals(kernel.view().machine().symbols().get("MmSharedUserDataPte").longValue(),
                symbolOf(read.structure()));
        assertEquals(Kind.RESOLVED, told.getLast().kind());
        assertFalse(told.stream().anyMatch(step -> step.kind() == Kind.VAD_READ));
    }

    /** Address of the global that holds a pointer to the prototype PTE of the shared data. */
    private long symbolOf(int prototypePte) {
        long symbol = kernel.view().machine().symbols().get("MmSharedUserDataPte");
        assertEquals(Integer.toUnsignedLong(prototypePte), read32(symbol));
        return symbol;
    }

    @Test
    void theStepsOfEveryFaultBeginAndEnd() {
        commit(0x100000, MemoryConstants.PAGE_READWRITE);
        List<FaultStep> told = FaultSteps.of(kernel, () -> {
            for (int i = 0; i < 256; i++) {
                Machines.store(kernel, process, BASE + i * 4096, i);
            }
            kernel.processes().emptyWorkingSet(process);
            Machines.load(kernel, process, BASE);
        });
        boolean inside = false;
        for (FaultStep step : told) {
            assertEquals(!inside, step.kind() == Kind.FAULT_TAKEN, step::toString);
            inside = step.kind() != Kind.RESOLVED;
        }
        assertFalse(inside);
    }
}
