package org.mmscope.kernel.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.kernel.Machines.checkInvariants;
import static org.mmscope.kernel.Machines.load;
import static org.mmscope.kernel.Machines.process;
import static org.mmscope.kernel.Machines.store;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelCapture;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.PageFileSize;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.SystemThread;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.MemoryCounters;

/** Page files that grow up to their maximum, and what happens behind it. */
class PageFileGrowthTest {

    private static final int BASE = 0x10000000;
    private static final int RESERVE_COMMIT = MemoryConstants.MEM_RESERVE | MemoryConstants.MEM_COMMIT;
    private static final long MB = 1 << 20;

    private static Kernel boot(Profile profile, PageFileSize... sizes) {
        KernelConfiguration configuration =
                KernelConfiguration.defaults().withProfile(profile).withMemoryBytes(5 * MB);
        for (PageFileSize size : sizes) {
            configuration = configuration.withPageFile(size);
        }
        return Kernel.boot(configuration);
    }

    private static int commit(Kernel kernel, EProcess process, int base, long pages) {
        return kernel.virtualMemory().allocate(process, new MemoryRange(base, pages * 4096), RESERVE_COMMIT,
                MemoryConstants.PAGE_READWRITE);
    }

    private static long size(Kernel kernel, int number) {
        return kernel.view().pageFiles().get(number).sizePages();
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void aChargeOverTheLimitExtendsThem(Profile profile) {
        Kernel kernel = boot(profile, new PageFileSize(MB, 3 * MB), new PageFileSize(MB, 2 * MB));
        EProcess process = process(kernel, "A");
        MemoryCounters before = kernel.view().counters();
        long left = before.commitLimit() - before.commitTotal();
        assertEquals(NtStatus.SUCCESS, commit(kernel, process, BASE, left + 1));
        checkInvariants(kernel);
        assertEquals(2 * MB / 4096, size(kernel, 0), "by a megabyte at least");
        assertEquals(MB / 4096, size(kernel, 1));
        assertEquals(before.commitLimit() + 256, kernel.view().counters().commitLimit());
        left = kernel.view().counters().commitLimit() - kernel.view().counters().commitTotal();
        assertEquals(NtStatus.SUCCESS, commit(kernel, process, 0x12000000, left + 300));
        assertEquals(3 * MB / 4096, size(kernel, 0), "the first up to its maximum");
        assertEquals(2 * MB / 4096, size(kernel, 1), "then the second");
        checkInvariants(kernel);
    }

    @Test
    void behindTheMaximumACommitFailsAndNothingIsHalfDone() {
        Kernel kernel = boot(Profile.XP, new PageFileSize(MB, 3 * MB));
        EProcess process = process(kernel, "A");
        MemoryCounters before = kernel.view().counters();
        long left = before.commitLimit() - before.commitTotal();
        assertEquals(NtStatus.COMMITMENT_LIMIT, commit(kernel, process, BASE, left + 513));
        assertEquals(before, kernel.view().counters());
        assertEquals(MB / 4096, size(kernel, 0), "not extended for nothing");
        checkInvariants(kernel);
        assertEquals(NtStatus.SUCCESS, commit(kernel, process, BASE, left + 511));
        assertEquals(MB / 4096 + 511, size(kernel, 0), "by what was missing");
        assertEquals(NtStatus.COMMITMENT_LIMIT, commit(kernel, process, 0x14000000, 2));
        checkInvariants(kernel);
    }

    @Test
    void theDereferenceSegmentThreadExtendsAhead() {
        Kernel kernel = boot(Profile.XP, new PageFileSize(MB, 8 * MB));
        EProcess process = process(kernel, "A");
        kernel.run(SystemThread.DEREFERENCE_SEGMENT);
        assertEquals(MB / 4096, size(kernel, 0), "below nine tenths of the limit");
        MemoryCounters before = kernel.view().counters();
        long nine = before.commitLimit() * 9 / 10 - before.commitTotal();
        assertEquals(NtStatus.SUCCESS, commit(kernel, process, BASE, nine + 1));
        assertEquals(MB / 4096, size(kernel, 0));
        kernel.run(SystemThread.DEREFERENCE_SEGMENT);
        assertEquals(2 * MB / 4096, size(kernel, 0));
        KernelCapture capture = kernel.capture();
        long left = kernel.view().counters().commitLimit() - kernel.view().counters().commitTotal();
        assertEquals(NtStatus.SUCCESS, commit(kernel, process, 0x12000000, left));
        kernel.tick(1);
        assertEquals(3 * MB / 4096, size(kernel, 0), "each second, as long as it is needed");
        kernel.restore(capture);
        assertEquals(2 * MB / 4096, size(kernel, 0));
        checkInvariants(kernel);
    }

    @Test
    void slotsOfTheExtensionAreUsedAndSlotZeroIsNot() {
        Kernel kernel = boot(Profile.XP, new PageFileSize(MB, 6 * MB));
        EProcess process = process(kernel, "A");
        int pages = 1500;
        assertEquals(NtStatus.SUCCESS, commit(kernel, process, BASE, pages));
        for (int i = 0; i < pages; i++) {
            store(kernel, process, BASE + i * 4096, i * 7);
        }
        kernel.processes().emptyWorkingSet(process);
        kernel.writeModifiedPages();
        checkInvariants(kernel);
        assertTrue(kernel.view().pageFiles().getFirst().peakPages() > 256, "slots behind the first megabyte");
        for (int i = 0; i < pages; i++) {
            assertEquals(i * 7, load(kernel, process, BASE + i * 4096));
        }
        checkInvariants(kernel);
        kernel.processes().exit(process);
        kernel.tick(1);
        assertEquals(0, kernel.view().pageFiles().getFirst().usedPages());
        checkInvariants(kernel);
    }

    @Test
    void withEveryPageFileFullPagesStayInMemory() {
        Kernel kernel = boot(Profile.XP, PageFileSize.fixed(MB), PageFileSize.fixed(MB));
        EProcess process = process(kernel, "A");
        long left = kernel.view().counters().commitLimit() - kernel.view().counters().commitTotal();
        int pages = (int) left - 20;
        assertEquals(NtStatus.SUCCESS, commit(kernel, process, BASE, pages));
        for (int i = 0; i < pages; i++) {
            store(kernel, process, BASE + i * 4096, i + 1);
        }
        kernel.processes().emptyWorkingSet(process);
        kernel.writeModifiedPages();
        kernel.view().pageFiles().forEach(file -> assertEquals(255, file.usedPages(), "full but for slot 0"));
        assertTrue(kernel.view().pageLists().modified() > 0, "nowhere to write these");
        checkInvariants(kernel);
        for (int i = 0; i < pages; i++) {
            assertEquals(i + 1, load(kernel, process, BASE + i * 4096));
        }
        checkInvariants(kernel);
    }

    @Test
    void sizesAreHeldAgainstEachOther() {
        assertThrows(IllegalArgumentException.class, () -> new PageFileSize(2 * MB, MB));
        assertThrows(IllegalArgumentException.class, () -> new PageFileSize(MB, MB + 1));
        assertEquals(new PageFileSize(MB, MB), PageFileSize.fixed(MB));
    }

    @Test
    void pagesBelongToTheirSlotsAfterMachinesAreUsed() {
        Kernel kernel = boot(Profile.WS2003, new PageFileSize(MB, 2 * MB), PageFileSize.fixed(MB));
        EProcess process = process(kernel, "A");
        Machines.commit(kernel, process, BASE, 900 * 4096L, MemoryConstants.PAGE_READWRITE);
        for (int i = 0; i < 900; i++) {
            store(kernel, process, BASE + i * 4096, ~i);
        }
        kernel.tick(2);
        for (int i = 0; i < 900; i++) {
            assertEquals(~i, load(kernel, process, BASE + i * 4096));
        }
        checkInvariants(kernel);
    }
}
