package org.mmscope.kernel.io;

import java.util.ArrayList;
import java.util.List;

import org.mmscope.machine.Disk;
import org.mmscope.machine.DiskCapture;
import org.mmscope.machine.DiskTiming;
import org.mmscope.machine.PhysicalMemory;
import org.mmscope.machine.VirtualClock;

/**
 * The disks: one for the volume and one for each page file, so that transfers of two page files go on at the same time.
 * The bytes lie in the {@link VolumeFile}s; what a transfer takes of the virtual clock is the disk's. Who reads waits;
 * who writes does not, unless it says so. Engine thread only.
 */
public final class Disks {

    /** Number of the volume's disk; page file n has the disk after it by n + 1. */
    static final int VOLUME = 0;

    /** An ATA disk of about 2003; the last file may reach over it. */
    private static final long VOLUME_BYTES = 128L << 30;
    /** Files begin so far from each other on the volume; a file lies in one piece. */
    private static final long BETWEEN_FILES = 1L << 30;

    private final VirtualClock clock;
    private final PhysicalMemory memory;
    private final List<Disk> disks = new ArrayList<>();

    Disks(VirtualClock clock, PhysicalMemory memory) {
        this.clock = clock;
        this.memory = memory;
        add(VOLUME_BYTES + BETWEEN_FILES);
    }

    private void add(long bytes) {
        disks.add(new Disk(bytes, DiskTiming.DEFAULT, clock, memory));
    }

    /** Adds the disk of the next page file. */
    void addPageFile(long bytes) {
        add(bytes);
    }

    /** Where a byte of a file lies on the volume's disk, counted from its beginning. */
    static long place(VolumeFile file, long offset) {
        return (file.id() * BETWEEN_FILES + offset) % VOLUME_BYTES;
    }

    /** Reads the sectors in which some bytes lie, within a file's or page file's room, and waits for them. */
    void read(int disk, long offset, long length) {
        waitUntil(beginRead(disk, offset, length));
    }

    /** Begins to read the sectors in which some bytes lie; gives when that is done, in 100 ns units. */
    long beginRead(int disk, long offset, long length) {
        if (length <= 0) {
            return clock.time();
        }
        long first = offset & -Disk.SECTOR_SIZE;
        long end = offset + length + Disk.SECTOR_SIZE - 1 & -Disk.SECTOR_SIZE;
        return disks.get(disk).occupy(false, first, end - first);
    }

    /** Whether a transfer of some bytes would meet a bad sector. */
    boolean fails(int disk, long offset, long length) {
        return length > 0 && disks.get(disk).fails(offset, length);
    }

    /** Makes the sectors in which some bytes lie bad, or good again. */
    void badSectors(int disk, long offset, long length, boolean bad) {
        for (long sector = offset / Disk.SECTOR_SIZE; sector * Disk.SECTOR_SIZE < offset + length; sector++) {
            disks.get(disk).badSector(sector, bad);
        }
    }

    /** When a transfer that ends at a time has only so many bytes left, in 100 ns units. */
    static long arrival(long done, long bytesLeft) {
        return done - bytesLeft / Disk.SECTOR_SIZE * DiskTiming.DEFAULT.perSector();
    }

    /** Writes a cluster behind what the disk has to do, without waiting. */
    void write(int disk, long offset) {
        disks.get(disk).occupy(true, offset, VolumeFile.CLUSTER);
    }

    /** When a disk has done all that was asked of it, in 100 ns units. */
    long idleAt(int disk) {
        return disks.get(disk).idleAt();
    }

    /** Waits until a disk has done all that was asked of it. */
    void finish(int disk) {
        waitUntil(disks.get(disk).idleAt());
    }

    /** Waits until every disk has done all that was asked of it. */
    public void finish() {
        for (Disk disk : disks) {
            waitUntil(disk.idleAt());
        }
    }

    private void waitUntil(long time) {
        clock.advance(Math.max(0, time - clock.time()));
    }

    List<DiskCapture> capture() {
        return disks.stream().map(Disk::capture).toList();
    }

    void restore(List<DiskCapture> captures) {
        for (int i = 0; i < captures.size(); i++) {
            disks.get(i).restore(captures.get(i));
        }
    }
}
