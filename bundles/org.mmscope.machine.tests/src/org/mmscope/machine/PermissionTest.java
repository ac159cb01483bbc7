package org.mmscope.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may do what with a page: manual, volume 3A, section 4.6, every combination; and the error codes of section 4.7. */
class PermissionTest {

    private static final int VA = 0x0040_0123;

    record Case(PagingMode mode, boolean large, boolean user, Access access, boolean directoryWritable,
            boolean tableWritable, boolean directoryUser, boolean tableUser, boolean wp, boolean nxe,
            boolean directoryNoExecute, boolean tableNoExecute) {
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (PagingMode mode : PagingMode.values()) {
            for (Access access : Access.values()) {
                for (int bits = 0; bits < 1 << 10; bits++) {
                    boolean noExecutes = bit(bits, 8) || bit(bits, 9);
                    boolean nxe = bit(bits, 7);
                    if (noExecutes && !(nxe && mode == PagingMode.PAE)) {
                        continue;
                    }
                    cases.add(new Case(mode, bit(bits, 0), bit(bits, 1), access, bit(bits, 2), bit(bits, 3),
                            bit(bits, 4), bit(bits, 5), bit(bits, 6), nxe, bit(bits, 8), bit(bits, 9)));
                }
            }
        }
        return cases.stream();
    }

    private static boolean bit(int bits, int number) {
        return (bits >>> number & 1) != 0;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theMatrixOfRights(Case c) {
        boolean first = reference(c, false);
        boolean again = reference(c, true);
        boolean writable = c.directoryWritable && (c.large || c.tableWritable);
        boolean userPage = c.directoryUser && (c.large || c.tableUser);
        boolean executable = !c.directoryNoExecute && (c.large || !c.tableNoExecute);
        boolean allowed = switch (c.access) {
        case READ -> !c.user || userPage;
        case WRITE -> c.user ? userPage && writable : writable || !c.wp;
        case EXECUTE -> (!c.user || userPage) && executable;
        };
        assertEquals(allowed, first, "by a walk");
        assertEquals(allowed, again, "by the translation buffer");
    }

    /** Makes the reference; with the page brought into the buffers before by one that is always allowed if asked for. */
    private boolean reference(Case c, boolean buffered) {
        Setup s = new Setup(c.mode);
        s.processor.cr0(ControlRegisters.CR0_PE | ControlRegisters.CR0_PG | (c.wp ? ControlRegisters.CR0_WP : 0));
        s.processor.efer(c.nxe ? ControlRegisters.EFER_NXE : 0);
        s.put(s.directoryEntry(VA), (c.large ? 0x400000 | Setup.PS : Setup.TABLE) | Setup.P | (c.directoryWritable ? Setup.W : 0)
                | (c.directoryUser ? Setup.U : 0) | (c.directoryNoExecute ? Setup.NX : 0));
        s.put(s.tableEntry(VA), 0x30000 | Setup.P | Setup.D | (c.tableWritable ? Setup.W : 0) | (c.tableUser ? Setup.U : 0)
                | (c.tableNoExecute ? Setup.NX : 0));
        if (buffered) {
            s.processor.load8(VA);
            s.processor.load8(VA);
        }
        s.processor.userMode(c.user);
        switch (c.access) {
        case READ -> s.processor.load8(VA);
        case WRITE -> s.processor.store8(VA, 1);
        case EXECUTE -> s.processor.execute(VA);
        }
        assertEquals(s.processor.aborted(), s.faults == 1);
        if (s.processor.aborted()) {
            int instruction = c.access == Access.EXECUTE && c.nxe && c.mode == PagingMode.PAE ? PageFault.INSTRUCTION : 0;
            int write = c.access == Access.WRITE ? PageFault.WRITE : 0;
            assertEquals(PageFault.PRESENT | write | (c.user ? PageFault.USER : 0) | instruction, s.faultCode);
            assertEquals(VA, s.faultAddress);
        }
        return !s.processor.aborted();
    }

    @ParameterizedTest
    @EnumSource
    void aPageThatIsNotPresentGivesAnErrorCodeWithoutP(PagingMode mode) {
        Setup s = new Setup(mode);
        s.processor.load8(VA);
        assertEquals(0, s.faultCode);
        s.processor.userMode(true);
        s.processor.store8(VA, 1);
        assertEquals(PageFault.WRITE | PageFault.USER, s.faultCode);
        s.processor.execute(VA);
        assertEquals(PageFault.USER | (mode == PagingMode.PAE ? PageFault.INSTRUCTION : 0), s.faultCode);
        s.processor.efer(0);
        s.processor.execute(VA);
        assertEquals(PageFault.USER, s.faultCode);
        s.map(VA, 0x30000);
        s.processor.load8(VA);
        assertEquals(PageFault.USER, s.faultCode);
    }

    @ParameterizedTest
    @EnumSource
    void writeProtectCountsFromTheMomentItIsSet(PagingMode mode) {
        Setup s = new Setup(mode);
        s.map(VA, 0x30000 | Setup.P);
        s.processor.cr0(ControlRegisters.CR0_PE | ControlRegisters.CR0_PG);
        for (int i = 0; i < 3; i++) {
            s.processor.store32(VA, i);
        }
        assertEquals(0, s.faults);
        s.processor.cr0(ControlRegisters.CR0_PE | ControlRegisters.CR0_PG | ControlRegisters.CR0_WP);
        s.processor.store32(VA, 9);
        assertEquals(PageFault.PRESENT | PageFault.WRITE, s.faultCode);
        assertEquals(2, s.processor.load32(VA));
    }

    @ParameterizedTest
    @EnumSource
    void privilegeCountsFromTheMomentItChanges(PagingMode mode) {
        Setup s = new Setup(mode);
        s.map(VA, 0x30000 | Setup.P | Setup.W);
        for (int i = 0; i < 3; i++) {
            s.processor.store32(VA, 5);
            s.processor.execute(VA);
        }
        s.processor.userMode(true);
        s.processor.load32(VA);
        assertEquals(PageFault.PRESENT | PageFault.USER, s.faultCode);
        s.processor.userMode(false);
        assertEquals(5, s.processor.load32(VA));
        assertEquals(1, s.faults);
    }
}
