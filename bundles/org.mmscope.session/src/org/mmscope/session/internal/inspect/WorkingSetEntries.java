package org.mmscope.session.internal.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.mmscope.kernel.view.DamagedImageException;
import org.mmscope.kernel.view.VirtualReader;

/** The working-set list of a process: its MMWSL and the MMWSLEs behind it. */
final class WorkingSetEntries {

    static final int VALID = 1;
    static final int LOCKED_IN_WS = 1 << 1;
    static final int LOCKED_IN_MEMORY = 1 << 2;
    static final int HASHED = 1 << 8;
    static final int DIRECT = 1 << 9;

    private static final long PAGE_NUMBER = 0xFFFF_F000L;

    private final AddressSpace space;
    private final VirtualReader reader;
    private final long address;

    WorkingSetEntries(AddressSpace space) {
        this.space = space;
        reader = space.image().space(space.process().directoryTableBase());
        address = space.image().field("EPROCESS", "Vm.VmWorkingSetList", space.process().address());
    }

    /** Virtual address of the MMWSL. */
    long address() {
        return address;
    }

    /** A 32-bit field of the MMWSL. */
    long field(String name) {
        return reader.read32(address + space.image().structure("MMWSL").offset(name));
    }

    /** The entries that are in use: their index, then their bits. */
    List<long[]> used() {
        int last = (int) field("LastInitializedWsle");
        if (last < -1 || last >= space.image().memory().size() / 4) {
            throw new DamagedImageException("working-set list of " + last + " entries", address);
        }
        long entries = field("Wsle");
        List<long[]> used = new ArrayList<>();
        for (int index = 0; index <= last; index++) {
            long bits = reader.read32(entries + index * 4L);
            if ((bits & VALID) != 0) {
                used.add(new long[] {index, bits});
            }
        }
        return used;
    }

    static long page(long bits) {
        return bits & PAGE_NUMBER;
    }

    static int protection(long bits) {
        return (int) (bits >>> 3 & 0x1F);
    }

    static int age(long bits) {
        return (int) (bits >>> 10 & 3);
    }

    /** The protection codes that entries keep for their pages, by page; of most pages it is elsewhere. */
    Map<Long, Integer> keptProtections() {
        Map<Long, Integer> kept = new HashMap<>();
        for (long[] entry : used()) {
            if (protection(entry[1]) != 0) {
                kept.put(page(entry[1]), protection(entry[1]));
            }
        }
        return kept;
    }
}
