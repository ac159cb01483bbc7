package org.mmscope.machine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class PhysicalMemoryTest {

    private static final long MB = 1 << 20;

    @Test
    void valuesAreLittleEndianAndNeedNoAlignment() {
        PhysicalMemory memory = new PhysicalMemory(MB);
        memory.write32(0x1FFE, 0x44332211);
        assertEquals(0x11, memory.read8(0x1FFE));
        assertEquals(0x3322, memory.read16(0x1FFF));
        assertEquals(0x44332211, memory.read32(0x1FFE));
        memory.write64(0x2FFB, 0x8877665544332211L);
        assertEquals(0x8877665544332211L, memory.read64(0x2FFB));
        memory.write16(0x3FFF, 0xBBAA);
        assertEquals(0xBBAA, memory.read16(0x3FFF));
    }

    @Test
    void bytesCrossFrames() {
        PhysicalMemory memory = new PhysicalMemory(MB);
        byte[] bytes = new byte[10_000];
        new Random(1).nextBytes(bytes);
        memory.write(3000, bytes, 0, bytes.length);
        byte[] back = new byte[10_000];
        memory.read(3000, back, 0, back.length);
        assertArrayEquals(bytes, back);
    }

    @Test
    void addressesPastTheEndAreRefused() {
        PhysicalMemory memory = new PhysicalMemory(8192);
        assertThrows(IndexOutOfBoundsException.class, () -> memory.read8(8192));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.read32(8190));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.write32(8190, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.write8(-1, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.zeroFrame(2));
        assertThrows(IllegalArgumentException.class, () -> new PhysicalMemory(5000));
        assertEquals(0, memory.read8(8190), "a write that is refused writes nothing");
    }

    @Test
    void framesAreZeroedAndCopied() {
        PhysicalMemory memory = new PhysicalMemory(MB);
        memory.write32(0x1000, 7);
        memory.copyFrame(2, 1);
        memory.zeroFrame(1);
        assertEquals(7, memory.read32(0x2000));
        assertEquals(0, memory.read32(0x1000));
        memory.copyFrame(2, 9);
        assertEquals(0, memory.read32(0x2000));
    }

    @Test
    void aCaptureKeepsItsBytes() {
        PhysicalMemory memory = new PhysicalMemory(MB);
        memory.write32(0x1000, 1);
        MemoryCapture first = memory.capture();
        memory.write32(0x1000, 2);
        memory.zeroFrame(5);
        MemoryCapture second = memory.capture();
        memory.zeroFrame(1);
        assertEquals(1, first.read32(0x1000));
        assertEquals(2, second.read32(0x1000));
        memory.restore(first);
        assertEquals(1, memory.read32(0x1000));
        memory.write32(0x1004, 3);
        memory.restore(second);
        assertEquals(2, memory.read32(0x1000));
        assertEquals(0, memory.read32(0x1004));
        assertEquals(0, first.read32(0x1004));
    }

    @Test
    void capturesShareWhatDidNotChange() {
        PhysicalMemory memory = new PhysicalMemory(64L << 30);
        memory.write8(0x1000, 1);
        memory.write8(40L << 30, 1);
        MemoryCapture first = memory.capture();
        memory.write8(40L << 30, 1);
        memory.write8((40L << 30) + 4096, 1);
        MemoryCapture second = memory.capture();
        int far = (int) ((40L << 30) / 4096);
        BitSet changed = new BitSet();
        changed.set(far, far + 2);
        assertEquals(changed, first.changedFrames(second));
        assertTrue(first.sameFrame(second, 1));
        assertFalse(first.sameFrame(second, far));
        assertTrue(first.untouched(far + 1));
        assertFalse(second.untouched(far + 1));
        assertTrue(memory.capture().changedFrames(second).isEmpty());
    }

    @Test
    void randomWritesCapturesAndRestoresGiveTheBytesOfAPlainArray() {
        Random random = new Random(42);
        int size = 2 << 20;
        PhysicalMemory memory = new PhysicalMemory(size);
        byte[] plain = new byte[size];
        List<MemoryCapture> captures = new ArrayList<>();
        List<byte[]> copies = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            int at = random.nextInt(size - 4) & 0xF0FFF;
            switch (random.nextInt(40)) {
            case 0 -> {
                memory.zeroFrame(at >>> 12);
                java.util.Arrays.fill(plain, at & ~4095, (at & ~4095) + 4096, (byte) 0);
            }
            case 1 -> {
                int from = random.nextInt(16) << 12;
                memory.copyFrame(at >>> 12, from >>> 12);
                System.arraycopy(plain, from, plain, at & ~4095, 4096);
            }
            case 2 -> {
                captures.add(memory.capture());
                copies.add(plain.clone());
            }
            case 3 -> {
                if (!captures.isEmpty() && random.nextInt(4) == 0) {
                    int which = random.nextInt(captures.size());
                    memory.restore(captures.get(which));
                    plain = copies.get(which).clone();
                }
            }
            default -> {
                int value = random.nextInt();
                memory.write32(at, value);
                Bytes.INT.set(plain, at, value);
            }
            }
        }
        assertArrayEquals(plain, all(memory));
        for (int i = 0; i < captures.size(); i += 7) {
            assertArrayEquals(copies.get(i), all(captures.get(i)));
        }
    }

    private static byte[] all(PhysicalReader memory) {
        byte[] bytes = new byte[(int) memory.size()];
        memory.read(0, bytes, 0, bytes.length);
        return bytes;
    }
}
