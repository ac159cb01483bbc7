package org.mmscope.machine;

/**
 * One transfer between a disk and page frames, contiguous on the disk, a frame after the other in memory. Immutable.
 */
public final class DiskRequest {

    private final boolean write;
    private final long offset;
    private final int[] frames;
    private final long tag;

    private DiskRequest(boolean write, long offset, long tag, int[] frames) {
        if (frames.length == 0 || offset % Disk.SECTOR_SIZE != 0) {
            throw new IllegalArgumentException("not a transfer: " + frames.length + " frames at byte " + offset);
        }
        this.write = write;
        this.offset = offset;
        this.tag = tag;
        this.frames = frames.clone();
    }

    /**
     * A transfer from the disk to memory.
     *
     * @param offset
     *            first byte on the disk, at a sector
     * @param tag
     *            any number of the caller's, to know the request by
     */
    public static DiskRequest read(long offset, long tag, int... frames) {
        return new DiskRequest(false, offset, tag, frames);
    }

    /** A transfer from memory to the disk; as {@link #read(long, long, int...)}. */
    public static DiskRequest write(long offset, long tag, int... frames) {
        return new DiskRequest(true, offset, tag, frames);
    }

    public boolean isWrite() {
        return write;
    }

    /** First byte on the disk. */
    public long offset() {
        return offset;
    }

    /** Length in bytes. */
    public long length() {
        return (long) frames.length * PhysicalReader.FRAME_SIZE;
    }

    /** Number of frames. */
    public int frameCount() {
        return frames.length;
    }

    /** The frame at a place of the request. */
    public int frame(int index) {
        return frames[index];
    }

    /** The caller's number. */
    public long tag() {
        return tag;
    }
}
