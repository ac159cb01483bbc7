package org.mmscope.kernel.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.ViewRequest;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.MachineView;

/**
 * Damaged PE files are mapped or refused with a reason; either way nothing is left behind. The system property
 * {@code mmscope.mutations} sets their number.
 */
class MutatedImageTest {
    private static final int MUTATIONS = Integer.getInteger("mmscope.mutations", 3000);
    private static final int CHECKED = 200;
    private static final int HEADERS = 0x1E0;
    private static final int[] INTERESTING = {0, 1, -1, 0x7FFFFFFF, 0x80000000, 0x1000, 0xFFF, 0x10000, 0xFFFFF000,
        0x77000000, 0x200, 3};

    @Test
    void nothingHangsOrLeaks() {
        Kernel kernel = Machines.boot(Profile.XP, 64, 64);
        EProcess a = Machines.process(kernel, "A");
        byte[] good = PeWriter.usual(0x12340000, 1).write();
        MachineView before = kernel.view();
        Random random = new Random(20050101);
        int mapped = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            mapped += tryOne(kernel, a, mutate(good, random)) ? 1 : 0;
            if (i % CHECKED == 0) {
                Machines.checkInvariants(kernel);
                assertNothingLeft(before, kernel.view());
            }
        }
        assertNothingLeft(before, kernel.view());
        assertTrue(mapped > 0 && mapped < MUTATIONS, mapped + " were mapped");
    }

    private static void assertNothingLeft(MachineView before, MachineView after) {
        assertEquals(before.counters().commitTotal(), after.counters().commitTotal());
        assertEquals(before.counters().pagedPoolPages(), after.counters().pagedPoolPages());
        assertEquals(before.counters().nonPagedPoolPages(), after.counters().nonPagedPoolPages());
        assertEquals(before.counters().availablePages(), after.counters().availablePages());
    }

    private static byte[] mutate(byte[] good, Random random) {
        byte[] bad = good.clone();
        ByteBuffer words = ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN);
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            int at = random.nextInt(HEADERS);
            switch (random.nextInt(4)) {
                case 0 -> bad[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bad[at] = (byte) random.nextInt();
                case 2 -> words.putInt(at & ~3, INTERESTING[random.nextInt(INTERESTING.length)]);
                default -> words.putInt(at & ~3, words.getInt(at & ~3) + random.nextInt(0x2001) - 0x1000);
            }
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bad, random.nextInt(bad.length)) : bad;
    }

    private static boolean tryOne(Kernel kernel, EProcess process, byte[] file) {
        ImageFiles.add(kernel, "C:\\m.dll", file);
        IntHolder section = new IntHolder();
        kernel.beginCall();
        int status = ImageFiles.create(kernel, process, "C:\\m.dll", section);
        if (!NtStatus.success(status)) {
            assertTrue(status == NtStatus.INSUFFICIENT_RESOURCES || status == NtStatus.COMMITMENT_LIMIT
                    || kernel.sections().imageRefusal() != null, () -> Integer.toHexString(status));
            return false;
        }
        ViewRequest view = new ViewRequest(0, 0, 0, MemoryConstants.PAGE_READWRITE);
        boolean mapped = NtStatus.success(kernel.sections().mapView(process, section.value, view));
        if (mapped) {
            kernel.processes().attach(process);
            for (int i = 0; i < Math.min(view.viewSize >>> 12, 64); i++) {
                kernel.processor().load8(view.base + (i << 12));
                kernel.processor().store8(view.base + (i << 12), i);
            }
            assertEquals(NtStatus.SUCCESS, kernel.sections().unmapView(process, view.base));
        }
        kernel.objects().close(process, section.value);
        kernel.dereferenceSegments();
        kernel.writeModifiedPages();
        return mapped;
    }
}
