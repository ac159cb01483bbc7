package org.mmscope.machine;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A disk with one head: it serves requests in the order they come, each when the one before is done, and disks work at
 * the same time as each other and as the processor. Bytes move between disk and memory at the moment a request
 * completes, when it is {@linkplain #takeCompleted() taken}. Sparse: what was never written costs nothing and reads as
 * zero. Owned by the engine's thread.
 */
public final class Disk {

    /** Bytes in a sector. */
    public static final int SECTOR_SIZE = 512;

    private final VirtualClock clock;
    private final PhysicalMemory memory;
    private final DiskTiming timing;
    private final long size;
    /** What was written; made when it is needed. */
    private FrameStore store;
    private final Deque<DiskTransfer> queue = new ArrayDeque<>();
    private final TreeSet<Long> badSectors = new TreeSet<>();
    /** Where the last transfer ends. */
    private long head;
    private long busyUntil;
    private long reads;
    private long writes;

    /**
     * An empty disk.
     *
     * @param bytes
     *            size, a multiple of 4 KB
     */
    public Disk(long bytes, DiskTiming timing, VirtualClock clock, PhysicalMemory memory) {
        if (bytes <= 0 || bytes % FrameStore.FRAME_SIZE != 0) {
            throw new IllegalArgumentException("not a disk size: " + bytes);
        }
        size = bytes;
        this.timing = timing;
        this.clock = clock;
        this.memory = memory;
    }

    /** Size in bytes. */
    public long size() {
        return size;
    }

    /**
     * Puts a request at the end of the queue.
     *
     * @return when it will be done, in 100 ns units
     * @throws IndexOutOfBoundsException
     *             if it reaches past the end of the disk or of memory
     */
    public long submit(DiskRequest request) {
        Objects.checkFromIndexSize(request.offset(), request.length(), size);
        for (int i = 0; i < request.frameCount(); i++) {
            Objects.checkIndex(request.frame(i), memory.frames());
        }
        long start = Math.max(clock.time(), busyUntil);
        moveHead(start, request.offset(), request.length());
        queue.add(new DiskTransfer(request, start, busyUntil));
        return busyUntil;
    }

    private void moveHead(long start, long offset, long length) {
        long positioning = offset == head ? 0 : timing.seek() + timing.rotation();
        busyUntil = start + positioning + length / SECTOR_SIZE * timing.perSector();
        head = offset + length;
    }

    /**
     * Makes a transfer whose bytes the caller moves at once, from or to where it keeps them: the head is as busy as
     * with a request, after those before it, and that is all.
     *
     * @param offset
     *            first byte on the disk
     * @param length
     *            in bytes, whole sectors
     * @return when it will be done, in 100 ns units
     * @throws IndexOutOfBoundsException
     *             if it reaches past the end of the disk
     */
    public long occupy(boolean write, long offset, long length) {
        Objects.checkFromIndexSize(offset, length, size);
        moveHead(Math.max(clock.time(), busyUntil), offset, length);
        if (write) {
            writes++;
        } else {
            reads++;
        }
        return busyUntil;
    }

    /** When all that was asked for so far is done, in 100 ns units: the time now, or later. */
    public long idleAt() {
        return Math.max(clock.time(), busyUntil);
    }

    /** When the request under way will be done, in 100 ns units; {@link Long#MAX_VALUE} if there is none. */
    public long nextCompletion() {
        return queue.isEmpty() ? Long.MAX_VALUE : queue.getFirst().completion();
    }

    /** The transfers under way and waiting, in order. */
    public List<DiskTransfer> queue() {
        return List.copyOf(queue);
    }

    /** Moves the bytes of the first request if it is done by now, and takes it out of the queue; else null. */
    public DiskCompletion takeCompleted() {
        if (nextCompletion() > clock.time()) {
            return null;
        }
        DiskTransfer done = queue.removeFirst();
        boolean failed = hasBadSector(done.request());
        if (!failed) {
            move(done.request());
        }
        return new DiskCompletion(done.request(), done.completion(), failed);
    }

    private boolean hasBadSector(DiskRequest request) {
        Long bad = badSectors.ceiling(request.offset() / SECTOR_SIZE);
        return bad != null && bad < (request.offset() + request.length()) / SECTOR_SIZE;
    }

    private void move(DiskRequest request) {
        byte[] page = new byte[FrameStore.FRAME_SIZE];
        for (int i = 0; i < request.frameCount(); i++) {
            long onDisk = request.offset() + (long) i * FrameStore.FRAME_SIZE;
            long inMemory = (long) request.frame(i) * FrameStore.FRAME_SIZE;
            if (request.isWrite()) {
                memory.read(inMemory, page, 0, page.length);
                write(onDisk, page, 0, page.length);
            } else {
                read(onDisk, page, 0, page.length);
                memory.write(inMemory, page, 0, page.length);
            }
        }
        if (request.isWrite()) {
            writes++;
        } else {
            reads++;
        }
    }

    /** Makes a sector, counted from the start, fail whatever transfer touches it, or work again. */
    public void badSector(long sector, boolean bad) {
        Objects.checkIndex(sector, size / SECTOR_SIZE);
        if (bad) {
            badSectors.add(sector);
        } else {
            badSectors.remove(sector);
        }
    }

    /** Whether a transfer of some bytes would meet a bad sector. */
    public boolean fails(long offset, long length) {
        Long bad = badSectors.ceiling(offset / SECTOR_SIZE);
        return bad != null && bad * SECTOR_SIZE < offset + length;
    }

    /** Requests that read and are done, and transfers by {@link #occupy}. */
    public long reads() {
        return reads;
    }

    /** Requests that wrote and are done, and transfers by {@link #occupy}. */
    public long writes() {
        return writes;
    }

    /** Copies bytes from the disk at once, taking no time: for setting up and looking at a machine. */
    public void read(long offset, byte[] to, int at, int length) {
        Objects.checkFromIndexSize(offset, length, size);
        for (int done = 0; done < length;) {
            int inPage = (int) (offset + done) & FrameStore.OFFSET_MASK;
            int count = Math.min(length - done, FrameStore.FRAME_SIZE - inPage);
            byte[] frame = store == null ? FrameStore.ZERO_FRAME : store.frame(page(offset + done));
            System.arraycopy(frame, inPage, to, at + done, count);
            done += count;
        }
    }

    /** Copies bytes to the disk at once; as {@link #read(long, byte[], int, int)}. */
    public void write(long offset, byte[] from, int at, int length) {
        Objects.checkFromIndexSize(offset, length, size);
        if (store == null) {
            store = new FrameStore(size / FrameStore.FRAME_SIZE);
        }
        for (int done = 0; done < length;) {
            int inPage = (int) (offset + done) & FrameStore.OFFSET_MASK;
            int count = Math.min(length - done, FrameStore.FRAME_SIZE - inPage);
            System.arraycopy(from, at + done, store.ownFrame(page(offset + done)), inPage, count);
            done += count;
        }
    }

    private static int page(long offset) {
        return (int) (offset >>> FrameStore.FRAME_SHIFT);
    }

    /** The present state, to keep: contents, queue, head, bad sectors. */
    public DiskCapture capture() {
        SortedSet<Long> bad = Collections.unmodifiableSortedSet(new TreeSet<>(badSectors));
        byte[][][][] groups = store == null ? null : store.capture();
        return new DiskCapture(size, groups, List.copyOf(queue), bad, head, busyUntil, reads, writes);
    }

    /**
     * Goes back to a captured state.
     *
     * @throws IllegalArgumentException
     *             if the capture is of a disk of another size
     */
    public void restore(DiskCapture capture) {
        if (capture.size != size) {
            throw new IllegalArgumentException("the capture is of a disk of another size");
        }
        if (capture.groups == null) {
            store = null;
        } else {
            store = store == null ? new FrameStore(size / FrameStore.FRAME_SIZE) : store;
            store.restore(capture.groups);
        }
        queue.clear();
        queue.addAll(capture.queue);
        badSectors.clear();
        badSectors.addAll(capture.badSectors);
        head = capture.head;
        busyUntil = capture.busyUntil;
        reads = capture.reads;
        writes = capture.writes;
    }
}
