package org.mmscope.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Looking at an address space: what is recorded, and that nothing changes by it. */
class ObserveTest {

    private static final int VA = 0x0040_1234;
    private static final int RIGHTS = Setup.P | Setup.W | Setup.U;

    @ParameterizedTest
    @EnumSource
    void observingChangesNoBitOfMemoryNorOfTheBuffers(PagingMode mode) {
        Setup s = new Setup(mode);
        Random random = new Random(7);
        for (int page = 0; page < 200; page++) {
            s.map(0x400000 + page * 4096, 0x100000 + page * 4096 | RIGHTS & random.nextInt());
        }
        s.processor.store32(VA, 1);
        MemoryCapture before = s.memory.capture();
        List<TlbEntry> entries = s.processor.dataTlb().entries();
        ProcessorCounters counters = s.processor.counters();
        long time = s.clock.time();
        PageWalker walker = s.processor.walker();
        for (int i = 0; i < 50_000; i++) {
            int va = random.nextBoolean() ? random.nextInt() : 0x400000 + random.nextInt(200 << 12);
            walker.observe(va, Access.values()[i % 3], random.nextBoolean());
            walker.translate(va);
            s.processor.dataTlb().entry(va);
        }
        assertTrue(s.memory.capture().changedFrames(before).isEmpty());
        assertEquals(entries, s.processor.dataTlb().entries());
        assertEquals(counters, s.processor.counters());
        assertEquals(time, s.clock.time());
    }

    @Test
    void theStepsOfATwoLevelWalk() {
        Setup s = new Setup(PagingMode.X86);
        s.map(VA, 0x30000 | RIGHTS);
        WalkRecord record = s.processor.walker().observe(VA, Access.WRITE, true);
        assertEquals(List.of(
                new WalkStep(WalkStep.Level.DIRECTORY, 1, Setup.DIRECTORY + 4, Setup.TABLE | RIGHTS,
                        Setup.TABLE | RIGHTS | Setup.A),
                new WalkStep(WalkStep.Level.TABLE, 1, Setup.TABLE + 4, 0x30000 | RIGHTS,
                        0x30000 | RIGHTS | Setup.A | Setup.D)),
                record.steps());
        assertEquals(WalkOutcome.MAPPED, record.outcome());
        assertEquals(0x30234, record.physicalAddress());
        assertEquals(4096, record.pageSize());
        assertEquals("", record.reason());
    }

    @Test
    void theStepsOfAThreeLevelWalk() {
        Setup s = new Setup(PagingMode.PAE);
        s.map(VA, 0x30000 | RIGHTS);
        WalkRecord record = s.processor.walker().observe(VA, Access.READ, true);
        assertEquals(List.of(
                new WalkStep(WalkStep.Level.POINTER_TABLE, 0, Setup.POINTERS, Setup.DIRECTORY | 1, Setup.DIRECTORY | 1),
                new WalkStep(WalkStep.Level.DIRECTORY, 2, Setup.DIRECTORY + 16, Setup.TABLE | RIGHTS,
                        Setup.TABLE | RIGHTS | Setup.A),
                new WalkStep(WalkStep.Level.TABLE, 1, Setup.TABLE + 8, 0x30000 | RIGHTS, 0x30000 | RIGHTS | Setup.A)),
                record.steps());
    }

    @Test
    void theReasonsWhyAPageIsNotReached() {
        Setup s = new Setup(PagingMode.PAE);
        PageWalker walker = s.processor.walker();
        assertEquals("page directory entry 2 at 0x1010 is 0x0: not present", reason(walker, Access.READ, false));
        s.map(VA, 0x30000);
        assertEquals("page table entry 1 at 0x8008 is 0x30000: not present", reason(walker, Access.READ, false));
        s.map(VA, 0x30000 | Setup.P | Setup.NX);
        assertEquals("page table entry 1 at 0x8008 is 0x8000000000030001: for supervisor mode only",
                reason(walker, Access.EXECUTE, true));
        assertEquals("page table entry 1 at 0x8008 is 0x8000000000030001: not to be executed",
                reason(walker, Access.EXECUTE, false));
        assertEquals("page table entry 1 at 0x8008 is 0x8000000000030001: read-only",
                reason(walker, Access.WRITE, false));
        s.map(VA, 1L << 40 | Setup.P);
        assertEquals("page table entry 1 at 0x8008 is 0x10000000001: a reserved bit is set",
                reason(walker, Access.READ, false));
        s.put(s.directoryEntry(VA), 0x4000_0000 | RIGHTS);
        assertEquals("page table entry 1 would be at 0x40000008: outside physical memory",
                reason(walker, Access.READ, false));
    }

    private static String reason(PageWalker walker, Access access, boolean user) {
        return walker.observe(VA, access, user).reason();
    }

    @Test
    void onlyAProcessorsWalkerCommits() {
        Setup s = new Setup(PagingMode.X86);
        PageWalker walker = PageWalker.observing(s.memory.capture(), PagingControls.ofImage(PagingMode.X86), 0x1000);
        assertThrows(IllegalStateException.class,
                () -> walker.walk(PageWalker.Effect.COMMIT, VA, Access.READ, false, null));
        assertEquals(PageWalker.NOT_MAPPED, walker.translate(VA));
    }
}
