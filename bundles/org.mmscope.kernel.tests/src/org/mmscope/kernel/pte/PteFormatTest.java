package org.mmscope.kernel.pte;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.machine.PagingMode;

/** PTEs seen in a kernel debugger on a read fault at 0x002BF810, and round trips of every kind. */
class PteFormatTest {

    private static final KernelLayout LAYOUT = new KernelLayout(KernelConfiguration.defaults());
    private final PteFormat x86 = PteFormat.of(PagingMode.X86, LAYOUT);

    @Test
    void validPteOfTheReadFault() {
        assertEquals(0x7EDE6025L, x86.valid(0x7EDE6, Protection.READONLY, Pte.OWNER));
        assertEquals(0x7EDE6, x86.frame(0x7EDE6025L));
        assertEquals(0xC0000AFC, x86.pteAddress(0x002BF810));
        assertEquals(0x002BF000, x86.mappedAddress(0xC0000AFC));
    }

    @Test
    void prototypePteBeforeAndAfterTheFault() {
        long before = 0x7EDE68C0L;
        assertTrue(Pte.transition(before));
        assertFalse(Pte.valid(before) || Pte.prototype(before) || Pte.software(before));
        assertEquals(Protection.EXECUTE_READWRITE, Pte.protection(before));
        assertEquals(0x7EDE6, x86.frame(before));
        assertEquals(before, x86.transition(0x7EDE6, Protection.EXECUTE_READWRITE));
        assertEquals(0x7EDE6921L, x86.valid(0x7EDE6, Protection.EXECUTE_READWRITE, Pte.GLOBAL));
    }

    @Test
    void neighboursAreToBeLookedUpInTheVad() {
        assertEquals(0xFFFFF420L, x86.vadLookup(Protection.READONLY));
        assertTrue(Pte.prototype(0xFFFFF420L) && x86.isVadLookup(0xFFFFF420L));
    }

    @Test
    void originalPteIsASubsectionPte() {
        long original = 0xFC078CCAL;
        assertTrue(Pte.prototype(original));
        assertEquals(Protection.EXECUTE_READWRITE, Pte.protection(original));
        int address = x86.subsectionAddress(original);
        assertEquals(0x7C078800 >>> 4 | 0xA << 2, address - LAYOUT.nonPagedPoolStart());
    }

    @ParameterizedTest
    @EnumSource(PagingMode.class)
    void prototypeAddressesComeBack(PagingMode paging) {
        PteFormat format = PteFormat.of(paging, LAYOUT);
        for (int offset = 0; offset < 0x0F000000; offset += 0x10F4) {
            int address = LAYOUT.pagedPoolStart() + (offset & -8);
            long pte = format.prototype(address, Protection.READONLY);
            assertTrue(Pte.prototype(pte) && !format.isVadLookup(pte));
            assertEquals(address, format.prototypeAddress(pte));
        }
    }

    @ParameterizedTest
    @EnumSource(PagingMode.class)
    void subsectionAddressesComeBack(PagingMode paging) {
        PteFormat format = PteFormat.of(paging, LAYOUT);
        for (int address = LAYOUT.nonPagedPoolStart() + 8; address < LAYOUT.nonPagedPoolEnd(); address += 0x21F8) {
            long pte = format.subsection(address & -8, Protection.EXECUTE_READWRITE);
            assertEquals(address & -8, format.subsectionAddress(pte));
            assertEquals(Protection.EXECUTE_READWRITE, Pte.protection(pte));
        }
    }

    @ParameterizedTest
    @EnumSource(PagingMode.class)
    void pageFileFieldsComeBack(PagingMode paging) {
        PteFormat format = PteFormat.of(paging, LAYOUT);
        long pte = format.pageFile(3, 0x54321, Protection.READWRITE);
        assertTrue(Pte.software(pte) && !format.isDemandZero(pte));
        assertEquals(3, format.pageFileNumber(pte));
        assertEquals(0x54321, format.pageFileOffset(pte));
        assertTrue(format.isDemandZero(format.demandZero(Protection.READWRITE)));
        assertEquals(0x80, format.demandZero(Protection.READWRITE));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 0x10, 0x20, 0x40, 0x80, 0x104, 0x202, 0x140})
    void protectionsComeBack(int page) {
        assertEquals(page, Protection.toPage(Protection.ofPage(page)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 6, 0x101, 0x201, 0x304, 0x404, 0x100})
    void badProtections(int page) {
        assertEquals(Protection.INVALID, Protection.ofPage(page));
    }

    @Test
    void whatASectionAllows() {
        int readOnly = Protection.ofPage(MemoryConstants.PAGE_READONLY);
        int readWrite = Protection.ofPage(MemoryConstants.PAGE_READWRITE);
        int writeCopy = Protection.ofPage(MemoryConstants.PAGE_WRITECOPY);
        int execute = Protection.ofPage(MemoryConstants.PAGE_EXECUTE_READ);
        assertTrue(Protection.allows(readOnly, writeCopy) && Protection.allows(readWrite, writeCopy));
        assertFalse(Protection.allows(readOnly, readWrite) || Protection.allows(writeCopy, readWrite));
        assertFalse(Protection.allows(readWrite, execute));
        assertTrue(Protection.allows(execute, readOnly));
    }
}
