package org.mmscope.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mmscope.machine.TlbGeometry.Bank;

/** Translation buffers: stale entries, what drops them (manual, volume 3A, section 4.10), sizes, counters. */
class TlbTest {

    private static final int VA = 0x0040_0000;
    private static final int RIGHTS = Setup.P | Setup.W | Setup.U;

    private static Setup twoFrames(PagingMode mode, int flags) {
        Setup s = new Setup(mode);
        s.map(VA, 0x30000 | RIGHTS | flags);
        s.memory.write32(0x30000, 30);
        s.memory.write32(0x31000, 31);
        return s;
    }

    @ParameterizedTest
    @EnumSource
    void aStaleEntryGoesOnUntilInvlpg(PagingMode mode) {
        Setup s = twoFrames(mode, 0);
        assertEquals(30, s.processor.load32(VA));
        s.put(s.tableEntry(VA), 0x31000 | RIGHTS);
        for (int i = 0; i < 4; i++) {
            assertEquals(30, s.processor.load32(VA));
        }
        s.put(s.tableEntry(VA), 0);
        assertEquals(30, s.processor.load32(VA));
        s.put(s.tableEntry(VA), 0x31000 | RIGHTS);
        s.processor.invalidatePage(VA + 0xFFF);
        assertEquals(31, s.processor.load32(VA));
        assertEquals(0, s.faults);
    }

    @ParameterizedTest
    @EnumSource
    void loadingCr3DropsWhatIsNotGlobal(PagingMode mode) {
        Setup s = twoFrames(mode, 0);
        s.processor.load32(VA);
        s.put(s.tableEntry(VA), 0x31000 | RIGHTS);
        s.processor.loadCr3(s.processor.cr3());
        assertEquals(31, s.processor.load32(VA));
    }

    @ParameterizedTest
    @EnumSource
    void globalPagesStayWhenCr3IsLoaded(PagingMode mode) {
        Setup s = twoFrames(mode, Setup.G);
        s.processor.load32(VA);
        s.processor.load32(VA);
        s.put(s.tableEntry(VA), 0x31000 | RIGHTS | Setup.G);
        s.processor.loadCr3(s.processor.cr3());
        assertEquals(30, s.processor.load32(VA));
        s.processor.invalidatePage(VA);
        assertEquals(31, s.processor.load32(VA), "INVLPG drops global pages");
    }

    @ParameterizedTest
    @EnumSource
    void theGlobalBitDoesNothingWithoutPge(PagingMode mode) {
        Setup s = twoFrames(mode, Setup.G);
        s.processor.cr4(s.processor.cr4() & ~ControlRegisters.CR4_PGE);
        s.processor.load32(VA);
        s.put(s.tableEntry(VA), 0x31000 | RIGHTS | Setup.G);
        s.processor.loadCr3(s.processor.cr3());
        assertEquals(31, s.processor.load32(VA));
    }

    @ParameterizedTest
    @EnumSource
    void changingPgeDropsGlobalPagesToo(PagingMode mode) {
        Setup s = twoFrames(mode, Setup.G);
        s.processor.load32(VA);
        s.put(s.tableEntry(VA), 0x31000 | RIGHTS | Setup.G);
        s.processor.cr4(s.processor.cr4() ^ ControlRegisters.CR4_PGE);
        s.processor.cr4(s.processor.cr4() ^ ControlRegisters.CR4_PGE);
        assertEquals(31, s.processor.load32(VA));
    }

    @ParameterizedTest
    @EnumSource
    void turningPagingOffDropsEverything(PagingMode mode) {
        Setup s = twoFrames(mode, Setup.G);
        s.memory.write32(VA, 99);
        s.processor.load32(VA);
        s.put(s.tableEntry(VA), 0x31000 | RIGHTS | Setup.G);
        int cr0 = s.processor.cr0();
        s.processor.cr0(cr0 & ~ControlRegisters.CR0_PG);
        for (int i = 0; i < 4; i++) {
            assertEquals(99, s.processor.load32(VA), "linear addresses are physical");
        }
        s.processor.cr0(cr0);
        assertEquals(31, s.processor.load32(VA));
    }

    @ParameterizedTest
    @EnumSource
    void instructionsAndDataHaveBuffersOfTheirOwn(PagingMode mode) {
        Setup s = twoFrames(mode, 0);
        s.memory.write8(0x30000, 30);
        s.processor.fetch8(VA);
        s.put(s.tableEntry(VA), 0x31000 | RIGHTS);
        assertEquals(31, s.processor.load32(VA));
        assertEquals(30, s.processor.fetch8(VA));
        s.processor.invalidatePage(VA);
        assertEquals(31, s.processor.fetch8(VA));
    }

    @ParameterizedTest
    @EnumSource
    void missingPagesAreNotBuffered(PagingMode mode) {
        Setup s = new Setup(mode);
        s.map(VA, 0);
        s.processor.load32(VA);
        assertEquals(1, s.faults);
        s.put(s.tableEntry(VA), 0x30000 | RIGHTS);
        s.processor.load32(VA);
        assertEquals(1, s.faults);
    }

    @ParameterizedTest
    @EnumSource
    void moreRightsThanBufferedFaultOnceAndThenCount(PagingMode mode) {
        Setup s = new Setup(mode);
        s.map(VA, 0x30000 | Setup.P | Setup.U);
        s.processor.load32(VA);
        s.processor.load32(VA);
        s.put(s.tableEntry(VA), 0x30000 | RIGHTS);
        s.repair = () -> {
        };
        s.processor.store32(VA, 7);
        assertEquals(1, s.faults, "the buffered right is too little, and the fault drops it");
        assertEquals(PageFault.PRESENT | PageFault.WRITE, s.faultCode);
        assertEquals(7, s.memory.read32(0x30000));
    }

    @ParameterizedTest
    @EnumSource
    void aFirstWriteThroughACleanEntryWalksAndSeesTheTables(PagingMode mode) {
        Setup s = twoFrames(mode, 0);
        s.processor.load32(VA);
        s.processor.load32(VA);
        s.put(s.tableEntry(VA), 0x31000 | RIGHTS);
        s.processor.store32(VA, 7);
        assertEquals(30, s.memory.read32(0x30000));
        assertEquals(7, s.memory.read32(0x31000));
        assertEquals(7, s.processor.load32(VA));
    }

    @ParameterizedTest
    @EnumSource
    void aLargePageIsOneEntryAndGoesAsOne(PagingMode mode) {
        Setup s = new Setup(mode);
        int size = 1 << s.processor.walker().controls().largePageShift();
        s.put(s.directoryEntry(VA), 0x800000 | RIGHTS | Setup.PS);
        for (int at = 0; at < size; at += 0x5000) {
            s.processor.load32(VA + at);
            s.processor.load32(VA + at);
        }
        assertEquals(1, s.processor.dataTlb().misses());
        TlbEntry entry = s.processor.dataTlb().entry(VA + 0x12345);
        assertEquals(size, entry.size());
        assertEquals(0x800000, entry.pa());
        s.put(s.directoryEntry(VA), 0);
        s.processor.load32(VA + 0x5000);
        assertEquals(0, s.faults);
        s.processor.invalidatePage(VA + 0x7000);
        s.processor.load32(VA + 0x5000);
        assertEquals(1, s.faults, "INVLPG of any address in a large page drops it");
    }

    @Test
    void aSetHoldsItsWaysAndTheOldestGoes() {
        Setup s = new Setup(PagingMode.X86, new TlbGeometry(new Bank(4, 2), new Bank(1, 1), new Bank(1, 1), new Bank(1, 1)),
                16 << 20);
        for (int page = 0; page < 16; page++) {
            s.map(VA + page * 4096, 0x30000 + page * 4096 | RIGHTS);
        }
        s.processor.load32(VA);
        s.processor.load32(VA + 4 * 4096);
        s.processor.load32(VA + 5 * 4096);
        assertNotNull(s.processor.dataTlb().entry(VA));
        s.processor.load32(VA);
        s.processor.load32(VA + 8 * 4096);
        assertNull(s.processor.dataTlb().entry(VA), "first in, first out, however often it was used");
        assertNotNull(s.processor.dataTlb().entry(VA + 4 * 4096));
        assertNotNull(s.processor.dataTlb().entry(VA + 5 * 4096));
        s.processor.invalidatePage(VA + 8 * 4096);
        s.processor.load32(VA + 12 * 4096);
        assertNotNull(s.processor.dataTlb().entry(VA + 4 * 4096), "a free way is taken first");
        assertEquals(3, s.processor.dataTlb().entries().size());
    }

    @Test
    void countersCountEachLookUp() {
        Setup s = new Setup(PagingMode.X86);
        s.map(VA, 0x30000 | RIGHTS);
        s.map(VA + 0x1000, 0x31000 | RIGHTS);
        for (int i = 0; i < 10; i++) {
            s.processor.load32(VA + i * 4);
        }
        for (int i = 0; i < 5; i++) {
            s.processor.store16(VA + i * 4, i);
            s.processor.execute(VA + i);
        }
        s.processor.load32(VA + 0xFFE);
        s.processor.load8(VA + 0x2000);
        s.processor.invalidatePage(VA);
        ProcessorCounters counters = s.processor.counters();
        assertEquals(12, counters.loads());
        assertEquals(5, counters.stores());
        assertEquals(5, counters.fetches());
        assertEquals(3, counters.dataMisses(), "two pages and one that is missing");
        assertEquals(15, counters.dataHits(), "of 17 references and one second page");
        assertEquals(1, counters.instructionMisses());
        assertEquals(4, counters.instructionHits());
        assertEquals(5, counters.walks(), "a miss each, and the first write");
        assertEquals(1, counters.faults());
        assertEquals(2, counters.invalidations(), "instruction and data");
        int cr0 = s.processor.cr0();
        s.processor.cr0(ControlRegisters.CR0_PE);
        s.processor.load32(0x30000);
        assertEquals(15, s.processor.counters().dataHits(), "nothing is translated while paging is off");
        s.processor.cr0(cr0);
        s.processor.load32(VA);
        s.processor.load32(VA);
        assertEquals(16, s.processor.counters().dataHits());
        assertEquals(4, s.processor.counters().dataMisses());
    }

    @Test
    void withoutBuffersEachReferenceWalks() {
        Setup s = new Setup(PagingMode.PAE, TlbGeometry.NONE, 16 << 20);
        s.map(VA, 0x30000 | RIGHTS);
        for (int i = 0; i < 5; i++) {
            s.processor.load32(VA);
        }
        assertEquals(5, s.processor.counters().walks());
        assertEquals(0, s.processor.counters().dataHits());
    }

    @Test
    void referencesTakeVirtualTime() {
        Setup s = new Setup(PagingMode.X86);
        s.map(VA, 0x30000 | RIGHTS);
        s.processor.costs(new ReferenceCosts(10_000, 200_000));
        for (int i = 0; i < 18; i++) {
            s.processor.load32(VA);
        }
        assertEquals(3, s.clock.time(), "18 references of 10 ns and a walk of 200 ns");
        s.clock.advance(7);
        s.processor.load32(VA);
        s.processor.load32(VA);
        assertEquals(11, s.clock.time(), "what is less than a unit is not lost");
        s.clock.set(100);
        assertEquals(100, s.clock.time());
    }
}
