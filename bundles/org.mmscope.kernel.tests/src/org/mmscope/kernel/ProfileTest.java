package org.mmscope.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mmscope.kernel.KernelConfiguration.DepPolicy;
import org.mmscope.kernel.KernelConfiguration.LargePageUse;
import org.mmscope.kernel.io.FileSource;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.replacement.PageString;
import org.mmscope.kernel.replacement.ReplacementPolicies;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.VadView;
import org.mmscope.machine.ControlRegisters;
import org.mmscope.machine.PagingMode;

/** What tells the releases apart, and what their editions use. */
class ProfileTest {

    private static final int BASE = 0x10000000;
    private static final long GIGABYTE = 1L << 30;
    private static final int SHARED_DATA = KernelLayout.USER_SHARED_DATA;

    private static KernelConfiguration configuration(Profile profile) {
        return KernelConfiguration.defaults().withProfile(profile).withMemoryBytes(16 << 20).withPageFile(8 << 20);
    }

    @ParameterizedTest
    @CsvSource({"NT4, false", "W2K, false", "XP, false", "WS2003, true"})
    void vadTree(Profile profile, boolean balanced) {
        Kernel kernel = Kernel.boot(configuration(profile));
        EProcess process = Machines.process(kernel, "A");
        for (int i = 0; i < 200; i++) {
            assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().allocate(process,
                    new MemoryRange(BASE + i * 0x10000, 0x10000), MemoryConstants.MEM_RESERVE,
                    MemoryConstants.PAGE_READWRITE));
        }
        int depth = depth(kernel.view().processes().getLast().vads());
        // An AVL tree of n nodes is at most 1.44 log2(n + 2) deep; a splay tree filled in order is a list.
        assertEquals(balanced, depth <= 11, "depth " + depth);
        Machines.checkInvariants(kernel);
    }

    private static int depth(List<VadView> vads) {
        Map<Long, Long> parents = new HashMap<>();
        vads.forEach(vad -> parents.put(vad.address(), vad.parent()));
        int deepest = 0;
        for (VadView vad : vads) {
            int depth = 0;
            for (Long at = vad.address(); parents.containsKey(at); at = parents.get(at)) {
                depth++;
            }
            deepest = Math.max(deepest, depth);
        }
        return deepest;
    }

    @ParameterizedTest
    @CsvSource({"NT4, modified-fifo", "W2K, ageing-lru", "XP, ageing-lru", "WS2003, ageing-lru"})
    void replacement(Profile profile, String policy) {
        assertEquals(policy, Kernel.boot(configuration(profile)).replacementPolicy().id());
        assertEquals("clock", Kernel.boot(configuration(profile).withPolicy("clock")).replacementPolicy().id());
    }

    /** A page that is used each second stays, and the idle one goes, where pages age; else the first one goes. */
    @ParameterizedTest
    @CsvSource({"NT4, 0, 2", "W2K, 2, 0", "XP, 2, 0", "WS2003, 2, 0"})
    void replacementByUse(Profile profile, int gone, int kept) {
        PageString string = new PageString(KernelConfiguration.defaults().withProfile(profile),
                new ReplacementPolicies(), 4, 8);
        string.faults(0, 1, 2, 3);
        for (int second = 0; second < 4; second++) {
            string.kernel.tick(1);
            string.faults(0, 1, 3);
        }
        string.touch(4);
        assertEquals(0, string.touch(kept));
        assertEquals(1, string.touch(gone));
        Machines.checkInvariants(string.kernel);
    }

    /** Frames above 4 GB hold pages where the kernel is one for PAE and the edition goes so far. */
    @ParameterizedTest
    @CsvSource({"NT4, '', X86, 4", "W2K, advanced-server, PAE, 5", "W2K, advanced-server, X86, 4", "W2K, server, PAE, 4",
        "XP, professional, PAE, 4", "WS2003, datacenter, PAE, 5", "WS2003, datacenter, X86, 4",
        "WS2003, standard, PAE, 4"})
    void memoryAboveFourGigabytes(Profile profile, String edition, PagingMode paging, int used) {
        Kernel kernel = Kernel.boot(KernelConfiguration.defaults().withProfile(profile).withEdition(edition)
                .withPaging(paging).withMemoryBytes(5 * GIGABYTE));
        assertEquals(used * GIGABYTE >> 12, kernel.view().pfns().frames());
        EProcess process = Machines.process(kernel, "A");
        int last = kernel.view().pfns().frames() - 1;
        MachineView view = kernel.view();
        assertEquals(PageLocation.FREE, view.pfns().location(last), "the last frame can be given out");
        assertTrue(view.pageLists().free() > last - 30_000);
        Machines.commit(kernel, process, BASE, 0x10000, MemoryConstants.PAGE_READWRITE);
        Machines.store(kernel, process, BASE, 5);
        assertEquals(5, Machines.load(kernel, process, BASE));
    }

    /** Who gets zeroes takes a zeroed page while there is one; who overwrites the page takes one that is only free. */
    @ParameterizedTest
    @EnumSource
    void zeroedAndFreePages(Profile profile) {
        Kernel kernel = Kernel.boot(configuration(profile));
        EProcess former = Machines.process(kernel, "F");
        EProcess process = Machines.process(kernel, "A");
        kernel.volume().addFile("C:\\data.bin", 0x10000, FileSource.PATTERN);
        int section = Machines.fileSection(kernel, process, "C:\\data.bin", MemoryConstants.GENERIC_READ,
                MemoryConstants.PAGE_READONLY);
        Machines.map(kernel, process, section, BASE + 0x1000000, MemoryConstants.PAGE_READONLY);
        Machines.commit(kernel, process, BASE, 0x100000, MemoryConstants.PAGE_READWRITE);
        Machines.store(kernel, process, BASE, 1);
        Machines.commit(kernel, former, BASE, 0x100000, MemoryConstants.PAGE_READWRITE);
        for (int page = 0; page < 0x100; page++) {
            Machines.store(kernel, former, BASE + page * 4096, page);
        }
        kernel.zeroPages();
        kernel.processes().exit(former);
        assertTrue(kernel.view().pageLists().zeroed() > 64 && kernel.view().pageLists().free() >= 0x100);
        for (int page = 1; page < 20; page++) {
            assertEquals(PageLocation.ZEROED, listBefore(kernel, process, BASE + page * 4096), "page " + page);
        }
        assertEquals(PageLocation.FREE, listBefore(kernel, process, BASE + 0x1000000));
        Machines.checkInvariants(kernel);
    }

    /** The list on which the page was that a load of an address brings. */
    private static PageLocation listBefore(Kernel kernel, EProcess process, int va) {
        MachineView before = kernel.view();
        Machines.load(kernel, process, va);
        MachineView after = kernel.view();
        int pfn = after.ptes(after.processes().stream().filter(view -> view.name().equals("A")).findFirst()
                .orElseThrow()).stream().filter(pte -> pte.page() == va).findFirst().orElseThrow().pfn();
        return before.pfns().location(pfn);
    }

    /** A process's pages have one colour of the second-level cache after the other, on the zeroed list and the free one. */
    @ParameterizedTest
    @EnumSource
    void pageColours(Profile profile) {
        for (boolean zeroed : new boolean[] {false, true}) {
            Kernel kernel = Kernel.boot(configuration(profile));
            EProcess process = Machines.process(kernel, "A");
            Machines.commit(kernel, process, BASE, 0x100000, MemoryConstants.PAGE_READWRITE);
            Machines.store(kernel, process, BASE, 1);
            if (zeroed) {
                kernel.zeroPages();
            }
            int color = colorOf(kernel, process, BASE);
            for (int page = 1; page < 140; page++) {
                Machines.store(kernel, process, BASE + page * 4096, page);
                assertEquals((color + page) % 64, colorOf(kernel, process, BASE + page * 4096), "page " + page);
            }
        }
    }

    private static int colorOf(Kernel kernel, EProcess process, int va) {
        return (int) (Machines.pte(kernel, process, va) >>> 12 & 63);
    }

    @ParameterizedTest
    @EnumSource
    void physicalAddressExtension(Profile profile) {
        KernelConfiguration wanted = configuration(profile);
        if (profile == Profile.NT4) {
            ConfigurationException refused = assertThrows(ConfigurationException.class,
                    () -> wanted.withPaging(PagingMode.PAE));
            assertEquals("paging", refused.option());
            return;
        }
        Kernel kernel = Kernel.boot(wanted.withPaging(PagingMode.PAE).withMemoryBytes(64 << 20));
        EProcess process = Machines.process(kernel, "A");
        Machines.commit(kernel, process, BASE, 0x10000, MemoryConstants.PAGE_READWRITE);
        Machines.store(kernel, process, BASE, 5);
        assertTrue((kernel.processor().cr4() & ControlRegisters.CR4_PAE) != 0);
        Machines.checkInvariants(kernel);
    }

    @ParameterizedTest
    @CsvSource({"W2K, false", "XP, true", "WS2003, true"})
    void noExecute(Profile profile, boolean known) {
        Kernel kernel = Kernel.boot(configuration(profile).withPaging(PagingMode.PAE).withDep(DepPolicy.ALWAYS_ON));
        EProcess process = Machines.process(kernel, "A");
        Machines.commit(kernel, process, BASE, 0x10000, MemoryConstants.PAGE_READWRITE);
        kernel.processes().attach(process);
        kernel.processor().execute(BASE);
        assertEquals(known, kernel.processor().aborted());
        assertEquals(known, (kernel.processor().efer() & ControlRegisters.EFER_NXE) != 0);
    }

    @ParameterizedTest
    @CsvSource({"NT4, enterprise, 3072", "W2K, advanced-server, 3072", "W2K, datacenter, 3072", "XP, '', 3072",
        "XP, professional, 2560", "WS2003, '', 3072", "WS2003, web, 2052"})
    void userSpace(Profile profile, String edition, int megabytes) {
        KernelConfiguration wide = new KernelConfiguration(profile, 32 << 20, List.of(PageFileSize.fixed(8 << 20)), PagingMode.X86,
                (long) megabytes << 20, edition, DepPolicy.OPT_IN, LargePageUse.BY_MEMORY, 0, "");
        Kernel kernel = Kernel.boot(wide);
        MachineView before = kernel.view();
        EProcess process = Machines.process(kernel, "A");
        int border = (int) wide.userSpaceBytes();
        assertEquals(border, kernel.layout().systemRangeStart());
        int top = border - 0x30000;
        Machines.commit(kernel, process, top, 0x10000, MemoryConstants.PAGE_READWRITE);
        Machines.store(kernel, process, top + 0xFFFC, 77);
        assertEquals(77, Machines.load(kernel, process, top + 0xFFFC));
        assertTrue(Machines.load(kernel, process, SHARED_DATA) >= 0);
        MemoryRange taken = new MemoryRange(SHARED_DATA, 0x1000);
        assertEquals(NtStatus.INVALID_PARAMETER_3, kernel.virtualMemory().allocate(process, taken,
                MemoryConstants.MEM_RESERVE, MemoryConstants.PAGE_READWRITE));
        kernel.processor().load8(border);
        assertTrue(kernel.processor().aborted());
        kernel.processor().load8(SHARED_DATA + 0x1000);
        assertTrue(kernel.processor().aborted());
        Machines.checkInvariants(kernel);
        kernel.processes().exit(process);
        Machines.checkInvariants(kernel);
        Machines.assertSame(before, kernel.view());
    }

    @ParameterizedTest
    @CsvSource({"NT4, workstation, 3072", "NT4, enterprise, 2560", "W2K, professional, 3072", "W2K, server, 3072",
        "W2K, advanced-server, 2560", "XP, home, 3072"})
    void userSpaceThatAnEditionDoesNotHave(Profile profile, String edition, int megabytes) {
        ConfigurationException refused = assertThrows(ConfigurationException.class,
                () -> new KernelConfiguration(profile, 32 << 20, List.of(), PagingMode.X86, (long) megabytes << 20,
                        edition, DepPolicy.OPT_IN, LargePageUse.BY_MEMORY, 0, ""));
        assertEquals("userva", refused.option());
    }

    @ParameterizedTest
    @CsvSource({"XP, home, 4, 4", "XP, professional, 4, 4", "WS2003, web, 2, 2", "WS2003, standard, 4, 4",
        "WS2003, enterprise, 32, 16", "WS2003, datacenter, 64, 16", "NT4, server, 4, 4", "W2K, datacenter, 32, 16"})
    void memoryOfEditions(Profile profile, String edition, int gigabytes, int wide) {
        boolean pae = profile.physicalAddressExtension();
        KernelConfiguration all = new KernelConfiguration(profile, 64 * GIGABYTE, List.of(),
                pae ? PagingMode.PAE : PagingMode.X86, 2 * GIGABYTE, edition, DepPolicy.OPT_IN,
                LargePageUse.BY_MEMORY, 0, "");
        assertEquals(gigabytes * GIGABYTE, all.usedMemoryBytes());
        if (all.chosenEdition().wide()) {
            assertEquals(wide * GIGABYTE, all.withUserSpaceBytes(3 * GIGABYTE).usedMemoryBytes());
        }
        if (pae) {
            assertEquals(Math.min(4, gigabytes) * GIGABYTE, all.withPaging(PagingMode.X86).usedMemoryBytes());
        }
        assertEquals(256L << 20, all.withMemoryBytes(256 << 20).usedMemoryBytes());
    }

    @Test
    void memoryAboveTheLimitIsLeftAlone() {
        Kernel kernel = Kernel.boot(KernelConfiguration.defaults().withProfile(Profile.WS2003).withEdition("web")
                .withMemoryBytes(3 * GIGABYTE));
        MachineView view = kernel.view();
        assertEquals(2 * GIGABYTE >> 12, view.machine().physicalPages());
        assertEquals(3 * GIGABYTE, kernel.memory().size());
        assertEquals(2 * GIGABYTE >> 12, view.pfns().frames());
        assertTrue(view.pageLists().free() < 2 * GIGABYTE >> 12);
        Machines.checkInvariants(kernel);
    }

    @Test
    void editionsAreOfTheirProfile() {
        ConfigurationException refused = assertThrows(ConfigurationException.class,
                () -> KernelConfiguration.defaults().withEdition("web"));
        assertEquals("edition", refused.option());
        assertFalse(refused.getMessage().isEmpty());
    }
}
