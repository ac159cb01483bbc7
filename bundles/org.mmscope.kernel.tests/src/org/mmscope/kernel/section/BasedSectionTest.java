package org.mmscope.kernel.section;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelCapture;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.SectionRequest;
import org.mmscope.kernel.ViewRequest;
import org.mmscope.kernel.io.FileSource;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;

/** Sections that are at the same address in every process. */
class BasedSectionTest {

    private static final int BASED = MemoryConstants.SEC_BASED | MemoryConstants.SEC_COMMIT;
    private static final int READ_WRITE = MemoryConstants.PAGE_READWRITE;
    /** MmHighestUserAddress 0x7FFEFFFF less 8 MB: the highest byte of a based section (ReactOS, MmInitSystem). */
    private static final int HIGHEST = 0x7F7EFFFF;

    private Kernel kernel = Machines.boot(Profile.XP, 64, 128);
    private EProcess a = Machines.process(kernel, "A");
    private EProcess b = Machines.process(kernel, "B");

    @AfterEach
    void theMachineIsConsistent() {
        Machines.checkInvariants(kernel);
    }

    private int create(EProcess process, String name, long size) {
        IntHolder handle = new IntHolder();
        int status = kernel.sections().create(process, new SectionRequest(name, MemoryConstants.SECTION_ALL_ACCESS,
                size, READ_WRITE, BASED, 0), handle);
        assertTrue(NtStatus.success(status), () -> Integer.toHexString(status));
        return handle.value;
    }

    private int map(EProcess process, int section, ViewRequest view) {
        return kernel.sections().mapView(process, section, view);
    }

    private int mapped(EProcess process, int section) {
        ViewRequest view = new ViewRequest(0, 0, 0, READ_WRITE);
        assertEquals(NtStatus.SUCCESS, map(process, section, view));
        return view.base;
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void everyProcessHasItAtOneAddress(Profile profile) {
        kernel = Machines.boot(profile, 64, 128);
        MachineView before = kernel.view();
        a = Machines.process(kernel, "A");
        b = Machines.process(kernel, "B");
        int first = mapped(a, create(a, "based", 0x25000));
        assertEquals(HIGHEST + 1 - 0x30000, first);
        assertEquals(first, mapped(b, create(b, "based", 0x25000)));
        assertTrue(kernel.view().sections().getFirst().based());
        assertEquals(1, kernel.view().sections().size());
        assertEquals(first, segmentBase());
        Machines.store(kernel, a, first + 0x100, 7);
        assertEquals(7, Machines.load(kernel, b, first + 0x100));
        Machines.checkInvariants(kernel);
        kernel.processes().exit(a);
        kernel.processes().exit(b);
        Machines.assertSame(before, kernel.view());
    }

    private int segmentBase() {
        MachineView view = kernel.view();
        return (int) new KernelImage(view.memory(), view.machine()).field("SEGMENT", "BasedAddress",
                view.segments().getFirst().address());
    }

    @Test
    void anotherIsNotBased() {
        int section = Machines.section(kernel, a, null, 0x10000, READ_WRITE);
        assertFalse(kernel.view().sections().getFirst().based());
        assertTrue(mapped(a, section) < 0x10000000);
    }

    @Test
    void aPartLiesWhereItsOffsetSays() {
        int section = create(a, null, 0x40000);
        ViewRequest part = new ViewRequest(0, 0x20000, 0x10000, READ_WRITE);
        assertEquals(NtStatus.SUCCESS, map(a, section, part));
        assertEquals(HIGHEST + 1 - 0x20000, part.base);
    }

    @Test
    void whereSomethingElseIsTheViewFails() {
        int section = create(a, null, 0x10000);
        Machines.commit(kernel, a, HIGHEST + 1 - 0x10000, 0x1000, READ_WRITE);
        ViewRequest view = new ViewRequest(0, 0, 0, READ_WRITE);
        assertEquals(NtStatus.CONFLICTING_ADDRESSES, map(a, section, view));
        int other = create(b, null, 0x10000);
        assertEquals(HIGHEST + 1 - 0x20000, mapped(b, other));
        assertEquals(NtStatus.CONFLICTING_ADDRESSES, map(b, other, new ViewRequest(0, 0, 0, READ_WRITE)),
                "once in a process");
    }

    /** As MiMapViewOfDataSection of ReactOS has it: the address that a caller gives goes before the section's. */
    @Test
    void whoGivesAnAddressHasIt() {
        ViewRequest view = new ViewRequest(0x18000000, 0, 0, READ_WRITE);
        assertEquals(NtStatus.SUCCESS, map(a, create(a, null, 0x10000), view));
        assertEquals(0x18000000, view.base);
    }

    @Test
    void aSectionOfAFileIsBasedByItself() {
        kernel.volume().addFile("C:\\data.bin", 0x20000, FileSource.PATTERN);
        int file = Machines.open(kernel, a, "C:\\data.bin", MemoryConstants.GENERIC_READ);
        IntHolder section = new IntHolder();
        IntHolder plain = new IntHolder();
        assertEquals(NtStatus.SUCCESS, Machines.section(kernel, a, file, 0, MemoryConstants.PAGE_READONLY, BASED,
                section));
        assertEquals(NtStatus.SUCCESS, Machines.section(kernel, a, file, 0, MemoryConstants.PAGE_READONLY,
                MemoryConstants.SEC_COMMIT, plain));
        assertEquals(1, kernel.view().controlAreas().size());
        assertEquals(1, kernel.view().sections().stream().filter(view -> view.based()).count());
        ViewRequest view = new ViewRequest(0, 0, 0, MemoryConstants.PAGE_READONLY);
        assertEquals(NtStatus.SUCCESS, map(a, section.value, view));
        assertEquals(HIGHEST + 1 - 0x20000, view.base);
    }

    @Test
    void thereIsAnEndToTheAddresses() {
        IntHolder handle = new IntHolder();
        assertEquals(NtStatus.SUCCESS, Machines.section(kernel, a, 0, 0x7F7E0000L, READ_WRITE,
                MemoryConstants.SEC_BASED | MemoryConstants.SEC_RESERVE, handle));
        MachineView before = kernel.view();
        assertEquals(NtStatus.NO_MEMORY, Machines.section(kernel, a, 0, 0x10000, READ_WRITE, BASED, new IntHolder()));
        assertEquals(before.sections(), kernel.view().sections());
        Machines.assertSame(before, kernel.view());
        assertEquals(NtStatus.SUCCESS, kernel.objects().close(a, handle.value));
        create(a, null, 0x10000);
    }

    @Test
    void threeGigabytesOfUserSpaceHaveThemHigher() {
        kernel = Kernel.boot(KernelConfiguration.defaults().withProfile(Profile.XP).withMemoryBytes(64 << 20)
                .withUserSpaceBytes(3L << 30));
        a = Machines.process(kernel, "A");
        assertEquals(0xBF7E0000, mapped(a, create(a, null, 0x10000)));
    }

    /** Sections come and go; each new one gets the highest free range, as a list of all of them says. */
    @Test
    void theHighestFreeRangeIsFound() {
        Random random = new Random(5);
        List<int[]> live = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            if (live.size() > 20 || !live.isEmpty() && random.nextInt(3) == 0) {
                int[] gone = live.remove(random.nextInt(live.size()));
                kernel.objects().close(a, gone[0]);
                continue;
            }
            int size = (1 + random.nextInt(4)) << 16;
            IntHolder handle = new IntHolder();
            assertEquals(NtStatus.SUCCESS, Machines.section(kernel, a, 0, size, READ_WRITE,
                    MemoryConstants.SEC_BASED | MemoryConstants.SEC_RESERVE, handle));
            int expected = highest(live, size);
            ViewRequest view = new ViewRequest(0, 0, 0, READ_WRITE);
            assertEquals(NtStatus.SUCCESS, map(a, handle.value, view));
            assertEquals(Integer.toHexString(expected), Integer.toHexString(view.base));
            kernel.sections().unmapView(a, view.base);
            if (i == 200) {
                KernelCapture capture = kernel.capture();
                kernel.restore(capture);
                a = kernel.processes().byName("A");
            }
            live.add(new int[] {handle.value, expected, size});
        }
    }

    private static int highest(List<int[]> live, int size) {
        for (int start = HIGHEST + 1 - size;; start -= 0x10000) {
            int at = start;
            if (live.stream().noneMatch(other -> at < other[1] + other[2] && other[1] < at + size)) {
                return start;
            }
        }
    }
}
