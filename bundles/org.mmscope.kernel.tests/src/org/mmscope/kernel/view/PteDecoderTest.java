package org.mmscope.kernel.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Bit patterns as WinDbg's !pte shows them on XP. */
class PteDecoderTest {

    private static final PteDecoder X86 = PteDecoder.X86;

    @Test
    void tellsKinds() {
        assertEquals(PteKind.EMPTY, X86.kind(0));
        assertEquals(PteKind.VALID, X86.kind(0x00039067));
        assertEquals(0x39, X86.frame(0x00039067));
        assertEquals(PteKind.TRANSITION, X86.kind(0x12345880L));
        assertEquals(0x12345, X86.frame(0x12345880L));
        assertEquals(PteKind.DEMAND_ZERO, X86.kind(0x80));
        assertEquals(PteKind.PAGE_FILE, X86.kind(0x0001A082));
        assertEquals(1, X86.pageFile(0x0001A082));
        assertEquals(0x1A, X86.pageFileOffset(0x0001A082));
        assertEquals(4, X86.protection(0x0001A082));
        assertEquals(PteKind.NO_ACCESS, X86.kind(0x18 << 5));
        assertEquals(PteKind.DECOMMITTED, X86.kind(0x10 << 5));
        assertEquals(PteKind.PROTOTYPE, X86.kind(0xFFFFF400L));
        assertTrue(X86.lookedUpInVad(0xFFFFF480L));
        assertFalse(X86.lookedUpInVad(0x12345480L));
    }

    @Test
    void tellsPrototypeKinds() {
        assertEquals(PteKind.NO_ACCESS, X86.prototypeKind(0));
        assertEquals(PteKind.SUBSECTION, X86.prototypeKind(0x8AB2_C480L));
        assertEquals(PteKind.VALID, X86.prototypeKind(0x00039067));
        assertEquals(PteKind.DEMAND_ZERO, X86.prototypeKind(0x80));
    }

    /** MiPteToProto of NT: the high 21 bits times 512, the low bits 1 to 7 times 2, from the start of paged pool. */
    @Test
    void findsPrototypePtes() {
        long base = 0xE1000000L;
        for (long offset = 0; offset < 1 << 30; offset += 0x12344 & ~3) {
            long raw = offset >>> 9 << 11 | (offset & 0x1FC) >>> 1 | 0x400;
            assertEquals(base + offset & 0xFFFF_FFFFL, X86.prototypeAddress(raw, base));
        }
    }

    @Test
    void wideEntriesKeepTheirFieldsInTheHighHalf() {
        PteDecoder pae = PteDecoder.PAE;
        assertEquals(8, pae.bytes());
        assertEquals(PteKind.VALID, pae.kind(0x8000000123456067L));
        assertEquals(0x123456, pae.frame(0x8000000123456067L));
        assertEquals(0xE1001038L, pae.prototypeAddress(0xE100103800000400L, 0xE1000000L));
        assertEquals(0x1A, pae.pageFileOffset(0x0000001A00000082L));
        assertTrue(pae.lookedUpInVad(0xFFFFFFFF00000480L));
    }
}
