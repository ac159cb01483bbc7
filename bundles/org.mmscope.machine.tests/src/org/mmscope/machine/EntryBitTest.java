package org.mmscope.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bits of entries: Accessed and Dirty (manual, volume 3A, section 4.8), reserved bits, large pages, the PAE pointers. */
class EntryBitTest {

    private static final int VA = 0x0040_0123;
    private static final int RIGHTS = Setup.P | Setup.W | Setup.U;

    @ParameterizedTest
    @EnumSource
    void aReadSetsAccessedInBothEntries(PagingMode mode) {
        Setup s = new Setup(mode);
        s.map(VA, 0x30000 | RIGHTS);
        s.processor.load8(VA);
        assertEquals(Setup.TABLE | RIGHTS | Setup.A, s.get(s.directoryEntry(VA)));
        assertEquals(0x30000 | RIGHTS | Setup.A, s.get(s.tableEntry(VA)));
    }

    @ParameterizedTest
    @EnumSource
    void aFetchSetsAccessedOnly(PagingMode mode) {
        Setup s = new Setup(mode);
        s.map(VA, 0x30000 | RIGHTS);
        s.processor.execute(VA);
        assertEquals(0x30000 | RIGHTS | Setup.A, s.get(s.tableEntry(VA)));
    }

    @ParameterizedTest
    @EnumSource
    void aWriteSetsDirtyInTheTableEntryOnly(PagingMode mode) {
        Setup s = new Setup(mode);
        s.map(VA, 0x30000 | RIGHTS);
        s.processor.store8(VA, 1);
        assertEquals(Setup.TABLE | RIGHTS | Setup.A, s.get(s.directoryEntry(VA)));
        assertEquals(0x30000 | RIGHTS | Setup.A | Setup.D, s.get(s.tableEntry(VA)));
    }

    @ParameterizedTest
    @EnumSource
    void theFirstWriteAfterReadsSetsDirty(PagingMode mode) {
        Setup s = new Setup(mode);
        s.map(VA, 0x30000 | RIGHTS);
        for (int i = 0; i < 4; i++) {
            s.processor.load8(VA);
        }
        assertEquals(0x30000 | RIGHTS | Setup.A, s.get(s.tableEntry(VA)));
        s.processor.store8(VA, 1);
        assertEquals(0x30000 | RIGHTS | Setup.A | Setup.D, s.get(s.tableEntry(VA)));
        assertEquals(1, s.processor.dataTlb().dirtyWalks());
        s.processor.store8(VA, 1);
        assertEquals(1, s.processor.dataTlb().dirtyWalks());
    }

    @ParameterizedTest
    @EnumSource
    void aDirectoryEntryUsedForAMissingPageIsAccessed(PagingMode mode) {
        Setup s = new Setup(mode);
        s.map(VA, 0x30000);
        s.processor.store8(VA, 1);
        assertEquals(Setup.TABLE | RIGHTS | Setup.A, s.get(s.directoryEntry(VA)));
        assertEquals(0x30000, s.get(s.tableEntry(VA)));
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedReferenceMarksNoTableEntry(PagingMode mode) {
        Setup s = new Setup(mode);
        s.map(VA, 0x30000 | Setup.P | Setup.U);
        s.processor.store8(VA, 1);
        assertEquals(1, s.faults);
        assertEquals(0x30000 | Setup.P | Setup.U, s.get(s.tableEntry(VA)));
    }

    @ParameterizedTest
    @EnumSource
    void clearedMarksComeBackAfterInvalidation(PagingMode mode) {
        Setup s = new Setup(mode);
        s.map(VA, 0x30000 | RIGHTS);
        s.processor.store8(VA, 1);
        s.put(s.tableEntry(VA), 0x30000 | RIGHTS);
        s.processor.store8(VA, 2);
        assertEquals(0x30000 | RIGHTS, s.get(s.tableEntry(VA)), "the translation buffer knows the page as dirty");
        s.put(s.directoryEntry(VA), Setup.TABLE | RIGHTS);
        s.processor.invalidatePage(VA);
        s.processor.store8(VA, 3);
        assertEquals(0x30000 | RIGHTS | Setup.A | Setup.D, s.get(s.tableEntry(VA)));
        assertEquals(Setup.TABLE | RIGHTS | Setup.A, s.get(s.directoryEntry(VA)));
    }

    @Test
    void aLargePageOf4MegabytesNeedsPse() {
        Setup s = new Setup(PagingMode.X86);
        s.memory.write32(0x800000 + (VA & 0x3FFFFF), 77);
        s.put(s.directoryEntry(VA), 0x800000 | RIGHTS | Setup.PS);
        assertEquals(77, s.processor.load32(VA));
        s.processor.store8(VA + 0x3FFE00, 1);
        assertEquals(0x800000 | RIGHTS | Setup.PS | Setup.A | Setup.D, s.get(s.directoryEntry(VA)));
        s.processor.cr4(0);
        s.memory.write32(0x800000, 0x30000 | RIGHTS);
        s.memory.write32(0x30123, 88);
        assertEquals(88, s.processor.load32(VA), "without PSE the entry leads to a table");
    }

    @Test
    void aLargePageOf2MegabytesNeedsNoPse() {
        Setup s = new Setup(PagingMode.PAE);
        s.processor.cr4(ControlRegisters.CR4_PAE);
        s.memory.write32(0x800000 + (VA & 0x1FFFFF), 77);
        s.put(s.directoryEntry(VA), 0x800000 | RIGHTS | Setup.PS);
        assertEquals(77, s.processor.load32(VA));
        s.processor.store8(VA, 1);
        assertEquals(0x800000 | RIGHTS | Setup.PS | Setup.A | Setup.D, s.get(s.directoryEntry(VA)));
    }

    @Test
    void aLargePageOf4MegabytesMayLieAbove4Gigabytes() {
        Setup s = new Setup(PagingMode.X86, TlbGeometry.P6, 16L << 30);
        s.memory.write32(0x3_0040_0010L, 99);
        s.put(s.directoryEntry(VA), 0x40_0000 | 3 << 13 | RIGHTS | Setup.PS);
        for (int i = 0; i < 3; i++) {
            assertEquals(99, s.processor.load32(0x0040_0010));
        }
        assertEquals(0x3_0040_0000L, s.processor.dataTlb().entry(VA).pa());
    }

    @Test
    void pagesInPaeMayLieAbove4Gigabytes() {
        Setup s = new Setup(PagingMode.PAE, TlbGeometry.P6, 64L << 30);
        long top = (64L << 30) - 4096;
        s.map(VA, top | RIGHTS);
        for (int i = 0; i < 3; i++) {
            s.processor.store32(VA, 5 + i);
            assertEquals(5 + i, s.memory.read32(top + 0x123));
        }
    }

    @ParameterizedTest
    @EnumSource
    void bit7OfATableEntryIsNotThePageSize(PagingMode mode) {
        Setup s = new Setup(mode);
        s.map(VA, 0x30000 | RIGHTS | Setup.PS);
        s.memory.write8(0x30123, 5);
        assertEquals(5, s.processor.load8(VA));
    }

    @Test
    void reservedBitsOf4MegabytePagesFault() {
        for (int bit = 12; bit < 22; bit++) {
            Setup s = new Setup(PagingMode.X86);
            s.put(s.directoryEntry(VA), RIGHTS | Setup.PS | 1 << bit);
            s.processor.load8(VA);
            boolean reserved = bit >= 17;
            assertEquals(reserved ? 1 : 0, s.faults, "bit " + bit);
            assertEquals(reserved ? PageFault.PRESENT | PageFault.RESERVED : -1, s.faultCode);
            assertEquals(reserved ? 0 : Setup.A, s.get(s.directoryEntry(VA)) & Setup.A);
        }
    }

    @Test
    void reservedBitsOfPaeEntriesFault() {
        for (int bit = 36; bit < 63; bit++) {
            assertReserved(1L << bit | RIGHTS | Setup.TABLE, 0x30000 | RIGHTS, "directory bit " + bit);
            assertReserved(RIGHTS | Setup.TABLE, 1L << bit | 0x30000 | RIGHTS, "table bit " + bit);
            assertReserved(1L << bit | RIGHTS | Setup.PS, 0, "large page bit " + bit);
        }
        for (int bit = 13; bit < 21; bit++) {
            assertReserved(1L << bit | RIGHTS | Setup.PS, 0, "large page bit " + bit);
        }
    }

    private static void assertReserved(long directory, long table, String what) {
        Setup s = new Setup(PagingMode.PAE);
        s.put(s.directoryEntry(VA), directory);
        s.put(s.tableEntry(VA), table);
        s.processor.userMode(true);
        s.processor.store8(VA, 1);
        assertEquals(PageFault.PRESENT | PageFault.RESERVED | PageFault.USER | PageFault.WRITE, s.faultCode, what);
        assertEquals(table, s.get(s.tableEntry(VA)), what);
    }

    @Test
    void noExecuteIsReservedWhileNotEnabled() {
        Setup s = new Setup(PagingMode.PAE);
        s.map(VA, 0x30000 | RIGHTS | Setup.NX);
        s.processor.load8(VA);
        assertEquals(0, s.faults);
        s.processor.efer(0);
        s.processor.load8(VA);
        assertEquals(PageFault.PRESENT | PageFault.RESERVED, s.faultCode);
    }

    @ParameterizedTest
    @EnumSource
    void aReservedBitOfAnEntryThatIsNotPresentDoesNotCount(PagingMode mode) {
        Setup s = new Setup(mode);
        s.put(s.directoryEntry(VA), mode == PagingMode.PAE ? -1L ^ 1 : 0xFFFF_FFFEL);
        s.processor.load8(VA);
        assertEquals(0, s.faultCode);
    }

    @Test
    void thePaePointersAreReadWhenCr3IsLoaded() {
        Setup s = new Setup(PagingMode.PAE);
        s.map(VA, 0x30000 | RIGHTS);
        s.memory.write8(0x30123, 5);
        s.memory.write64(Setup.POINTERS, 0);
        s.processor.invalidatePage(VA);
        assertEquals(5, s.processor.load8(VA), "the processor holds the pointers");
        s.processor.loadCr3(Setup.POINTERS);
        s.processor.load8(VA);
        assertEquals(0, s.faultCode);
        assertEquals(WalkStep.Level.POINTER_TABLE, s.processor.walker().observe(VA, Access.READ, false).lastStep().level());
    }

    @Test
    void eachPaePointerServesAGigabyte() {
        Setup s = new Setup(PagingMode.PAE);
        for (int i = 0; i < 4; i++) {
            int va = (i << 30) + 0x5000;
            s.map(va, 0x30000 | RIGHTS);
            s.memory.write8(0x30000, 10 + i);
            assertEquals(10 + i, s.processor.load8(va));
        }
    }

    @Test
    void reservedBitsOfPaePointersAreRefusedWhenCr3IsLoaded() {
        for (int bit : List.of(1, 2, 5, 6, 7, 8, 36, 50, 62, 63)) {
            Setup s = new Setup(PagingMode.PAE);
            s.memory.write64(0x800 + 24, 1L << bit | Setup.P);
            assertThrows(IllegalArgumentException.class, () -> s.processor.loadCr3(0x800), "bit " + bit);
            assertEquals(Setup.POINTERS, s.processor.cr3());
            s.memory.write64(0x800 + 24, 1L << bit);
            s.processor.loadCr3(0x800);
        }
    }

    @Test
    void thePaePointerTableIsAligned32Bytes() {
        Setup s = new Setup(PagingMode.PAE);
        s.map(VA, 0x30000 | RIGHTS);
        s.memory.write64(0x7E0, Setup.DIRECTORY | Setup.P);
        s.processor.loadCr3(0x7E0 | 0x18);
        s.processor.load8(VA);
        assertFalse(s.processor.aborted());
    }

    @ParameterizedTest
    @EnumSource
    void tablesOutsideMemoryCountAsNotPresent(PagingMode mode) {
        Setup s = new Setup(mode);
        s.put(s.directoryEntry(VA), 0x4000_0000 | RIGHTS);
        s.processor.load8(VA);
        assertEquals(0, s.faultCode);
        assertEquals(WalkOutcome.OUTSIDE_MEMORY, s.processor.walker().observe(VA, Access.READ, false).outcome());
    }

    @ParameterizedTest
    @EnumSource
    void pagesOutsideMemoryReadAsOnes(PagingMode mode) {
        Setup s = new Setup(mode);
        s.map(VA, 0x4000_0000 | RIGHTS);
        for (int i = 0; i < 3; i++) {
            s.processor.store32(0x400000, 0);
            assertEquals(-1, s.processor.load32(0x400000));
            assertEquals(0xFF, s.processor.load8(0x400000));
            assertEquals(0xFFFF, s.processor.load16(0x400000));
            assertEquals(0xFF, s.processor.fetch8(0x400000));
        }
        assertEquals(0, s.faults);
    }

    @Test
    void flagNamesComeInTheirOrder() {
        assertEquals(List.of("W", "U", "A", "D", "G", "PS", "PWT", "PCD", "NX"),
                PageEntry.flagNames(PageEntry.NO_EXECUTE | 0x1FF, true));
        assertEquals(List.of("W", "U", "A", "D", "G", "PWT", "PCD", "NX"),
                PageEntry.flagNames(PageEntry.NO_EXECUTE | 0x1FF, false));
        assertEquals(List.of(), PageEntry.flagNames(1, false));
    }
}
