package org.mmscope.kernel.vad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.kernel.Machines.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.VadView;

/** The trees in memory against a sorted map. */
class VadTreeTest {

    private static final int RANGES = 2000;

    @ParameterizedTest
    @EnumSource(value = Profile.class, names = {"XP", "WS2003"})
    void reservationsComeAndGo(Profile profile) {
        Kernel kernel = Machines.boot(profile, 16, 16);
        EProcess process = process(kernel, "A");
        TreeMap<Long, Long> model = new TreeMap<>();
        vads(kernel).forEach(vad -> model.put(vad.start(), vad.end()));
        Random random = new Random(3);
        for (int i = 0; i < 4 * RANGES; i++) {
            long start = 0x30000000L + random.nextInt(RANGES) * 0x10000L;
            MemoryRange range = new MemoryRange((int) start, 0x1000 * (1 + random.nextInt(16)));
            if (model.containsKey(start)) {
                range.size = 0;
                assertEquals(NtStatus.SUCCESS,
                        kernel.virtualMemory().free(process, range, MemoryConstants.MEM_RELEASE));
                model.remove(start);
            } else {
                assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().allocate(process, range,
                        MemoryConstants.MEM_RESERVE, MemoryConstants.PAGE_READWRITE));
                model.put(start, start + range.size - 1);
            }
            if (i % 500 == 0) {
                assertEquals(model, ranges(kernel));
                Machines.checkInvariants(kernel);
            }
        }
        assertEquals(model, ranges(kernel));
        if (profile.balancedVadTree()) {
            assertBalanced(kernel);
        }
    }

    private static List<VadView> vads(Kernel kernel) {
        return new ArrayList<>(kernel.view().processes().getLast().vads());
    }

    private static Map<Long, Long> ranges(Kernel kernel) {
        TreeMap<Long, Long> ranges = new TreeMap<>();
        vads(kernel).forEach(vad -> ranges.put(vad.start(), vad.end()));
        return ranges;
    }

    private static void assertBalanced(Kernel kernel) {
        ProcessView process = kernel.view().processes().getLast();
        Map<Long, VadView> nodes = new HashMap<>();
        process.vads().forEach(vad -> nodes.put(vad.address(), vad));
        depth(nodes, process.vadRoot());
    }

    private static int depth(Map<Long, VadView> nodes, long address) {
        if (address == 0) {
            return 0;
        }
        int left = depth(nodes, nodes.get(address).left());
        int right = depth(nodes, nodes.get(address).right());
        assertTrue(Math.abs(left - right) <= 1, "unbalanced");
        return 1 + Math.max(left, right);
    }

    @ParameterizedTest
    @EnumSource(value = Profile.class, names = {"XP", "WS2003"})
    void lowestAndHighestFreeRanges(Profile profile) {
        Kernel kernel = Machines.boot(profile, 16, 16);
        EProcess process = process(kernel, "A");
        MemoryRange low = new MemoryRange(0, 0x1000);
        kernel.virtualMemory().allocate(process, low, MemoryConstants.MEM_RESERVE, MemoryConstants.PAGE_READWRITE);
        assertEquals(0x10000, low.base);
        MemoryRange next = new MemoryRange(0, 0x21000);
        kernel.virtualMemory().allocate(process, next, MemoryConstants.MEM_RESERVE, MemoryConstants.PAGE_READWRITE);
        assertEquals(0x30000, next.base);
        MemoryRange high = new MemoryRange(0, 0x1000);
        kernel.virtualMemory().allocate(process, high,
                MemoryConstants.MEM_RESERVE | MemoryConstants.MEM_TOP_DOWN, MemoryConstants.PAGE_READWRITE);
        assertEquals(0x7FFC0000, high.base);
    }
}
