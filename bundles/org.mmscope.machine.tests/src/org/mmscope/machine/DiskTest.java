package org.mmscope.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DiskTest {

    private static final DiskTiming TIMING = new DiskTiming(1000, 100, 1);

    private final VirtualClock clock = new VirtualClock();
    private final PhysicalMemory memory = new PhysicalMemory(1 << 20);

    private Disk disk() {
        return new Disk(1 << 30, TIMING, clock, memory);
    }

    @Test
    void bytesMoveWhenTheRequestIsDone() {
        Disk disk = disk();
        memory.write32(0x3000, 33);
        memory.write32(0x5000, 55);
        assertEquals(1116, disk.submit(DiskRequest.write(0x10000, 1, 3, 5)));
        clock.advance(1115);
        assertNull(disk.takeCompleted());
        clock.advance(1);
        DiskCompletion done = disk.takeCompleted();
        assertEquals(1, done.request().tag());
        assertEquals(1116, done.time());
        assertFalse(done.failed());
        disk.submit(DiskRequest.read(0x11000, 2, 7));
        clock.set(disk.nextCompletion());
        disk.takeCompleted();
        assertEquals(55, memory.read32(0x7000));
        assertEquals(Long.MAX_VALUE, disk.nextCompletion());
        assertEquals(1, disk.reads());
        assertEquals(1, disk.writes());
    }

    @Test
    void requestsAreServedInOrderWithOneHead() {
        Disk disk = disk();
        assertEquals(8, disk.submit(DiskRequest.read(0, 1, 1)), "the head is there");
        assertEquals(8 + 1108, disk.submit(DiskRequest.read(0x8000, 2, 2)));
        assertEquals(8 + 1108 + 8, disk.submit(DiskRequest.read(0x9000, 3, 3)), "it goes on where it is");
        assertEquals(3, disk.queue().size());
        clock.set(2000);
        assertEquals(1, disk.takeCompleted().request().tag());
        assertEquals(2, disk.takeCompleted().request().tag());
        assertEquals(1124, disk.takeCompleted().time());
        assertEquals(2008, disk.submit(DiskRequest.read(0xA000, 4, 3)), "an idle disk begins at once");
    }

    @Test
    void disksTransferInParallel() {
        Disk one = disk();
        Disk other = disk();
        assertEquals(one.submit(DiskRequest.read(0x8000, 1, 1)), other.submit(DiskRequest.read(0x8000, 1, 2)));
    }

    @Test
    void transfersOfTheCallersBytesKeepTheHeadBusy() {
        Disk disk = disk();
        assertEquals(1108, disk.occupy(true, 0x8000, 4096));
        assertEquals(1108 + 8, disk.occupy(false, 0x9000, 4096), "it goes on where it is");
        assertEquals(1116 + 1108, disk.submit(DiskRequest.read(0x1000, 1, 1)), "requests come behind them");
        assertEquals(2224, disk.idleAt());
        clock.set(3000);
        assertEquals(3000, disk.idleAt());
        assertThrows(IndexOutOfBoundsException.class, () -> disk.occupy(true, (1 << 30) - 512, 4096));
        assertEquals(1, disk.writes());
    }

    @Test
    void anUntouchedDiskIsRestoredToZeroes() {
        Disk disk = disk();
        DiskCapture capture = disk.capture();
        assertTrue(capture.untouched(0));
        disk.write(0, new byte[] { 1 }, 0, 1);
        disk.restore(capture);
        byte[] bytes = { 5 };
        disk.read(0, bytes, 0, 1);
        assertEquals(0, bytes[0]);
    }

    @Test
    void aBadSectorFailsItsTransferAndNoOther() {
        Disk disk = disk();
        memory.write32(0x1000, 1);
        disk.badSector(0x2000 / Disk.SECTOR_SIZE + 7, true);
        disk.submit(DiskRequest.read(0x1000, 1, 1));
        disk.submit(DiskRequest.read(0x2000, 2, 1));
        disk.submit(DiskRequest.read(0x3000, 3, 2));
        clock.set(10_000);
        assertFalse(disk.takeCompleted().failed());
        memory.write32(0x1000, 1);
        assertTrue(disk.takeCompleted().failed());
        assertEquals(1, memory.read32(0x1000), "nothing was moved");
        assertFalse(disk.takeCompleted().failed());
    }

    @Test
    void requestsPastTheEndAreRefused() {
        Disk disk = disk();
        assertThrows(IndexOutOfBoundsException.class, () -> disk.submit(DiskRequest.read((1 << 30) - 4096, 1, 1, 2)));
        assertThrows(IndexOutOfBoundsException.class, () -> disk.submit(DiskRequest.read(0, 1, 256)));
        assertThrows(IllegalArgumentException.class, () -> DiskRequest.read(100, 1, 1));
        assertEquals(Long.MAX_VALUE, disk.nextCompletion());
    }

    @Test
    void aCaptureHoldsContentsAndQueue() {
        Disk disk = disk();
        disk.write(100, new byte[] { 1, 2, 3 }, 0, 3);
        disk.submit(DiskRequest.write(0x4000, 9, 4));
        DiskCapture capture = disk.capture();
        ClockCapture time = clock.capture();
        memory.write32(0x4000, 44);
        clock.set(disk.nextCompletion());
        disk.takeCompleted();
        disk.write(100, new byte[] { 7 }, 0, 1);
        disk.restore(capture);
        clock.restore(time);
        byte[] bytes = new byte[3];
        disk.read(100, bytes, 0, 3);
        assertEquals(1, bytes[0]);
        assertTrue(capture.untouched(4));
        assertNull(disk.takeCompleted());
        clock.set(disk.nextCompletion());
        assertEquals(9, disk.takeCompleted().request().tag());
    }
}
