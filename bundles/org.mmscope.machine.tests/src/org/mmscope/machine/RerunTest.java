package org.mmscope.machine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole machine goes back to a moment and runs again: the same bytes, buffers, counters, times. */
class RerunTest {

    /** Everything of a machine at one moment. */
    private record Moment(MemoryCapture memory, ProcessorCapture processor, ClockCapture clock, DiskCapture disk,
            long seed) {
    }

    private Setup s;
    private Disk disk;
    private Random random;

    @ParameterizedTest
    @EnumSource
    void captureRestoreAndRerunGiveIdenticalBytes(PagingMode mode) {
        s = new Setup(mode);
        disk = new Disk(1 << 20, DiskTiming.DEFAULT, s.clock, s.memory);
        s.repair = () -> s.map(s.faultAddress, 0x100000 + (random.nextInt(256) << 12) | 7);
        Random outer = new Random(5);
        for (int round = 0; round < 60; round++) {
            long seed = outer.nextLong();
            run(outer.nextLong(), outer.nextInt(400));
            Moment begin = capture(seed);
            run(seed, 1500);
            Moment end = capture(seed);
            for (int detour = outer.nextInt(3); detour > 0; detour--) {
                run(outer.nextLong(), 300);
            }
            restore(begin);
            run(seed, 1500);
            assertSame(end, capture(seed));
        }
    }

    private void run(long seed, int operations) {
        random = new Random(seed);
        for (int i = 0; i < operations; i++) {
            int va = random.nextInt(300) << 12 | random.nextInt(4096);
            switch (random.nextInt(60)) {
            case 0 -> s.processor.loadCr3(s.processor.cr3());
            case 1 -> s.put(s.tableEntry(va), 0);
            case 2 -> s.processor.invalidatePage(va);
            case 3 -> s.processor.userMode(random.nextBoolean());
            case 4 -> s.memory.zeroFrame(0x100 + random.nextInt(256));
            case 5 -> disk.submit(DiskRequest.write(random.nextInt(200) * 4096L, i, 0x100 + random.nextInt(256)));
            case 6 -> disk.submit(DiskRequest.read(random.nextInt(200) * 4096L, i, 0x100 + random.nextInt(256)));
            case 7 -> {
                s.clock.advance(random.nextInt(300_000));
                while (disk.takeCompleted() != null) {
                    // bytes move
                }
            }
            case 8 -> s.memory.capture();
            default -> refer(va);
            }
        }
    }

    private void refer(int va) {
        switch (random.nextInt(4)) {
        case 0 -> s.processor.load32(va);
        case 1 -> s.processor.fetch8(va);
        case 2 -> s.processor.store8(va, random.nextInt());
        default -> s.processor.store32(va, random.nextInt());
        }
    }

    private Moment capture(long seed) {
        return new Moment(s.memory.capture(), s.processor.capture(), s.clock.capture(), disk.capture(), seed);
    }

    private void restore(Moment moment) {
        s.memory.restore(moment.memory);
        s.processor.restore(moment.processor);
        s.clock.restore(moment.clock);
        disk.restore(moment.disk);
    }

    private static void assertSame(Moment expected, Moment actual) {
        assertArrayEquals(bytes(expected.memory), bytes(actual.memory));
        assertEquals(expected.processor.counters(), actual.processor.counters());
        assertEquals(expected.processor.dataTlb().entries(), actual.processor.dataTlb().entries());
        assertEquals(expected.processor.instructionTlb().entries(), actual.processor.instructionTlb().entries());
        assertEquals(expected.processor.cr2(), actual.processor.cr2());
        assertEquals(expected.clock, actual.clock);
        assertEquals(expected.disk.queue().size(), actual.disk.queue().size());
        byte[] one = new byte[4096];
        byte[] other = new byte[4096];
        for (int page = 0; page < 256; page++) {
            expected.disk.readPage(page, one, 0);
            actual.disk.readPage(page, other, 0);
            assertArrayEquals(one, other);
        }
    }

    private static byte[] bytes(MemoryCapture memory) {
        byte[] bytes = new byte[(int) memory.size()];
        memory.read(0, bytes, 0, bytes.length);
        return bytes;
    }
}
