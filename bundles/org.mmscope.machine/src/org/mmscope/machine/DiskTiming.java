package org.mmscope.machine;

/**
 * How long a disk takes, in 100 ns units.
 *
 * @param seek
 *            to move the head, unless a transfer begins where the last one ended
 * @param rotation
 *            average wait for the sector to come round, unless a transfer begins where the last one ended
 * @param perSector
 *            to transfer a sector of {@link Disk#SECTOR_SIZE} bytes
 */
public record DiskTiming(long seek, long rotation, long perSector) {

    /** 8 ms seek, 7200 rounds a minute, 51.2 MB a second: an ATA disk of about 2003. */
    public static final DiskTiming DEFAULT = new DiskTiming(80_000, 41_667, 100);

    public DiskTiming {
        if (seek < 0 || rotation < 0 || perSector < 0) {
            throw new IllegalArgumentException("time does not run backwards");
        }
    }
}
