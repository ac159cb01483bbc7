package org.mmscope.kernel.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Offsets known from debuggers of Windows XP SP2 and Server 2003 SP1. */
class StructureLayoutsTest {

    private final StructureLayouts xp = StructureLayouts.of("xpsp2");
    private final StructureLayouts server = StructureLayouts.of("w03sp1");

    @Test
    void processFieldsOfXp() {
        StructureLayout process = xp.structure("EPROCESS");
        assertEquals(0x260, process.size());
        assertEquals(0x18, process.offset("Pcb.DirectoryTableBase"));
        assertEquals(0x84, process.offset("UniqueProcessId"));
        assertEquals(0x88, process.offset("ActiveProcessLinks"));
        assertEquals(0x11C, process.offset("VadRoot"));
        assertEquals(0x174, process.offset("ImageFileName"));
        assertEquals(0x1F8 + 0x14, process.offset("Vm.WorkingSetSize"));
    }

    @Test
    void processFieldsOfServer2003() {
        StructureLayout process = server.structure("_EPROCESS");
        assertEquals(0x98, process.offset("ActiveProcessLinks"));
        assertEquals(0x250, process.offset("VadRoot"));
        assertEquals(0x1E8 + 0x3C, process.offset("Vm.WorkingSetSize"));
    }

    @Test
    void bitFieldsThroughUnions() {
        FieldLayout charge = xp.structure("MMVAD").field("u.VadFlags.CommitCharge");
        assertEquals(0x14, charge.offset());
        assertEquals(19, charge.bits());
        FieldLayout protection = xp.structure("MMVAD").field("u.VadFlags.Protection");
        assertEquals(4, protection.in(0x04000000));
        assertEquals(0x84000001, protection.put(0x80000001, 4));
        assertEquals(2, xp.structure("MMPFN").field("u3.e1.PageLocation").in(0x1208));
    }

    @Test
    void whatThereIsNot() {
        assertTrue(xp.structure("MMVAD").has("Parent"));
        assertFalse(server.structure("MMVAD").has("Parent"));
        assertThrows(IllegalArgumentException.class, () -> xp.structure("MM_AVL_TABLE"));
        assertThrows(IllegalArgumentException.class, () -> xp.structure("MMVAD").field("Nothing"));
        assertThrows(IllegalArgumentException.class, () -> StructureLayouts.of("nt4"));
    }
}
