package org.mmscope.kernel.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.kernel.Machines.checkInvariants;
import static org.mmscope.kernel.Machines.load;
import static org.mmscope.kernel.Machines.process;
import static org.mmscope.kernel.Machines.store;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelCapture;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageFileView;

/** More pages in use than the machine has memory. */
class MemoryPressureTest {

    private static final int BASE = 0x10000000;
    private static final int PAGES = 2000;

    @ParameterizedTest
    @EnumSource(Profile.class)
    void pagesGoToThePageFileAndComeBack(Profile profile) {
        Kernel kernel = Machines.boot(profile, 4, 16);
        MachineView before = kernel.view();
        EProcess a = process(kernel, "A");
        EProcess b = process(kernel, "B");
        for (EProcess process : new EProcess[] {a, b}) {
            Machines.commit(kernel, process, BASE, PAGES / 2 * 4096L, MemoryConstants.PAGE_READWRITE);
            for (int i = 0; i < PAGES / 2; i++) {
                store(kernel, process, BASE + i * 4096, i * 31 + process.processId());
            }
            checkInvariants(kernel);
        }
        kernel.beginCall();
        for (EProcess process : new EProcess[] {a, b}) {
            for (int i = 0; i < PAGES / 2; i++) {
                assertEquals(i * 31 + process.processId(), load(kernel, process, BASE + i * 4096));
            }
        }
        assertTrue(kernel.faults().stream().anyMatch(f -> f.kind() == FaultKind.PAGE_FILE && f.hard()));
        checkInvariants(kernel);
        kernel.processes().exit(a);
        kernel.processes().exit(b);
        checkInvariants(kernel);
        Machines.assertSame(before, kernel.view());
        assertEquals(0, kernel.view().pageFiles().stream().mapToLong(PageFileView::usedPages).sum());
    }

    @Test
    void commitmentHasALimit() {
        Kernel kernel = Machines.boot(Profile.XP, 4, 4);
        EProcess a = process(kernel, "A");
        MachineView before = kernel.view();
        int type = MemoryConstants.MEM_RESERVE | MemoryConstants.MEM_COMMIT;
        assertEquals(NtStatus.COMMITMENT_LIMIT, kernel.virtualMemory().allocate(a,
                new MemoryRange(BASE, 64 << 20), type, MemoryConstants.PAGE_READWRITE));
        assertEquals(before.counters(), kernel.view().counters());
        checkInvariants(kernel);
    }

    @Test
    void freedPagesAreZeroForTheNextOwner() {
        Kernel kernel = Machines.boot(Profile.XP, 4, 16);
        for (int round = 0; round < 3; round++) {
            EProcess process = process(kernel, "P" + round);
            Machines.commit(kernel, process, BASE, 900 * 4096L, MemoryConstants.PAGE_READWRITE);
            for (int i = 0; i < 900; i++) {
                assertEquals(0, load(kernel, process, BASE + i * 4096 + 128));
                store(kernel, process, BASE + i * 4096 + 128, 0x5EC7E7);
            }
            kernel.processes().exit(process);
        }
        kernel.zeroPages();
        checkInvariants(kernel);
    }

    @Test
    void restoreGoesBackToTheCapture() {
        Kernel kernel = Machines.boot(Profile.XP, 16, 16);
        EProcess a = process(kernel, "A");
        Machines.commit(kernel, a, BASE, 0x10000, MemoryConstants.PAGE_READWRITE);
        store(kernel, a, BASE, 1);
        KernelCapture capture = kernel.capture();
        MachineView then = kernel.view();
        store(kernel, a, BASE, 2);
        process(kernel, "B");
        kernel.virtualMemory().free(a, new MemoryRange(BASE, 0), MemoryConstants.MEM_RELEASE);
        kernel.restore(capture);
        assertEquals(then.counters(), kernel.view().counters());
        assertEquals(2, kernel.processes().all().size());
        assertEquals(1, load(kernel, kernel.processes().byName("A"), BASE));
        checkInvariants(kernel);
    }
}
