package org.mmscope.kernel.view;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the heaps of a process as forensic tools do: a HEAP lies at the start of a private range and carries a
 * signature. Field offsets are those of Windows XP and Server 2003, whose public symbols agree in these fields.
 */
final class HeapDecoder {

    private static final long HEAP_SIGNATURE = 0xEEFF_EEFFL;
    private static final long SEGMENT_SIGNATURE = 0xFFEE_FFEEL;
    private static final int PAGE = 4096;
    private static final int UNIT = 8;
    private static final int SIGNATURE = 0x08;
    private static final int FLAGS = 0x0C;
    private static final int TOTAL_FREE_SIZE = 0x28;
    private static final int SEGMENT_TABLE = 0x58;
    private static final int SEGMENTS = 64;
    private static final int NUMBER_OF_PAGES = 0x1C;
    private static final int UNCOMMITTED_PAGES = 0x28;

    private final VirtualReader space;

    HeapDecoder(VirtualReader space) {
        this.space = space;
    }

    /** The heaps, by address. */
    List<HeapView> heaps(ProcessView process) {
        List<HeapView> heaps = new ArrayList<>();
        for (VadView vad : process.vads()) {
            if (vad.kind() == VadView.Kind.PRIVATE && has(vad.start(), HEAP_SIGNATURE)) {
                heaps.add(heap(vad.start()));
            }
        }
        return List.copyOf(heaps);
    }

    private HeapView heap(long address) {
        int segments = 0;
        long reserved = 0;
        long uncommitted = 0;
        for (int i = 0; i < SEGMENTS; i++) {
            long segment = space.read32(address + SEGMENT_TABLE + i * 4L);
            if (segment != 0 && has(segment, SEGMENT_SIGNATURE)) {
                segments++;
                reserved += space.read32(segment + NUMBER_OF_PAGES);
                uncommitted += space.read32(segment + UNCOMMITTED_PAGES);
            }
        }
        return new HeapView(address, (int) space.read32(address + FLAGS), segments, reserved * PAGE,
                (reserved - uncommitted) * PAGE, space.read32(address + TOTAL_FREE_SIZE) * UNIT);
    }

    private boolean has(long structure, long signature) {
        return space.present(structure) && space.read32(structure + SIGNATURE) == signature;
    }
}
