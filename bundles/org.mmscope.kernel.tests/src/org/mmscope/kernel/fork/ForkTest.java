package org.mmscope.kernel.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.kernel.Machines.checkInvariants;
import static org.mmscope.kernel.Machines.load;
import static org.mmscope.kernel.Machines.process;
import static org.mmscope.kernel.Machines.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryBasicInformation;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.machine.PagingMode;

/** Forked processes: what they share, when they stop, and that nothing is left of them. */
class ForkTest {
    private static final int BASE = 0x10000000;
    private static final int VIEW = 0x11000000;
    private static final int COPIES = 0x12000000;
    private static final int PAGE = 0x1000;
    private static final int PAGES = 1200;

    private static EProcess fork(Kernel kernel, EProcess parent, String name) {
        EProcess[] child = new EProcess[1];
        assertEquals(NtStatus.SUCCESS, kernel.processes().fork(parent,
                ProcessOptions.named(name).withParent(parent.processId()), child));
        kernel.beginCall();
        return child[0];
    }

    private static Kernel boot(Profile profile, PagingMode paging) {
        return Kernel.boot(KernelConfiguration.defaults().withProfile(profile).withMemoryBytes(64 << 20)
                .withPaging(paging).withPageFile(64 << 20));
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void bothSidesKeepWhatTheyHad(Profile profile) {
        bothSidesKeepWhatTheyHad(boot(profile, PagingMode.X86));
    }

    @Test
    void bothSidesKeepWhatTheyHadUnderPae() {
        bothSidesKeepWhatTheyHad(boot(Profile.XP, PagingMode.PAE));
    }

    private static void bothSidesKeepWhatTheyHad(Kernel kernel) {
        MachineView before = kernel.view();
        EProcess a = process(kernel, "A");
        Machines.commit(kernel, a, BASE, 4 * PAGE, MemoryConstants.PAGE_READWRITE);
        store(kernel, a, BASE, 1);
        store(kernel, a, BASE + PAGE, 2);
        EProcess b = fork(kernel, a, "B");
        checkInvariants(kernel);
        assertEquals(1, load(kernel, b, BASE));
        assertEquals(FaultKind.PROTOTYPE_VALID, kernel.faults().getFirst().kind());
        checkInvariants(kernel);
        kernel.beginCall();
        store(kernel, b, BASE, 10);
        assertEquals(FaultKind.COPY_ON_WRITE, kernel.faults().getFirst().kind());
        store(kernel, a, BASE + PAGE, 20);
        store(kernel, b, BASE + 2 * PAGE, 30);
        assertEquals(1, load(kernel, a, BASE));
        assertEquals(10, load(kernel, b, BASE));
        assertEquals(2, load(kernel, b, BASE + PAGE));
        assertEquals(20, load(kernel, a, BASE + PAGE));
        assertEquals(0, load(kernel, a, BASE + 2 * PAGE));
        MemoryBasicInformation page = new MemoryBasicInformation();
        kernel.virtualMemory().query(b, BASE + PAGE, page);
        assertEquals(MemoryConstants.PAGE_READWRITE, page.protect);
        assertEquals(MemoryConstants.MEM_PRIVATE, page.type);
        checkInvariants(kernel);
        kernel.processes().exit(a);
        checkInvariants(kernel);
        assertEquals(2, load(kernel, b, BASE + PAGE));
        kernel.processes().exit(b);
        checkInvariants(kernel);
        Machines.assertSame(before, kernel.view());
    }

    @Test
    void pagesThatWereOutAreShared() {
        Kernel kernel = boot(Profile.XP, PagingMode.X86);
        MachineView before = kernel.view();
        EProcess a = process(kernel, "A");
        Machines.commit(kernel, a, BASE, 8 * PAGE, MemoryConstants.PAGE_READWRITE);
        for (int i = 0; i < 8; i++) {
            store(kernel, a, BASE + i * PAGE, 100 + i);
        }
        IntHolder old = new IntHolder();
        kernel.virtualMemory().protect(a, new MemoryRange(BASE + 2 * PAGE, PAGE), MemoryConstants.PAGE_NOACCESS, old);
        kernel.virtualMemory().protect(a, new MemoryRange(BASE + 3 * PAGE, PAGE), MemoryConstants.PAGE_READONLY, old);
        kernel.virtualMemory().protect(a, new MemoryRange(BASE + 4 * PAGE, PAGE),
                MemoryConstants.PAGE_READWRITE | MemoryConstants.PAGE_GUARD, old);
        kernel.processes().emptyWorkingSet(a);
        EProcess b = fork(kernel, a, "B");
        checkInvariants(kernel);
        kernel.writeModifiedPages();
        checkInvariants(kernel);
        EProcess c = fork(kernel, b, "C");
        kernel.processes().emptyWorkingSet(c);
        checkInvariants(kernel);
        kernel.virtualMemory().protect(c, new MemoryRange(BASE + 2 * PAGE, 3 * PAGE), MemoryConstants.PAGE_READWRITE,
                old);
        for (int i = 0; i < 8; i++) {
            assertEquals(100 + i, load(kernel, c, BASE + i * PAGE));
            store(kernel, c, BASE + i * PAGE, 200 + i);
        }
        checkInvariants(kernel);
        assertEquals(103, load(kernel, b, BASE + 3 * PAGE));
        assertEquals(101, load(kernel, a, BASE + PAGE));
        kernel.processes().exit(b);
        kernel.processes().exit(a);
        assertEquals(203, load(kernel, c, BASE + 3 * PAGE));
        kernel.processes().exit(c);
        checkInvariants(kernel);
        Machines.assertSame(before, kernel.view());
    }

    @Test
    void viewsAreInherited() {
        Kernel kernel = boot(Profile.XP, PagingMode.X86);
        MachineView before = kernel.view();
        EProcess a = process(kernel, "A");
        int section = Machines.section(kernel, a, null, 4 * PAGE, MemoryConstants.PAGE_READWRITE);
        Machines.map(kernel, a, section, VIEW, MemoryConstants.PAGE_READWRITE);
        Machines.map(kernel, a, section, COPIES, MemoryConstants.PAGE_WRITECOPY);
        store(kernel, a, VIEW, 1);
        store(kernel, a, COPIES, 2);
        EProcess b = fork(kernel, a, "B");
        assertEquals(4, kernel.view().controlAreas().getFirst().mappedViews());
        store(kernel, a, VIEW + 4, 5);
        assertEquals(5, load(kernel, b, VIEW + 4));
        assertEquals(2, load(kernel, b, COPIES));
        store(kernel, b, COPIES, 7);
        assertEquals(2, load(kernel, a, COPIES));
        store(kernel, a, COPIES, 8);
        assertEquals(7, load(kernel, b, COPIES));
        checkInvariants(kernel);
        kernel.processes().exit(a);
        assertEquals(5, load(kernel, b, VIEW + 4));
        kernel.processes().exit(b);
        checkInvariants(kernel);
        Machines.assertSame(before, kernel.view());
    }

    @Test
    void aForkWithoutCommitmentLeavesNothing() {
        Kernel kernel = Machines.boot(Profile.XP, 16, 1);
        EProcess a = process(kernel, "A");
        long all = kernel.view().counters().commitLimit() - kernel.view().counters().commitTotal();
        Machines.commit(kernel, a, BASE, (all - 20) / 2 * PAGE + PAGE * 20L, MemoryConstants.PAGE_READWRITE);
        for (int i = 0; i < 10; i++) {
            store(kernel, a, BASE + i * PAGE, i + 1);
        }
        MachineView before = kernel.view();
        EProcess[] child = new EProcess[1];
        assertEquals(NtStatus.COMMITMENT_LIMIT, kernel.processes().fork(a, ProcessOptions.named("B"), child));
        assertEquals(before.counters().commitTotal(), kernel.view().counters().commitTotal());
        assertEquals(3, load(kernel, a, BASE + 2 * PAGE));
        checkInvariants(kernel);
    }

    /** Against a model of plain arrays, in memory that does not hold all. */
    @Test
    void manyForksAgreeWithAModel() {
        Kernel kernel = Machines.boot(Profile.XP, 8, 64);
        MachineView before = kernel.view();
        Random random = new Random(42);
        List<EProcess> processes = new ArrayList<>();
        List<int[]> models = new ArrayList<>();
        processes.add(process(kernel, "P"));
        models.add(new int[PAGES]);
        Machines.commit(kernel, processes.getFirst(), BASE, PAGES * PAGE, MemoryConstants.PAGE_READWRITE);
        for (int step = 0; step < 60000; step++) {
            int which = random.nextInt(processes.size());
            EProcess process = processes.get(which);
            int[] model = models.get(which);
            int page = random.nextInt(PAGES);
            int action = random.nextInt(10000);
            if (action < 5500) {
                model[page] = random.nextInt();
                store(kernel, process, BASE + page * PAGE, model[page]);
            } else if (action < 9950) {
                assertEquals(model[page], load(kernel, process, BASE + page * PAGE));
            } else if (action < 9970) {
                kernel.processes().emptyWorkingSet(process);
            } else if (action < 9980) {
                IntHolder old = new IntHolder();
                MemoryRange range = new MemoryRange(BASE + page * PAGE, Math.min(5, PAGES - page) * PAGE);
                kernel.virtualMemory().protect(process, range, MemoryConstants.PAGE_READONLY, old);
                kernel.virtualMemory().protect(process, range, MemoryConstants.PAGE_READWRITE, old);
            } else if (action < 9991 && processes.size() < 6) {
                EProcess[] child = new EProcess[1];
                int status = kernel.processes().fork(process, ProcessOptions.named("F" + step), child);
                assertTrue(status == NtStatus.SUCCESS || status == NtStatus.NO_MEMORY
                        || status == NtStatus.INSUFFICIENT_RESOURCES, Integer.toHexString(status));
                if (status == NtStatus.SUCCESS) {
                    processes.add(child[0]);
                    models.add(model.clone());
                }
            } else if (action >= 9991 && processes.size() > 1) {
                kernel.processes().exit(process);
                processes.remove(which);
                models.remove(which);
            }
            if (step % 2000 == 0) {
                checkInvariants(kernel);
            }
        }
        assertNotEquals(0, kernel.view().pageFiles().getFirst().peakPages());
        processes.forEach(kernel.processes()::exit);
        checkInvariants(kernel);
        Machines.assertSame(before, kernel.view());
    }
}
