package org.mmscope.machine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two machines do the same, one with translation buffers and one without, and software that invalidates what it
 * changes: every value, fault, mark and byte is the same. Captures are taken and gone back to on the way.
 */
class TlbAgreementTest {

    private static final int OPERATIONS = 300_000;
    private static final int PAGES = 96;
    private static final int BASE = 0x0080_0000;
    private static final long DATA = 0x80_0000;
    private static final int RIGHTS = Setup.P | Setup.W | Setup.U;

    private final Random random = new Random(486);
    private Setup[] machines;
    private final List<MemoryCapture[]> captures = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void translationWithBuffersIsTranslationWithout(PagingMode mode) {
        machines = new Setup[] { new Setup(mode, TlbGeometry.P6, 16 << 20),
                new Setup(mode, TlbGeometry.NONE, 16 << 20) };
        for (int i = 0; i < PAGES; i++) {
            changeTableEntry();
        }
        for (int i = 0; i < OPERATIONS; i++) {
            operate(random.nextInt(400));
        }
        assertArrayEquals(bytes(machines[0].memory), bytes(machines[1].memory));
        ProcessorCounters counters = machines[0].processor.counters();
        assertTrue(counters.dataHits() > 50_000, "hits: " + counters);
        assertTrue(counters.faults() > 1000, "faults: " + counters);
    }

    private void operate(int what) {
        switch (what) {
        case 0, 1, 2, 3, 4, 5, 6, 7 -> changeTableEntry();
        case 8 -> changeDirectoryEntry();
        case 9 -> both(s -> s.processor.loadCr3(s.processor.cr3()));
        case 10, 11 -> {
            boolean user = random.nextBoolean();
            both(s -> s.processor.userMode(user));
        }
        case 12 -> {
            int wp = random.nextBoolean() ? ControlRegisters.CR0_WP : 0;
            both(s -> s.processor.cr0(ControlRegisters.CR0_PE | ControlRegisters.CR0_PG | wp));
        }
        case 13 -> {
            if (captures.size() < 20) {
                captures.add(new MemoryCapture[] { machines[0].memory.capture(), machines[1].memory.capture() });
            }
        }
        case 14 -> goBack();
        case 15 -> {
            int frame = (int) (DATA >> 12) + random.nextInt(PAGES);
            both(s -> s.memory.zeroFrame(frame));
        }
        case 16 -> {
            long at = DATA + random.nextInt(PAGES << 12);
            both(s -> s.memory.write32(at, 0x12345678));
        }
        default -> refer(what);
        }
    }

    private void goBack() {
        if (!captures.isEmpty()) {
            MemoryCapture[] to = captures.get(random.nextInt(captures.size()));
            machines[0].memory.restore(to[0]);
            machines[1].memory.restore(to[1]);
            flushAll();
        }
    }

    private void refer(int what) {
        int hot = random.nextInt(3) > 0 ? 6 : PAGES;
        int va = BASE + (random.nextInt(hot) << 12) + (random.nextInt(8) == 0 ? 4090 + random.nextInt(6)
                : random.nextInt(4096));
        int value = random.nextInt();
        int[] results = new int[2];
        for (int i = 0; i < 2; i++) {
            Setup s = machines[i];
            s.faultCode = -1;
            results[i] = switch (what % 8) {
            case 0 -> s.processor.load8(va);
            case 1 -> s.processor.load16(va);
            case 2, 3 -> s.processor.load32(va);
            case 4 -> s.processor.fetch8(va);
            default -> {
                store(s.processor, what % 8, va, value);
                yield 0;
            }
            };
        }
        assertEquals(results[1], results[0], () -> Integer.toHexString(va));
        assertEquals(machines[1].processor.aborted(), machines[0].processor.aborted());
        assertEquals(machines[1].faultCode, machines[0].faultCode);
        assertEquals(machines[1].faultAddress, machines[0].faultAddress);
        assertEquals(machines[1].processor.cr2(), machines[0].processor.cr2());
    }

    private static void store(Processor processor, int size, int va, int value) {
        if (size == 5) {
            processor.store8(va, value);
        } else if (size == 6) {
            processor.store16(va, value);
        } else {
            processor.store32(va, value);
        }
    }

    private void changeTableEntry() {
        int va = BASE + (random.nextInt(PAGES) << 12);
        long entry = DATA + ((long) random.nextInt(PAGES) << 12) | flags(random.nextInt(12) == 0 ? 0 : Setup.P);
        both(s -> {
            s.put(s.directoryEntry(va), s.get(s.directoryEntry(va)) == 0 ? Setup.TABLE | RIGHTS
                    : s.get(s.directoryEntry(va)));
            s.put(s.tableEntry(va), entry);
            s.processor.invalidatePage(va);
        });
    }

    private void changeDirectoryEntry() {
        int kind = random.nextInt(6);
        long flags = flags(kind == 0 ? 0 : Setup.P) | (random.nextBoolean() ? Setup.W | Setup.U : 0);
        both(s -> s.put(s.directoryEntry(BASE), kind == 1 ? DATA | flags | Setup.PS : Setup.TABLE | flags));
        flushAll();
    }

    private long flags(int present) {
        long flags = random.nextInt(512) & ~(Setup.PS | Setup.P) | (random.nextBoolean() ? Setup.W | Setup.U : 0);
        boolean noExecute = machines[0].mode == PagingMode.PAE && random.nextInt(4) == 0;
        return flags | present | (noExecute ? Setup.NX : 0);
    }

    private void flushAll() {
        both(s -> {
            s.processor.cr4(s.processor.cr4() ^ ControlRegisters.CR4_PGE);
            s.processor.cr4(s.processor.cr4() ^ ControlRegisters.CR4_PGE);
        });
    }

    private void both(Consumer<Setup> action) {
        action.accept(machines[0]);
        action.accept(machines[1]);
    }

    private static byte[] bytes(PhysicalMemory memory) {
        byte[] bytes = new byte[(int) memory.size()];
        memory.read(0, bytes, 0, bytes.length);
        return bytes;
    }
}
