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
import org.mmscope.kernel.KernelConfiguration.LargePages;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.MachineView;
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
                (long) megabytes << 20, edition, DepPolicy.OPT_IN, LargePages.BY_MEMORY, 0, "");
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
                        edition, DepPolicy.OPT_IN, LargePages.BY_MEMORY, 0, ""));
        assertEquals("userva", refused.option());
    }

    @ParameterizedTest
    @CsvSource({"XP, home, 4, 4", "XP, professional, 4, 4", "WS2003, web, 2, 2", "WS2003, standard, 4, 4",
        "WS2003, enterprise, 32, 16", "WS2003, datacenter, 64, 16", "NT4, server, 4, 4", "W2K, datacenter, 32, 16"})
    void memoryOfEditions(Profile profile, String edition, int gigabytes, int wide) {
        boolean pae = profile.physicalAddressExtension();
        KernelConfiguration all = new KernelConfiguration(profile, 64 * GIGABYTE, List.of(),
                pae ? PagingMode.PAE : PagingMode.X86, 2 * GIGABYTE, edition, DepPolicy.OPT_IN, LargePages.BY_MEMORY, 0, "");
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
