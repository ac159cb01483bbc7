package org.mmscope.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReferenceTest {

    @ParameterizedTest
    @EnumSource
    void aMappedPageIsReadAndWritten(PagingMode mode) {
        Setup s = new Setup(mode);
        s.map(0x400000, 0x30000 | Setup.P | Setup.W);
        for (int i = 0; i < 3; i++) {
            s.processor.store32(0x400010, 0x12345678 + i);
            assertEquals(0x12345678 + i, s.processor.load32(0x400010));
            assertEquals(0x12345678 + i, s.memory.read32(0x30010));
            assertEquals(0x78 + i, s.processor.load8(0x400010));
            assertEquals(0x1234, s.processor.load16(0x400012));
        }
        assertFalse(s.processor.aborted());
        assertEquals(0, s.processor.load32(0x401000));
        assertTrue(s.processor.aborted());
        s.processor.load8(0x400010);
        assertFalse(s.processor.aborted());
    }
}
