package org.mmscope.kernel.fault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.pfn.PfnDatabase;
import org.mmscope.kernel.pte.Pte;
import org.mmscope.kernel.pte.PteFormat;
import org.mmscope.kernel.pte.Protection;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.machine.PagingMode;
import org.mmscope.machine.PhysicalMemory;

/**
 * A read fault at 0x002BF810 on a shared page, as the debugger showed it in a running NT x86 kernel: the same words come
 * out of our formats for the same state. Before, the page is on the standby list; afterwards it is active.
 */
class RunningKernelFigureTest {

    private static final int VA = 0x002BF810;
    private static final int PFN = 0x7EDE6;
    private static final int PROTOTYPE_PTE = 0xE1439454;
    private static final long SUBSECTION_PTE = 0xFC078CCAL;
    private static final int EXECUTE_READWRITE = 6;
    private static final long DATABASE = 0x1000000;
    private static final int ENTRY = 0x18;

    private final KernelConfiguration configuration =
            KernelConfiguration.defaults().withMemoryBytes((long) (PFN + 0x1000) << 12);
    private final KernelLayout layout = new KernelLayout(configuration);
    private final PteFormat format = PteFormat.of(PagingMode.X86, layout);
    private final PhysicalMemory memory = new PhysicalMemory(configuration.memoryBytes());
    private final PfnDatabase pfns = new PfnDatabase(memory, format, layout, configuration.profile().layouts(),
            DATABASE, memory.frames());

    private int[] words() {
        int[] words = new int[ENTRY / 4];
        for (int i = 0; i < words.length; i++) {
            words[i] = memory.read32(DATABASE + (long) PFN * ENTRY + i * 4L);
        }
        return words;
    }

    private void describe() {
        pfns.pteAddress(PFN, PROTOTYPE_PTE);
        pfns.originalPte(PFN, SUBSECTION_PTE);
        pfns.pteFrame(PFN, 0x537);
    }

    @Test
    void theEntriesAreWhereTheSelfMapShowsThem() {
        assertEquals(0xC0000AFC, format.pteAddress(VA));
        assertEquals(VA & ~0xFFF, format.mappedAddress(0xC0000AFC));
        assertEquals(layout.pfnDatabase() + PFN * ENTRY, pfns.address(PFN));
    }

    @Test
    void beforeTheFaultThePageIsOnTheStandbyList() {
        describe();
        pfns.begin(PFN, PageLocation.STANDBY, false, true);
        pfns.u1(PFN, 0x7EDA5);
        pfns.u2(PFN, 0x7EE27);
        pfns.referenceCount(PFN, 0);
        assertArrayEquals(new int[] {0x0007EDA5, 0xE1439454, 0x0007EE27, 0x00001208, 0xFC078CCA, 0x00000537}, words());
        long prototypePte = format.transition(PFN, EXECUTE_READWRITE);
        assertEquals(0x7EDE68C0L, prototypePte);
        assertTrue(Pte.transition(prototypePte));
        assertEquals(PFN, format.frame(prototypePte));
        assertEquals(EXECUTE_READWRITE, Pte.protection(SUBSECTION_PTE));
        assertTrue(Pte.prototype(SUBSECTION_PTE));
    }

    @Test
    void afterTheFaultItIsActive() {
        describe();
        pfns.begin(PFN, PageLocation.ACTIVE, false, true);
        pfns.u1(PFN, 0);
        pfns.u2(PFN, 1);
        pfns.referenceCount(PFN, 1);
        assertArrayEquals(new int[] {0x00000000, 0xE1439454, 0x00000001, 0x00011608, 0xFC078CCA, 0x00000537}, words());
        assertEquals(0x7EDE6921L, format.valid(PFN, EXECUTE_READWRITE, Pte.GLOBAL));
        assertEquals(0x7EDE6025L, format.valid(PFN, Protection.READONLY, Pte.OWNER));
    }

    @Test
    void thePtesBehindItAreToBeLookedUpInTheVad() {
        long pte = format.vadLookup(Protection.READONLY);
        assertEquals(0xFFFFF420L, pte);
        assertTrue(Pte.prototype(pte));
        assertTrue(format.isVadLookup(pte));
        assertEquals(Protection.READONLY, Pte.protection(pte));
        assertFalse(format.isVadLookup(SUBSECTION_PTE));
    }
}
