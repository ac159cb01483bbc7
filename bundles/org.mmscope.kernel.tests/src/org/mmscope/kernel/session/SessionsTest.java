package org.mmscope.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.kernel.Machines.assertSame;
import static org.mmscope.kernel.Machines.checkInvariants;
import static org.mmscope.kernel.Machines.process;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelCapture;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.event.SystemThreadStep;
import org.mmscope.kernel.event.SystemThreadStep.Step;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.SessionView;
import org.mmscope.kernel.view.WorkingSetView;
import org.mmscope.machine.PagingMode;

/** Session space by release: made with the first process of a session, shared by its processes, gone with the last. */
class SessionsTest {

    private static final int DATA = 36 << 20;

    private static Kernel boot(Profile profile, PagingMode paging) {
        return Kernel.boot(KernelConfiguration.defaults().withProfile(profile).withPaging(paging)
                .withMemoryBytes(16 << 20).withPageFile(32 << 20));
    }

    private static EProcess inSession(Kernel kernel, String name, int id) {
        EProcess[] made = new EProcess[1];
        assertEquals(NtStatus.SUCCESS,
                kernel.processes().create(ProcessOptions.named(name).inSession(id), made));
        return made[0];
    }

    private static long frame(MachineView view, EProcess process, long va) {
        long physical = KernelImage.of(view).tables(process.directoryTableBase()).physical(va);
        return physical < 0 ? -1 : physical >>> 12;
    }

    @Test
    void windowsNt4HasNone() {
        Kernel kernel = boot(Profile.NT4, PagingMode.X86);
        EProcess process = process(kernel, "A");
        assertEquals(List.of(), kernel.view().sessions());
        assertEquals(0, KernelImage.of(kernel.view()).field("EPROCESS", "Session",
                Integer.toUnsignedLong(process.address())));
        checkInvariants(kernel);
    }

    @ParameterizedTest
    @CsvSource({"W2K, X86, A0000000", "XP, X86, BD000000", "XP, PAE, BD000000", "WS2003, X86, BD000000",
        "WS2003, PAE, BD000000"})
    void processesOfASessionShareItsSpace(Profile profile, PagingMode paging, String base) {
        Kernel kernel = boot(profile, paging);
        MachineView before = kernel.view();
        assertEquals(List.of(), before.sessions(), "System is in no session");
        EProcess first = process(kernel, "A");
        EProcess second = process(kernel, "B");
        MachineView view = kernel.view();
        SessionView session = view.sessions().getFirst();
        assertEquals(0, session.id());
        assertEquals(2, session.references());
        assertEquals(List.of(Integer.toUnsignedLong(first.address()), Integer.toUnsignedLong(second.address())),
                session.processes());
        assertEquals(new WorkingSetView(1, 20, 384, 1), session.workingSet());
        long data = Long.parseLong(base, 16) + DATA;
        assertEquals(data + (64 << 10), session.workingSetList());
        assertEquals(frame(view, first, session.workingSetList()), frame(view, second, session.workingSetList()));
        KernelImage image = KernelImage.of(view);
        long frame = frame(view, first, data);
        assertEquals(frame, frame(view, second, data));
        assertEquals(image.system().physical(session.address()) >>> 12, frame, "the global address");
        assertEquals(-1, frame(view, kernel.processes().system(), data));
        assertEquals(session.address(), image.field("EPROCESS", "Session", session.processes().getFirst()));
        checkInvariants(kernel);
        kernel.processes().exit(first);
        assertEquals(1, kernel.view().sessions().getFirst().references());
        checkInvariants(kernel);
        kernel.processes().exit(second);
        assertEquals(List.of(), kernel.view().sessions());
        checkInvariants(kernel);
        kernel.writeModifiedPages();
        assertSame(before, kernel.view());
    }

    @ParameterizedTest
    @EnumSource(PagingMode.class)
    void sessionsHaveSpacesOfTheirOwn(PagingMode paging) {
        Kernel kernel = boot(Profile.WS2003, paging);
        MachineView before = kernel.view();
        EProcess console = inSession(kernel, "A", 0);
        EProcess remote = inSession(kernel, "B", 1);
        EProcess other = inSession(kernel, "C", 1);
        MachineView view = kernel.view();
        assertEquals(List.of(0, 1), view.sessions().stream().map(SessionView::id).toList());
        long data = 0xBD000000L + DATA;
        assertNotEquals(frame(view, console, data), frame(view, remote, data));
        assertEquals(frame(view, remote, data), frame(view, other, data));
        checkInvariants(kernel);
        KernelCapture capture = kernel.capture();
        kernel.processes().exit(console);
        assertEquals(List.of(1), kernel.view().sessions().stream().map(SessionView::id).toList());
        checkInvariants(kernel);
        kernel.restore(capture);
        for (String name : List.of("C", "A", "B")) {
            kernel.processes().exit(kernel.processes().byName(name));
            checkInvariants(kernel);
        }
        kernel.writeModifiedPages();
        assertSame(before, kernel.view());
    }

    /** Working sets of sessions age as all do, as long as there is the session. */
    @ParameterizedTest
    @EnumSource(PagingMode.class)
    void workingSetsOfSessionsAreConsidered(PagingMode paging) {
        Kernel kernel = boot(Profile.XP, paging);
        EProcess console = inSession(kernel, "A", 0);
        inSession(kernel, "B", 3);
        assertEquals(List.of(-1, -4), sessionsAged(kernel));
        KernelCapture capture = kernel.capture();
        kernel.processes().exit(console);
        assertEquals(List.of(-4), sessionsAged(kernel));
        kernel.restore(capture);
        assertEquals(List.of(-1, -4), sessionsAged(kernel));
        kernel.tick(60);
        assertEquals(List.of(-1, -4), sessionsAged(kernel));
        assertEquals(1, kernel.view().sessions().getLast().workingSet().size());
        checkInvariants(kernel);
    }

    private static List<Integer> sessionsAged(Kernel kernel) {
        List<Integer> aged = new ArrayList<>();
        kernel.eventSink(event -> {
            if (event instanceof SystemThreadStep step && step.step() == Step.WORKING_SET_AGED && step.subject() < 0) {
                aged.add(step.subject());
            }
        });
        kernel.tick(1);
        kernel.eventSink(null);
        return aged;
    }

    /** A fork's child is in a session as any process is. */
    @Test
    void aForkedProcessIsInASession() {
        Kernel kernel = boot(Profile.XP, PagingMode.X86);
        EProcess parent = process(kernel, "A");
        EProcess[] child = new EProcess[1];
        assertEquals(NtStatus.SUCCESS, kernel.processes().fork(parent, ProcessOptions.named("B"), child));
        assertEquals(2, kernel.view().sessions().getFirst().references());
        checkInvariants(kernel);
    }

    /** With 3 GB of user space session space lies between nonpaged and paged pool. */
    @Test
    void withALargeUserSpaceItLiesHigher() {
        Kernel kernel = Kernel.boot(KernelConfiguration.defaults().withProfile(Profile.XP)
                .withUserSpaceBytes(3L << 30).withMemoryBytes(32 << 20));
        EProcess process = process(kernel, "A");
        long start = Integer.toUnsignedLong(kernel.layout().sessionSpace());
        assertTrue(start >= Integer.toUnsignedLong(kernel.layout().nonPagedPoolEnd()));
        assertEquals(start + (48 << 20), Integer.toUnsignedLong(kernel.layout().pagedPoolStart()));
        assertTrue(frame(kernel.view(), process, start + DATA) > 0);
        checkInvariants(kernel);
    }

    /** A process that cannot get a session is not made, and leaves nothing behind. */
    @Test
    void nothingIsLeftWhenMemoryIsShort() {
        Kernel kernel = Kernel.boot(KernelConfiguration.defaults().withMemoryBytes(4 << 20).withPageFile(64 << 20));
        MachineView before = kernel.view();
        List<EProcess> made = new ArrayList<>();
        EProcess[] process = new EProcess[1];
        int id = 0;
        while (NtStatus.success(kernel.processes().create(ProcessOptions.named("P").inSession(id++), process))) {
            made.add(process[0]);
        }
        assertTrue(made.size() > 3);
        assertEquals(made.size(), kernel.view().sessions().size());
        checkInvariants(kernel);
        made.forEach(kernel.processes()::exit);
        kernel.writeModifiedPages();
        checkInvariants(kernel);
        assertEquals(before.counters().commitTotal(), kernel.view().counters().commitTotal());
        assertEquals(before.counters().nonPagedPoolPages(), kernel.view().counters().nonPagedPoolPages());
    }
}
