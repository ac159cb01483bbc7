package org.mmscope.kernel.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.check.UsedMachine;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.machine.PagingMode;
import org.mmscope.machine.Processor;

/** What the processor loads is what an independent walk of the memory image finds, byte for byte. */
class IndependentWalkTest {

    @ParameterizedTest
    @EnumSource(PagingMode.class)
    void findsEveryMappedByte(PagingMode paging) {
        UsedMachine machine = UsedMachine.of(
                UsedMachine.configuration().withProfile(Profile.XP).withPaging(paging));
        MachineView view = machine.kernel.view();
        byte[] image = new byte[(int) view.memory().size()];
        view.memory().read(0, image, 0, image.length);
        for (EProcess process : new EProcess[] {machine.a, machine.b, machine.d}) {
            ProcessView told = view.processes().stream().filter(p -> p.pid() == process.processId()).findFirst()
                    .orElseThrow();
            Set<Long> mapped = compare(machine, process,
                    new PlainWalker(image, paging == PagingMode.PAE, told.directoryTableBase()));
            Set<Long> listed = new HashSet<>();
            view.ptes(told).stream().filter(pte -> pte.kind() == PteKind.VALID).forEach(pte -> listed.add(pte.page()));
            assertEquals(mapped, listed);
        }
    }

    private static Set<Long> compare(UsedMachine machine, EProcess process, PlainWalker walker) {
        Processor processor = machine.kernel.processor();
        machine.kernel.processes().attach(process);
        Set<Long> mapped = new HashSet<>();
        long faults = machine.kernel.faults().size();
        walker.walk(0x8000_0000L, (va, user, bytes) -> {
            mapped.add(va);
            assertTrue(user, () -> "page 0x" + Long.toHexString(va) + " is closed to the user");
            for (int offset = 0; offset < 4096; offset++) {
                assertEquals(bytes.applyAsInt(offset), processor.load8((int) va + offset));
                assertFalse(processor.aborted());
            }
        });
        assertTrue(mapped.size() > 8, "only " + mapped.size() + " pages");
        assertEquals(faults, machine.kernel.faults().size());
        return mapped;
    }
}
