package org.mmscope.kernel.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.KernelConfiguration.DepPolicy;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.event.FaultStep;
import org.mmscope.kernel.event.FaultStep.Decision;
import org.mmscope.kernel.event.FaultStep.Kind;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.machine.PagingMode;

/** Every step of an instruction fetch from data, with entries of 64 bits and data execution prevention. */
class NoExecuteTraceTest {

    private static final int BASE = 0x10000000;
    /** Entries of 8 bytes, 512 in a table. */
    private static final long PDE = 0xC0600400L;
    private static final long PTE = 0xC0080000L;
    private static final int FETCH = 8;
    private static final long NO_EXECUTE = 1L << 63;
    private static final int READWRITE = 4;

    private final Kernel kernel = Kernel.boot(KernelConfiguration.defaults().withProfile(Profile.XP)
            .withPaging(PagingMode.PAE).withDep(DepPolicy.ALWAYS_ON).withMemoryBytes(16 << 20));
    private final EProcess process = Machines.process(kernel, "A");

    private List<FaultStep> fetch(int va) {
        return FaultSteps.of(kernel, () -> {
            kernel.processes().attach(process);
            kernel.processor().fetch8(va);
        });
    }

    private FaultSteps begun(int va) {
        return FaultSteps.at(va).step(Kind.FAULT_TAKEN, 0, FETCH, Decision.USER_ADDRESS);
    }

    private FaultSteps raised(FaultSteps steps) {
        return steps.step(Kind.EXCEPTION_RAISED, 0, 0xC0000005L, Decision.NO_EXECUTE);
    }

    private KernelImage image() {
        MachineView view = kernel.view();
        return new KernelImage(view.memory(), view.machine());
    }

    @Test
    void dataIsNotExecuted() {
        Machines.commit(kernel, process, BASE, 0x10000, MemoryConstants.PAGE_READWRITE);
        List<FaultStep> told = fetch(BASE);
        long vad = kernel.view().processes().stream().filter(each -> each.pid() == process.processId()).findFirst()
                .orElseThrow().vads().stream().filter(each -> each.start() == BASE).findFirst().orElseThrow().address();
        raised(begun(BASE).step(Kind.DIRECTORY_ENTRY_READ, PDE, 0, Decision.PAGE_TABLE_MISSING)
                .step(Kind.VAD_READ, vad, image().field("_MMVAD", "u.LongFlags", vad), Decision.PRIVATE_COMMITTED)
                .step(Kind.PROTECTION_CHECKED, 0, READWRITE, Decision.NO_EXECUTE)).assertAre(told);
        kernel.beginCall();
        Machines.store(kernel, process, BASE, 1);
        int pfn = kernel.faults().getLast().pfn();
        told = fetch(BASE);
        int table = image().ptes().frame(image().tables(process.directoryTableBase()).read(
                image().tables(process.directoryTableBase()).directoryEntry(BASE)));
        raised(begun(BASE).step(Kind.DIRECTORY_ENTRY_READ, PDE, (long) table << 12 | 0x67, Decision.PAGE_TABLE_PRESENT)
                .step(Kind.PTE_READ, PTE, NO_EXECUTE | (long) pfn << 12 | 0x867, Decision.NO_EXECUTE)).assertAre(told);
        assertEquals(1, Machines.load(kernel, process, BASE));
        Machines.checkInvariants(kernel);
    }
}
