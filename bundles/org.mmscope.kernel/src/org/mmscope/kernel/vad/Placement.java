package org.mmscope.kernel.vad;

import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.process.ProcessObject;

/** Finds where a range can go, and tells whether one given is free. */
public final class Placement {

    private static final long SHARED_DATA = KernelLayout.USER_SHARED_DATA;

    private final KernelLayout layout;
    private final AddressSpace spaces;

    public Placement(KernelLayout layout, AddressSpace spaces) {
        this.layout = layout;
        this.spaces = spaces;
    }

    /** A free range of a size in bytes, lowest or highest first; 0 when there is none. */
    public int find(ProcessObject process, long size, boolean topDown) {
        return find(process, size, VadBitmap.GRANULE, topDown);
    }

    /** As {@link #find}, at a multiple of a power of two that is not below 64 KB. */
    int find(ProcessObject process, long size, int alignment, boolean topDown) {
        return topDown ? spaces.bitmap().findHighest(process, size, alignment)
                : spaces.bitmap().findLowest(process, size, alignment);
    }

    /** Whether a range lies in user space, and not in the part of it that the system keeps for its shared data. */
    public boolean isUser(int start, long size) {
        long end = (start & 0xFFFFFFFFL) + size - 1;
        boolean shared = end >= SHARED_DATA && (start & 0xFFFFFFFFL) < SHARED_DATA + VadBitmap.GRANULE;
        return !shared && Integer.compareUnsigned(start, KernelLayout.LOWEST_USER_ADDRESS) >= 0
                && end <= highestVadAddress();
    }

    /** Whether an address lies above user space (MM_HIGHEST_USER_ADDRESS). */
    boolean isAboveUser(long va) {
        return va > (layout.highestUserAddress() & 0xFFFFFFFFL);
    }

    /** The highest address that a VAD can have (MM_HIGHEST_VAD_ADDRESS). */
    public long highestVadAddress() {
        return layout.highestVadAddress() & 0xFFFFFFFFL;
    }

    /** Whether a range lies in user space and nothing is there. */
    public boolean isFree(ProcessObject process, int start, long size) {
        return isUser(start, size) && spaces.isFree(process, start, (int) (start + size - 1));
    }
}
