package org.mmscope.kernel.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mmscope.kernel.ConfigurationException;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.KernelConfiguration.LargePageUse;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PageTables;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.machine.ControlRegisters;
import org.mmscope.machine.PagingMode;

/** The kernel image, the PFN database and the first pages of nonpaged pool mapped by large pages. */
class KernelLargePagesTest {

    private static final int PAGE = 4096;
    private static final int BASE = 0x10000000;
    private static final long THREE_GIGABYTES = 3L << 30;

    private static KernelConfiguration configuration(Profile profile, PagingMode paging, int megabytes) {
        return KernelConfiguration.defaults().withProfile(profile).withPaging(paging)
                .withMemoryBytes((long) megabytes << 20).withPageFile(16 << 20);
    }

    /** Above 127 MB and 255 MB: "Large and Small Pages" of Windows Internals, and the option in place of it. */
    @ParameterizedTest
    @CsvSource({"NT4, X86, 512, BY_MEMORY, false", "W2K, X86, 127, BY_MEMORY, false", "W2K, X86, 128, BY_MEMORY, true",
        "W2K, PAE, 128, BY_MEMORY, true", "XP, X86, 255, BY_MEMORY, false", "XP, X86, 256, BY_MEMORY, true",
        "XP, PAE, 256, BY_MEMORY, true", "WS2003, X86, 255, BY_MEMORY, false", "WS2003, X86, 256, BY_MEMORY, true",
        "WS2003, PAE, 256, BY_MEMORY, true", "XP, X86, 64, ON, true", "XP, X86, 16, ON, true", "XP, PAE, 16, ON, true",
        "W2K, X86, 16, ON, true", "XP, X86, 512, OFF, false", "WS2003, PAE, 512, OFF, false",
        "NT4, X86, 64, OFF, false"})
    void mapTheKernel(Profile profile, PagingMode paging, int megabytes, LargePageUse option, boolean large) {
        Kernel kernel = Kernel.boot(configuration(profile, paging, megabytes).withLargePages(option));
        check(kernel, large);
    }

    @ParameterizedTest
    @CsvSource({"XP, X86", "XP, PAE", "WS2003, PAE"})
    void mapTheKernelWithThreeGigabytesForPrograms(Profile profile, PagingMode paging) {
        check(Kernel.boot(configuration(profile, paging, 300).withUserSpaceBytes(THREE_GIGABYTES)), true);
    }

    private static void check(Kernel kernel, boolean large) {
        MachineView view = kernel.view();
        assertEquals(large, isLarge(view, view.machine().kernelBase()));
        assertEquals(large, isLarge(view, view.machine().pfnDatabase()));
        long databaseEnd = view.machine().pfnDatabase()
                + (long) view.pfns().frames() * kernel.layout().pfnEntrySize() - 1;
        assertEquals(large, isLarge(view, databaseEnd));
        assertEquals(large, isLarge(view, kernel.layout().nonPagedPoolStart() & 0xFFFFFFFFL));
        assertEquals(0x39, view.machine().systemPageDirectory());
        boolean pse = (kernel.processor().cr4() & ControlRegisters.CR4_PSE) != 0;
        assertEquals(large || kernel.configuration().largePageMinimum() != 0, pse);
        // The processor finds the image's header where the kernel's reader does.
        EProcess process = Machines.process(kernel, "A");
        kernel.processes().attach(process);
        kernel.processor().userMode(false);
        assertEquals(0x5A4D, kernel.processor().load16((int) view.machine().kernelBase()));
        kernel.processor().userMode(true);
        kernel.processor().load16((int) view.machine().kernelBase());
        assertTrue(kernel.processor().aborted(), "programs do not get at it");
        Machines.commit(kernel, process, BASE, 64 * PAGE, MemoryConstants.PAGE_READWRITE);
        for (int page = 0; page < 64; page++) {
            Machines.store(kernel, process, BASE + page * PAGE, page);
        }
        Machines.checkInvariants(kernel);
        kernel.processes().exit(process);
        Machines.assertSame(view, kernel.view());
    }

    private static boolean isLarge(MachineView view, long va) {
        KernelImage image = new KernelImage(view.memory(), view.machine());
        ProcessView system = view.processes().getFirst();
        PageTables tables = image.tables(system.directoryTableBase());
        return PageTables.isLarge(tables.read(tables.directoryEntry(va)));
    }

    /** The PDE of a large page is the PTE of all its frames, and the directory the page that holds it. */
    @Test
    void framesNameTheDirectoryEntry() {
        Kernel kernel = Kernel.boot(configuration(Profile.XP, PagingMode.X86, 256));
        MachineView view = kernel.view();
        PfnTable pfns = view.pfns();
        // As WinDbg shows it: PDE C0300804 contains 004001E3, -GLDA--KWEV.
        assertEquals(0x004001E3, kernel.memory().read32(0x39000L + 0x804));
        for (int pfn = 0x400; pfn < 0x800; pfn++) {
            assertEquals(0xC0300804L, pfns.pteAddress(pfn));
            assertEquals(0x39, pfns.pteFrame(pfn));
            assertEquals(PageLocation.ACTIVE, pfns.location(pfn));
            assertEquals(1, pfns.shareCount(pfn));
        }
    }

    /** Pool in the large page behind the PFN database needs no frame of its own, and what is given back is zeroed. */
    @Test
    void theFirstPagesOfPoolAreMappedAlready() {
        Kernel large = Kernel.boot(configuration(Profile.XP, PagingMode.X86, 256));
        long start = large.layout().nonPagedPoolStart() & 0xFFFFFFFFL;
        long database = large.view().machine().pfnDatabase() + 65536 * 24L;
        assertEquals(database, start);
        MachineView before = large.view();
        EProcess[] processes = new EProcess[40];
        for (int i = 0; i < processes.length; i++) {
            processes[i] = Machines.process(large, "P" + i);
        }
        long pool = large.view().counters().nonPagedPoolPages() - before.counters().nonPagedPoolPages();
        assertTrue(pool > 0);
        KernelImage image = new KernelImage(large.view().memory(), large.view().machine());
        assertTrue(isLarge(large.view(), large.view().processes().getLast().address()),
                "an object of nonpaged pool lies in a large page");
        assertEquals(large.view().processes().getLast().pid(), image.system().read32(
                large.view().processes().getLast().address() + image.structure("EPROCESS").offset("UniqueProcessId")));
        Machines.checkInvariants(large);
        for (EProcess process : processes) {
            large.processes().exit(process);
        }
        Machines.checkInvariants(large);
        Machines.assertSame(before, large.view());
    }

    @ParameterizedTest
    @CsvSource({"NT4, 64, Windows NT 4.0 has no large pages", "XP, 8, largepages=on needs 16 MB of memory or more"})
    void machinesThatCannotHaveThem(Profile profile, int megabytes, String message) {
        ConfigurationException refused = assertThrows(ConfigurationException.class,
                () -> configuration(profile, PagingMode.X86, megabytes).withLargePages(LargePageUse.ON));
        assertEquals("largepages", refused.option());
        assertEquals(message, refused.getMessage());
    }

    @Test
    void theLargestMachinesBoot() {
        for (PagingMode paging : PagingMode.values()) {
            Kernel kernel = Kernel.boot(configuration(Profile.WS2003, paging, 4096));
            assertTrue(isLarge(kernel.view(), kernel.view().machine().pfnDatabase()));
            assertEquals(1 << 20, kernel.view().pfns().frames());
        }
    }
}
