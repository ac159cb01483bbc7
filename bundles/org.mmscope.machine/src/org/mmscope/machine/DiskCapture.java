package org.mmscope.machine;

import java.util.List;
import java.util.SortedSet;

/** The state of a {@link Disk} at one moment. Immutable, any thread. */
public final class DiskCapture {

    final long size;
    /** Null when nothing was ever written. */
    final byte[][][][] groups;
    final List<DiskTransfer> queue;
    final SortedSet<Long> badSectors;
    final long head;
    final long busyUntil;
    final long reads;
    final long writes;

    DiskCapture(long size, byte[][][][] groups, List<DiskTransfer> queue, SortedSet<Long> badSectors, long head,
            long busyUntil, long reads, long writes) {
        this.size = size;
        this.groups = groups;
        this.queue = queue;
        this.badSectors = badSectors;
        this.head = head;
        this.busyUntil = busyUntil;
        this.reads = reads;
        this.writes = writes;
    }

    /** The transfers under way and waiting, in order. */
    public List<DiskTransfer> queue() {
        return queue;
    }

    /** Whether the disk was never written in a stretch of 4 KB, which reads as zeroes then. */
    public boolean untouched(long page) {
        return frame(page) == FrameStore.ZERO_FRAME;
    }

    /** Copies 4 KB from the disk, counted in such pages from its start, into {@code to}. */
    public void readPage(long page, byte[] to, int offset) {
        System.arraycopy(frame(page), 0, to, offset, FrameStore.FRAME_SIZE);
    }

    private byte[] frame(long page) {
        return groups == null ? FrameStore.ZERO_FRAME : FrameStore.frame(groups, (int) page);
    }
}
