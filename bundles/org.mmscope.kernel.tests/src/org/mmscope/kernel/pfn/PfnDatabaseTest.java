package org.mmscope.kernel.pfn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.machine.PagingMode;
import org.mmscope.machine.PhysicalMemory;

/** The PFN entry seen in a kernel debugger before and after a read fault. */
class PfnDatabaseTest {

    private static final int PFN = 5;
    private static final int ENTRY = 0x18;

    private final PhysicalMemory memory = new PhysicalMemory(1 << 20);
    private final KernelLayout layout = new KernelLayout(KernelConfiguration.defaults());
    private final PfnDatabase pfns = new PfnDatabase(memory, PteFormat.of(PagingMode.X86, layout), layout,
            Profile.XP.layouts(), 0, 256);

    private void entry(int... words) {
        for (int i = 0; i < words.length; i++) {
            memory.write32(PFN * ENTRY + i * 4L, words[i]);
        }
    }

    @Test
    void onTheStandbyList() {
        entry(0x0007EDA5, 0xE1439454, 0x0007EE27, 0x00001208, 0xFC078CCA, 0x00000537);
        assertEquals(PageLocation.STANDBY, pfns.location(PFN));
        assertTrue(pfns.prototype(PFN));
        assertFalse(pfns.modified(PFN));
        assertEquals(0, pfns.referenceCount(PFN));
        assertEquals(0x7EDA5, pfns.u1(PFN));
        assertEquals(0x7EE27, pfns.u2(PFN));
        assertEquals(0xE1439454, pfns.pteAddress(PFN));
        assertEquals(0xFC078CCAL, pfns.originalPte(PFN));
        assertEquals(0x537, pfns.pteFrame(PFN));
    }

    @Test
    void activeAfterTheFault() {
        entry(0x0007EDA5, 0xE1439454, 0x0007EE27, 0x00001208, 0xFC078CCA, 0x00000537);
        pfns.location(PFN, PageLocation.ACTIVE);
        pfns.u1(PFN, 0);
        pfns.u2(PFN, 1);
        pfns.referenceCount(PFN, 1);
        int[] expected = {0, 0xE1439454, 1, 0x00011608, 0xFC078CCA, 0x00000537};
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], memory.read32(PFN * ENTRY + i * 4L), "word " + i);
        }
    }

    @Test
    void deletedMarkIsNotPartOfTheAddress() {
        pfns.pteAddress(PFN, 0xC0040000);
        pfns.markDeleted(PFN);
        assertTrue(pfns.deleted(PFN));
        assertEquals(0xC0040000, pfns.pteAddress(PFN));
    }
}
