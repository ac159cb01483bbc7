package org.mmscope.kernel.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mmscope.kernel.check.UsedMachine;
import org.mmscope.machine.PagingMode;
import org.mmscope.machine.PhysicalReader;

/** Which rows of the page frame number database a change of memory can touch. */
class PfnTableTest {

    @ParameterizedTest
    @EnumSource(PagingMode.class)
    void namesEveryRowThatChanged(PagingMode paging) {
        UsedMachine machine = UsedMachine.of(UsedMachine.configuration().withPaging(paging));
        MachineView before = machine.kernel.view();
        machine.kernel.processes().exit(machine.b);
        MachineView after = machine.kernel.view();

        BitSet rows = after.pfns().rowsIn(changed(before.memory(), after.memory()));
        int differing = 0;
        for (int frame = 0; frame < after.pfns().frames(); frame++) {
            boolean same = same(before.pfns(), after.pfns(), frame);
            assertTrue(same || rows.get(frame), "row " + frame);
            differing += same ? 0 : 1;
        }
        assertTrue(differing > 0);
        assertTrue(rows.cardinality() < after.pfns().frames(), () -> rows.cardinality() + " rows named");
        assertTrue(rows.length() <= after.pfns().frames());
    }

    @ParameterizedTest
    @EnumSource(PagingMode.class)
    void namesAllRowsWhenAllMemoryChanged(PagingMode paging) {
        MachineView view = UsedMachine.of(UsedMachine.configuration().withPaging(paging)).kernel.view();
        BitSet all = new BitSet();
        all.set(0, view.memory().frames());
        assertEquals(all, view.pfns().rowsIn(all));
        assertTrue(view.pfns().rowsIn(new BitSet()).isEmpty());
    }

    private static BitSet changed(PhysicalReader before, PhysicalReader after) {
        BitSet changed = new BitSet();
        for (int frame = 0; frame < after.frames(); frame++) {
            changed.set(frame, !Arrays.equals(bytes(before, frame), bytes(after, frame)));
        }
        return changed;
    }

    private static byte[] bytes(PhysicalReader memory, int frame) {
        byte[] bytes = new byte[PhysicalReader.FRAME_SIZE];
        memory.read((long) frame * bytes.length, bytes, 0, bytes.length);
        return bytes;
    }

    private static boolean same(PfnTable before, PfnTable after, int frame) {
        return before.location(frame) == after.location(frame) && before.u1(frame) == after.u1(frame)
                && before.shareCount(frame) == after.shareCount(frame)
                && before.referenceCount(frame) == after.referenceCount(frame)
                && before.pteAddress(frame) == after.pteAddress(frame)
                && before.originalPte(frame) == after.originalPte(frame)
                && before.pteFrame(frame) == after.pteFrame(frame);
    }
}
