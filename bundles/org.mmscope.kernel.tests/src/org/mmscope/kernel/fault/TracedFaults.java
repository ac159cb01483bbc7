package org.mmscope.kernel.fault;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.event.FaultStep.Decision;
import org.mmscope.kernel.event.FaultStep.Kind;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.VadView;
import org.mmscope.machine.PhysicalReader;

/**
 * A machine whose faults are told, with the steps that most of them begin and end with. Entries are expected at the
 * addresses of the self-map of a machine without PAE; what cannot be foreseen is looked up in the machine.
 */
abstract class TracedFaults {

    static final int BASE = 0x10000000;
    static final long PDE = 0xC0300100L;
    static final long PTE = 0xC0040000L;
    static final int READ = 0;
    static final int WRITE = 1;
    /** Virtual address of the MMWSL. */
    static final long WORKING_SET_LIST = 0xC0503000L;

    final Kernel kernel;
    EProcess process;

    TracedFaults(Kernel kernel) {
        this.kernel = kernel;
        process = Machines.process(kernel, "A");
    }

    @AfterEach
    final void theMachineIsConsistent() {
        Machines.checkInvariants(kernel);
    }

    final List<FaultStep> load(int va) {
        return FaultSteps.of(kernel, () -> {
            kernel.processes().attach(process);
            kernel.processor().load8(va);
        });
    }

    final List<FaultStep> store(int va) {
        return FaultSteps.of(kernel, () -> {
            kernel.processes().attach(process);
            kernel.processor().store8(va, 1);
        });
    }

    /** The frame of the last fault of the call. */
    final int pfn() {
        return kernel.faults().getLast().pfn();
    }

    final long mmpfn(int pfn) {
        return (kernel.layout().pfnDatabase() & 0xFFFFFFFFL) + pfn * 24L;
    }

    final long word(int pfn) {
        return read32(mmpfn(pfn) + 0xC);
    }

    /** Reads the PFN database, nonpaged or paged pool at a virtual address. */
    final long read32(long va) {
        PhysicalReader memory = kernel.memory().capture();
        long directory = kernel.view().processes().getFirst().directoryTableBase();
        long pde = memory.read32(directory + (va >>> 22) * 4) & 0xFFFFFFFFL;
        long pte = memory.read32((pde & 0xFFFFF000L) + (va >>> 12 & 0x3FF) * 4) & 0xFFFFFFFFL;
        return memory.read32((pte & 0xFFFFF000L) + va % 4096) & 0xFFFFFFFFL;
    }

    final ProcessView view(EProcess of) {
        return kernel.view().processes().stream().filter(p -> p.pid() == of.processId()).findFirst().orElseThrow();
    }

    final VadView vad(int va) {
        return view(process).vads().stream().filter(v -> v.start() <= va && va <= v.end()).findFirst().orElseThrow();
    }

    final long pde(int va) {
        return kernel.memory().read32(process.directoryTableBase() + (va >>> 22) * 4) & 0xFFFFFFFFL;
    }

    static final long pdeAddress(int va) {
        return 0xC0300000L + (va >>> 22) * 4L;
    }

    static final long pteAddress(int va) {
        return 0xC0000000L + (va >>> 12) * 4L;
    }

    /** The beginning of every fault on a page whose page table is there. */
    final FaultSteps begun(int va, int operation, long pte, Decision decision) {
        return FaultSteps.at(va).step(Kind.FAULT_TAKEN, 0, operation, Decision.USER_ADDRESS)
                .step(Kind.DIRECTORY_ENTRY_READ, pdeAddress(va), pde(va), Decision.PAGE_TABLE_PRESENT)
                .step(Kind.PTE_READ, pteAddress(va), pte, decision);
    }

    final FaultSteps vadRead(FaultSteps steps, int va, Decision decision) {
        VadView vad = vad(va);
        return steps.step(Kind.VAD_READ, vad.address(), read32(vad.address() + 0x14), decision);
    }

    /** The end of every fault that adds a page to the working set. */
    final FaultSteps mapped(FaultSteps steps, int va, long pte, int pfn, int keptProtection) {
        long direct = kernel.view().pfns().shareCount(pfn) == 1 ? 1 << 9 : 1 << 8;
        return steps.step(Kind.PTE_WRITTEN, pteAddress(va), pte)
                .step(Kind.WORKING_SET_ENTRY_ADDED, wsleAddress(va),
                        va & 0xFFFFF000L | 1 | direct | keptProtection << 3)
                .step(Kind.RESOLVED, mmpfn(pfn), pfn);
    }

    final long wsleAddress(int va) {
        return WORKING_SET_LIST + 0x69C + wsle(va) * 4;
    }

    /** Index of the entry of an address, found by looking at every one. */
    final long wsle(int va) {
        long pte = read32InProcess((int) (0xC0000000L + ((WORKING_SET_LIST >>> 12) * 4)));
        long page = pte & 0xFFFFF000L;
        for (int index = 0; index < 600; index++) {
            int entry = kernel.memory().read32(page + 0x69C + index * 4L);
            if ((entry & 1) != 0 && (entry & 0xFFFFF000) == (va & 0xFFFFF000)) {
                return index;
            }
        }
        throw new AssertionError("no working-set entry for " + Integer.toHexString(va));
    }

    final long read32InProcess(int va) {
        PhysicalReader memory = kernel.memory();
        long pde = memory.read32(process.directoryTableBase() + (va >>> 22) * 4) & 0xFFFFFFFFL;
        long pte = memory.read32((pde & 0xFFFFF000L) + (va >>> 12 & 0x3FF) * 4) & 0xFFFFFFFFL;
        return memory.read32((pte & 0xFFFFF000L) + (va & 0xFFF)) & 0xFFFFFFFFL;
    }

    static final FaultSteps raised(FaultSteps steps, Decision cause) {
        return steps.step(Kind.EXCEPTION_RAISED, 0, 0xC0000005L, cause);
    }
}
