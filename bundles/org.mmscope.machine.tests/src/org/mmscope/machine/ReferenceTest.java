package org.mmscope.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** References: sizes, page borders, the end of the address space, faults and their restart, captured frames. */
class ReferenceTest {

    private static final int VA = 0x0040_0000;
    private static final int RIGHTS = Setup.P | Setup.W | Setup.U;

    @ParameterizedTest
    @EnumSource
    void aMappedPageIsReadAndWritten(PagingMode mode) {
        Setup s = new Setup(mode);
        s.map(VA, 0x30000 | Setup.P | Setup.W);
        for (int i = 0; i < 5; i++) {
            s.processor.store32(VA + 0x10, 0x12345678 + i);
            assertEquals(0x12345678 + i, s.processor.load32(VA + 0x10));
            assertEquals(0x12345678 + i, s.memory.read32(0x30010));
            assertEquals(0x78 + i, s.processor.load8(VA + 0x10));
            assertEquals(0x78 + i, s.processor.fetch8(VA + 0x10));
            assertEquals(0x1234, s.processor.load16(VA + 0x12));
            s.processor.store8(VA + 0x11, 0xFFAA);
            s.processor.store16(VA + 0x12, 0xFFBBCC);
            assertEquals(0xBBCCAA78 + i, s.processor.load32(VA + 0x10));
            assertEquals(0xBBCCAA, s.processor.load32(VA + 0x11), "unaligned");
        }
        assertFalse(s.processor.aborted());
    }

    @ParameterizedTest
    @EnumSource
    void aReferenceGivenUpGivesZeroAndSaysSo(PagingMode mode) {
        Setup s = new Setup(mode);
        s.map(VA, 0x30000 | RIGHTS);
        assertEquals(0, s.processor.load32(VA + 0x1000));
        assertTrue(s.processor.aborted());
        assertEquals(VA + 0x1000, s.processor.cr2());
        s.processor.load8(VA);
        assertFalse(s.processor.aborted());
        s.processor.execute(VA + 0x1000);
        assertTrue(s.processor.aborted());
        s.processor.execute(VA);
        assertFalse(s.processor.aborted());
        s.processor.store8(VA + 0x1000, 1);
        assertTrue(s.processor.aborted());
    }

    @ParameterizedTest
    @EnumSource
    void aFaultThatIsRepairedRestartsTheReference(PagingMode mode) {
        Setup s = new Setup(mode);
        s.memory.write32(0x30004, 77);
        s.processor.userMode(true);
        s.repair = () -> {
            assertFalse(s.processor.userMode(), "the handler runs in supervisor mode");
            s.map(s.faultAddress, 0x30000 | RIGHTS);
        };
        assertEquals(77, s.processor.load32(VA + 4));
        assertTrue(s.processor.userMode());
        assertFalse(s.processor.aborted());
        assertEquals(1, s.faults);
    }

    @ParameterizedTest
    @EnumSource
    void whoWatchesIsToldOfEveryReference(PagingMode mode) {
        Setup s = new Setup(mode);
        s.map(VA, 0x30000 | RIGHTS);
        s.map(VA + 0x1000, 0x31000 | RIGHTS);
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            s.processor.load32(VA);
        }
        s.processor.referenceWatcher(seen::add);
        for (int i = 0; i < 3; i++) {
            s.processor.load32(VA);
            s.processor.store8(VA + 1, i);
            s.processor.execute(VA + 2);
        }
        s.processor.store32(VA + 0xFFE, 7);
        s.processor.load16(VA + 0x5000);
        assertTrue(s.processor.aborted());
        s.processor.referenceWatcher(null);
        s.processor.load32(VA);
        assertEquals(List.of(VA, VA + 1, VA + 2, VA, VA + 1, VA + 2, VA, VA + 1, VA + 2, VA + 0xFFE, VA + 0x1000),
                seen);
    }

    @ParameterizedTest
    @EnumSource
    void theHandlerMayMakeReferencesItself(PagingMode mode) {
        Setup s = new Setup(mode);
        s.map(VA, 0x30000 | RIGHTS);
        s.processor.trapHandler((va, errorCode) -> {
            s.processor.trapHandler(s);
            s.processor.load32(VA + 0x2000);
            assertTrue(s.processor.aborted());
            s.map(va, 0x31000 | RIGHTS);
            s.processor.store32(VA, 5);
            return true;
        });
        s.processor.store32(VA + 0x1000, 9);
        assertFalse(s.processor.aborted());
        assertEquals(9, s.memory.read32(0x31000));
        assertEquals(5, s.memory.read32(0x30000));
    }

    @ParameterizedTest
    @EnumSource
    void aValueAcrossAPageBorderComesFromBothPages(PagingMode mode) {
        Setup s = new Setup(mode);
        s.map(VA, 0x35000 | RIGHTS);
        s.map(VA + 0x1000, 0x32000 | RIGHTS);
        for (int i = 0; i < 4; i++) {
            s.processor.store32(VA + 0xFFD, 0x44332211 + i);
            assertEquals(0x44332211 + i, s.processor.load32(VA + 0xFFD));
            assertEquals(0x33, s.memory.read8(0x35FFF));
            assertEquals(0x44, s.memory.read8(0x32000));
            s.processor.store16(VA + 0xFFF, 0xBBAA);
            assertEquals(0xBBAA, s.processor.load16(VA + 0xFFF));
            assertEquals(0xAA, s.processor.load8(VA + 0xFFF));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStoreAcrossAPageBorderWritesBothPagesOrNone(PagingMode mode) {
        Setup s = new Setup(mode);
        s.map(VA, 0x35000 | RIGHTS);
        s.processor.store32(VA + 0xFFE, -1);
        assertTrue(s.processor.aborted());
        assertEquals(VA + 0x1000, s.faultAddress, "the fault is the second page's");
        assertEquals(PageFault.WRITE, s.faultCode);
        assertEquals(0, s.memory.read16(0x35FFE));
        s.repair = () -> s.map(VA + 0x1000, 0x32000 | RIGHTS);
        s.processor.store32(VA + 0xFFE, -1);
        assertEquals(0xFFFF, s.memory.read16(0x35FFE));
        assertEquals(0xFFFF, s.memory.read16(0x32000));
    }

    @ParameterizedTest
    @EnumSource
    void repairingTheSecondPageMayTakeTheFirstAway(PagingMode mode) {
        Setup s = new Setup(mode);
        s.map(VA, 0x35000 | RIGHTS);
        s.repair = () -> {
            if (s.faults == 1) {
                s.put(s.tableEntry(VA), 0);
                s.processor.invalidatePage(VA);
                s.map(VA + 0x1000, 0x32000 | RIGHTS);
            } else {
                s.map(VA, 0x36000 | RIGHTS);
            }
        };
        s.processor.store16(VA + 0xFFF, 0x1234);
        assertEquals(2, s.faults);
        assertEquals(0x34, s.memory.read8(0x36FFF));
        assertEquals(0x12, s.memory.read8(0x32000));
        assertEquals(0, s.memory.read8(0x35FFF));
    }

    @ParameterizedTest
    @EnumSource
    void theAddressSpaceWrapsAt4Gigabytes(PagingMode mode) {
        Setup s = new Setup(mode);
        s.map(0xFFFF_F000, 0x35000 | RIGHTS);
        s.map(0, 0x32000 | RIGHTS);
        for (int i = 0; i < 4; i++) {
            s.processor.store32(0xFFFF_FFFE, 0x44332211);
            assertEquals(0x44332211, s.processor.load32(0xFFFF_FFFE));
            assertEquals(0x2211, s.memory.read16(0x35FFE));
            assertEquals(0x4433, s.memory.read16(0x32000));
        }
        s.processor.invalidatePage(0);
        s.put(s.tableEntry(0), 0);
        s.processor.load32(0xFFFF_FFFD);
        assertEquals(0, s.faultAddress);
        assertEquals(1, s.faults);
    }

    @ParameterizedTest
    @EnumSource
    void theTablesCanBeSeenThroughTheSelfMap(PagingMode mode) {
        Setup s = new Setup(mode);
        s.map(VA, 0x30000 | RIGHTS);
        s.put(s.directoryEntry(0xC000_0000), Setup.DIRECTORY + (mode == PagingMode.PAE ? 0x3000 : 0) | RIGHTS);
        if (mode == PagingMode.X86) {
            assertEquals((int) s.get(s.tableEntry(VA)), s.processor.load32(0xC000_0000 + (VA >>> 12) * 4));
            s.processor.store32(0xC000_0000 + (VA >>> 12) * 4, 0x31000 | RIGHTS);
            s.processor.store32(VA, 5);
            assertEquals(5, s.memory.read32(0x31000));
        } else {
            assertEquals((int) s.get(s.directoryEntry(0xC000_0000)) | Setup.A, s.processor.load32(0xC000_0000));
        }
    }

    @ParameterizedTest
    @EnumSource
    void captureKeepsWhatReferencesWriteAfterwardsOut(PagingMode mode) {
        Setup s = new Setup(mode);
        s.map(VA, 0x30000 | RIGHTS);
        s.map(VA + 0x1000, 0x30000 | RIGHTS);
        for (int i = 0; i < 4; i++) {
            s.processor.store32(VA, 1);
            s.processor.load32(VA + 0x1000);
        }
        MemoryCapture capture = s.memory.capture();
        s.processor.store32(VA, 2);
        assertEquals(1, capture.read32(0x30000));
        assertEquals(2, s.processor.load32(VA + 0x1000), "the other address of the frame sees it");
        s.memory.write32(0x30000, 3);
        assertEquals(3, s.processor.load32(VA));
        s.memory.restore(capture);
        assertEquals(1, s.processor.load32(VA));
        assertEquals(1, s.processor.load32(VA + 0x1000));
        s.processor.store32(VA + 0x1000, 4);
        assertEquals(1, capture.read32(0x30000));
        s.memory.zeroFrame(0x30);
        assertEquals(0, s.processor.load32(VA));
        s.memory.capture();
        s.memory.zeroFrame(0x30);
        s.memory.copyFrame(0x30, 0x31);
        s.processor.store32(VA, 6);
        assertEquals(6, s.memory.read32(0x30000));
    }
}
