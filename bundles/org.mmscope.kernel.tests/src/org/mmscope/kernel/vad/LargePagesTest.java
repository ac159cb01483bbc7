package org.mmscope.kernel.vad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelCapture;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.KernelConfiguration.DepPolicy;
import org.mmscope.kernel.KernelConfiguration.LargePageUse;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryBasicInformation;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.PteView;
import org.mmscope.kernel.view.VadView;
import org.mmscope.machine.PagingMode;

/**
 * Large pages of programs, by what the Platform SDK says of VirtualAlloc with MEM_LARGE_PAGES and by the rules of
 * NtAllocateVirtualMemory and MiAllocateLargePages of Windows Server 2003 SP1.
 */
class LargePagesTest {

    private static final int PAGE = 4096;
    private static final int BASE = 0x10000000;
    private static final int LARGE =
            MemoryConstants.MEM_RESERVE | MemoryConstants.MEM_COMMIT | MemoryConstants.MEM_LARGE_PAGES;
    private static final int READ_WRITE = MemoryConstants.PAGE_READWRITE;

    private final MemoryRange range = new MemoryRange(0, 0);

    private static KernelConfiguration configuration(PagingMode paging) {
        return KernelConfiguration.defaults().withProfile(Profile.WS2003).withPaging(paging)
                .withMemoryBytes(48 << 20).withPageFile(64 << 20);
    }

    private static Kernel boot(PagingMode paging) {
        return Kernel.boot(configuration(paging));
    }

    private int allocate(Kernel kernel, EProcess process, int base, long size, int type, int protect) {
        range.base = base;
        range.size = size;
        return kernel.virtualMemory().allocate(process, range, type, protect);
    }

    private static int size(Kernel kernel) {
        return kernel.configuration().largePageMinimum();
    }

    private int allocated(Kernel kernel, EProcess process, int base, int count) {
        assertEquals(NtStatus.SUCCESS,
                allocate(kernel, process, base, (long) count * size(kernel), LARGE, READ_WRITE));
        return range.base;
    }

    private static VadView vad(Kernel kernel, EProcess process, int base) {
        return kernel.view().processes().stream().filter(view -> view.pid() == process.processId())
                .flatMap(view -> view.vads().stream()).filter(vad -> vad.start() == (base & 0xFFFFFFFFL)).findFirst()
                .orElse(null);
    }

    private static List<PteView> entries(Kernel kernel, EProcess process, int base, long size) {
        MachineView view = kernel.view();
        return view.ptes(view.processes().stream().filter(each -> each.pid() == process.processId()).findFirst()
                .orElseThrow()).stream().filter(pte -> pte.page() >= base && pte.page() < base + size).toList();
    }

    @ParameterizedTest
    @EnumSource
    void areContiguousAlignedZeroedAndThereAtOnce(PagingMode paging) {
        Kernel kernel = boot(paging);
        EProcess process = Machines.process(kernel, "A");
        MachineView before = kernel.view();
        int size = size(kernel);
        assertEquals(paging == PagingMode.PAE ? 2 << 20 : 4 << 20, size);
        int base = allocated(kernel, process, 0, 2);
        assertEquals(0, base % size);
        List<PteView> entries = entries(kernel, process, base, 2L * size);
        assertEquals(2, entries.size());
        PfnTable pfns = kernel.view().pfns();
        for (PteView entry : entries) {
            assertEquals(paging == PagingMode.PAE ? 0xC0600000L + (entry.page() >>> 21) * 8
                    : 0xC0300000L + (entry.page() >>> 22) * 4, entry.address());
            assertEquals(0, entry.pfn() % (size / PAGE));
            // Valid, write, owner, accessed, dirty, large, and the software's write bit.
            assertEquals(0x8E7, entry.raw() & 0xFFF);
            for (int pfn = entry.pfn(); pfn < entry.pfn() + size / PAGE; pfn++) {
                assertEquals(PageLocation.ACTIVE, pfns.location(pfn));
                assertEquals(entry.address(), pfns.pteAddress(pfn));
                assertEquals(entry.physicalAddress() >>> 12, pfns.pteFrame(pfn));
                assertEquals(1, pfns.shareCount(pfn));
            }
        }
        kernel.processes().attach(process);
        long misses = kernel.processor().counters().dataMisses();
        for (int at = 0; at < size; at += PAGE) {
            assertEquals(0, kernel.processor().load32(base + at));
        }
        // One entry of the large bank translates all of it, and nothing faults.
        assertEquals(1, kernel.processor().counters().dataMisses() - misses);
        assertEquals(List.of(), kernel.faults());
        Machines.store(kernel, process, base + size - 4, 77);
        assertEquals(77, kernel.memory().read32(((long) entries.getFirst().pfn() << 12) + size - 4));
        long pages = 2L * size / PAGE;
        assertEquals(pages, kernel.view().counters().commitTotal() - before.counters().commitTotal());
        assertEquals(pages, vad(kernel, process, base).commitCharge());
        Machines.checkInvariants(kernel);
        assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().free(process, new MemoryRange(base, 0),
                MemoryConstants.MEM_RELEASE));
        kernel.processor().load32(base);
        assertTrue(kernel.processor().aborted(), "nothing translates what was given back");
        Machines.checkInvariants(kernel);
        Machines.assertSame(before, kernel.view());
    }

    @Test
    void isAPrivateVadThatSaysLargePages() {
        Kernel kernel = boot(PagingMode.X86);
        EProcess process = Machines.process(kernel, "A");
        allocated(kernel, process, BASE, 1);
        VadView vad = vad(kernel, process, BASE);
        assertEquals(VadView.Kind.PRIVATE, vad.kind());
        assertTrue(vad.largePages());
        assertEquals(1, kernel.view().processes().getLast().vads().stream().filter(VadView::largePages).count());
        MemoryBasicInformation information = new MemoryBasicInformation();
        assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().query(process, BASE + 0x5000, information));
        assertEquals(BASE, information.allocationBase);
        assertEquals(size(kernel) - 0x5000, information.regionSize);
        assertEquals(MemoryConstants.MEM_COMMIT, information.state);
        assertEquals(READ_WRITE, information.protect);
        assertEquals(MemoryConstants.MEM_PRIVATE, information.type);
    }

    @ParameterizedTest
    @CsvSource({"0, 0x400000, 0x20001000, 0x04, 0x00000000", "0, 0x400000, 0x20002000, 0x04, 0xC00000F3",
        "0x10000000, 0x400000, 0x20001000, 0x04, 0xC00000F3", "0, 0x400000, 0x20403000, 0x04, 0xC00000F3",
        "0, 0x400000, 0x20080000, 0x04, 0xC00000F3", "0, 0x401000, 0x20003000, 0x04, 0xC00000F2",
        "0, 0x200000, 0x20003000, 0x04, 0xC00000F2", "0x10010000, 0x400000, 0x20003000, 0x04, 0xC00000F0",
        "0x10000000, 0x400000, 0x20003000, 0x02, 0xC0000045", "0x10000000, 0x400000, 0x20003000, 0x01, 0xC0000045",
        "0x10000000, 0x400000, 0x20003000, 0x104, 0xC0000045", "0x10000000, 0x400000, 0x20003000, 0x08, 0xC0000045",
        "0x10000000, 0x400000, 0x20103000, 0x04, 0x00000000", "0x10000000, 0x400000, 0x20003000, 0x40, 0x00000000"})
    void whatIsRefused(String base, String size, String type, String protect, String status) {
        Kernel kernel = boot(PagingMode.X86);
        EProcess process = Machines.process(kernel, "A");
        MachineView before = kernel.view();
        int expected = Long.decode(status).intValue();
        assertEquals(Integer.toHexString(expected), Integer.toHexString(allocate(kernel, process,
                Integer.decode(base), Integer.decode(size), Integer.decode(type), Integer.decode(protect))));
        if (expected != NtStatus.SUCCESS) {
            Machines.assertSame(before, kernel.view());
        }
        Machines.checkInvariants(kernel);
    }

    @ParameterizedTest
    @CsvSource({"NT4, BY_MEMORY, 0xC00000F3", "W2K, ON, 0xC00000F3", "XP, ON, 0xC00000F3", "WS2003, OFF, 0xC00000BB"})
    void machinesWithout(Profile profile, LargePageUse largePages, String status) {
        Kernel kernel = Kernel.boot(configuration(PagingMode.X86).withProfile(profile).withLargePages(largePages));
        EProcess process = Machines.process(kernel, "A");
        assertEquals(0, size(kernel));
        assertEquals(Long.decode(status).intValue(), allocate(kernel, process, 0, 4 << 20, LARGE, READ_WRITE));
    }

    @Test
    void goAsAWholeAndStayAsTheyAre() {
        Kernel kernel = boot(PagingMode.X86);
        EProcess process = Machines.process(kernel, "A");
        allocated(kernel, process, BASE, 2);
        IntHolder old = new IntHolder();
        int size = size(kernel);
        assertEquals(NtStatus.MEMORY_NOT_ALLOCATED, kernel.virtualMemory().free(process,
                new MemoryRange(BASE, size), MemoryConstants.MEM_DECOMMIT));
        assertEquals(NtStatus.FREE_VM_NOT_AT_BASE, kernel.virtualMemory().free(process,
                new MemoryRange(BASE, size), MemoryConstants.MEM_RELEASE));
        assertEquals(NtStatus.FREE_VM_NOT_AT_BASE, kernel.virtualMemory().free(process,
                new MemoryRange(BASE + size, 0), MemoryConstants.MEM_RELEASE));
        assertEquals(NtStatus.CONFLICTING_ADDRESSES, kernel.virtualMemory().protect(process,
                new MemoryRange(BASE, PAGE), MemoryConstants.PAGE_READONLY, old));
        assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().protect(process, new MemoryRange(BASE, PAGE), READ_WRITE,
                old));
        assertEquals(READ_WRITE, old.value);
        assertEquals(NtStatus.CONFLICTING_ADDRESSES,
                allocate(kernel, process, BASE, PAGE, MemoryConstants.MEM_COMMIT, READ_WRITE));
        assertEquals(NtStatus.INCOMPATIBLE_FILE_MAP,
                kernel.virtualMemory().lock(process, new MemoryRange(BASE, PAGE)));
        assertEquals(NtStatus.INCOMPATIBLE_FILE_MAP,
                kernel.virtualMemory().unlock(process, new MemoryRange(BASE, PAGE)));
        assertEquals(2L * size / PAGE, vad(kernel, process, BASE).commitCharge());
        Machines.checkInvariants(kernel);
    }

    @Test
    void allOrNothing() {
        Kernel kernel = boot(PagingMode.X86);
        EProcess process = Machines.process(kernel, "A");
        MachineView before = kernel.view();
        // Memory has twelve runs of 4 MB; the first two hold the directory and the kernel's image.
        assertTrue(before.counters().availablePages() > 11 * 1024);
        assertEquals(NtStatus.INSUFFICIENT_RESOURCES,
                allocate(kernel, process, BASE, 11 * (4L << 20), LARGE, READ_WRITE));
        Machines.checkInvariants(kernel);
        Machines.assertSame(before, kernel.view());
        assertEquals(NtStatus.COMMITMENT_LIMIT,
                allocate(kernel, process, BASE, 64 * (4L << 20), LARGE, READ_WRITE));
        Machines.assertSame(before, kernel.view());
    }

    /** One page that is in use in each run is enough to leave no large page, however much memory is free. */
    @Test
    void memoryInPiecesHasNone() {
        Kernel kernel = boot(PagingMode.X86);
        EProcess process = Machines.process(kernel, "A");
        int pages = kernel.view().pageLists().free() + kernel.view().pageLists().zeroed() - 256;
        Machines.commit(kernel, process, BASE, (long) pages * PAGE, READ_WRITE);
        for (int i = 0; i < pages; i++) {
            Machines.store(kernel, process, BASE + i * PAGE, i);
        }
        for (PteView pte : entries(kernel, process, BASE, (long) pages * PAGE)) {
            if (pte.pfn() >= 0 && pte.pfn() % 512 != 300) {
                kernel.virtualMemory().free(process, new MemoryRange((int) pte.page(), PAGE),
                        MemoryConstants.MEM_DECOMMIT);
            }
        }
        assertTrue(kernel.view().counters().availablePages() > 5000);
        assertEquals(NtStatus.INSUFFICIENT_RESOURCES,
                allocate(kernel, process, 0x30000000, 4 << 20, LARGE, READ_WRITE));
        Machines.checkInvariants(kernel);
    }

    /** Pages on the standby list make room, and come back from the page file for whom they are. */
    @ParameterizedTest
    @EnumSource
    void standbyPagesMakeRoom(PagingMode paging) {
        Kernel kernel = boot(paging);
        EProcess other = Machines.process(kernel, "B");
        int pages = (int) kernel.view().counters().availablePages() - 200;
        Machines.commit(kernel, other, BASE, (long) pages * PAGE, READ_WRITE);
        // Page tables first, and few pages at a time, so that nothing lies between the pages that cannot go.
        for (int i = 0; i < pages; i += 512) {
            Machines.store(kernel, other, BASE + i * PAGE, i + 1);
        }
        for (int i = 0; i < pages; i++) {
            Machines.store(kernel, other, BASE + i * PAGE, i + 1);
            if (i % 400 == 399 || i == pages - 1) {
                kernel.processes().emptyWorkingSet(other);
                kernel.writeModifiedPages();
            }
        }
        EProcess process = Machines.process(kernel, "A");
        int runs = runs(kernel, PageLocation.STANDBY);
        assertTrue(runs > 0 && runs(kernel, PageLocation.FREE) == 0, "a run with standby pages in it, and no other");
        int base = allocated(kernel, process, 0, runs);
        for (int at = 0; at < runs * size(kernel); at += PAGE) {
            assertEquals(0, Machines.load(kernel, process, base + at + 8) | Machines.load(kernel, process, base + at));
        }
        Machines.checkInvariants(kernel);
        assertEquals(NtStatus.INSUFFICIENT_RESOURCES,
                allocate(kernel, process, 0, size(kernel), LARGE, READ_WRITE));
        kernel.processes().exit(process);
        for (int i = 0; i < pages; i++) {
            assertEquals(i + 1, Machines.load(kernel, other, BASE + i * PAGE));
        }
        Machines.checkInvariants(kernel);
    }

    /** Runs that could become a large page, counted where all lists up to one may be drawn on. */
    private static int runs(Kernel kernel, PageLocation last) {
        PfnTable pfns = kernel.view().pfns();
        int pages = size(kernel) / PAGE;
        int count = 0;
        for (int first = 0; first + pages <= pfns.frames(); first += pages) {
            count += IntStream.range(first, first + pages)
                    .allMatch(pfn -> pfns.location(pfn).compareTo(last) <= 0) ? 1 : 0;
        }
        return count;
    }

    @ParameterizedTest
    @EnumSource
    void stayInMemoryAndAreNotInherited(PagingMode paging) {
        Kernel kernel = boot(paging);
        MachineView before = kernel.view();
        EProcess process = Machines.process(kernel, "A");
        allocated(kernel, process, BASE, 1);
        Machines.store(kernel, process, BASE + 0x12340, 99);
        PteView entry = entries(kernel, process, BASE, size(kernel)).getFirst();
        kernel.processes().emptyWorkingSet(process);
        kernel.processes().outswap(process);
        Machines.checkInvariants(kernel);
        assertEquals(entry, entries(kernel, process, BASE, size(kernel)).getFirst());
        kernel.processes().inswap(process);
        EProcess[] child = new EProcess[1];
        assertEquals(NtStatus.SUCCESS, kernel.processes().fork(process, ProcessOptions.named("C"), child));
        assertEquals(null, vad(kernel, child[0], BASE));
        kernel.processes().attach(child[0]);
        kernel.processor().load32(BASE + 0x12340);
        assertTrue(kernel.processor().aborted());
        assertEquals(99, Machines.load(kernel, process, BASE + 0x12340));
        byte[] bytes = new byte[PAGE];
        IntHolder done = new IntHolder();
        assertEquals(NtStatus.SUCCESS,
                kernel.virtualMemory().read(process, BASE + 0x12300, bytes, bytes.length, done));
        assertEquals(99, bytes[0x40]);
        assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().write(process, BASE + 0x12fff, new byte[] {1, 2}, 2, done));
        assertEquals(2, Machines.load(kernel, process, BASE + 0x13000));
        Machines.checkInvariants(kernel);
        kernel.processes().exit(child[0]);
        kernel.processes().exit(process);
        Machines.checkInvariants(kernel);
        kernel.writeModifiedPages();
        Machines.assertSame(before, kernel.view());
    }

    @Test
    void aRestoredMachineHasThem() {
        Kernel kernel = boot(PagingMode.X86);
        EProcess process = Machines.process(kernel, "A");
        allocated(kernel, process, BASE, 1);
        Machines.store(kernel, process, BASE, 5);
        KernelCapture capture = kernel.capture();
        kernel.virtualMemory().free(process, new MemoryRange(BASE, 0), MemoryConstants.MEM_RELEASE);
        kernel.restore(capture);
        EProcess restored = kernel.processes().byName("A");
        assertEquals(5, Machines.load(kernel, restored, BASE));
        Machines.checkInvariants(kernel);
    }

    @ParameterizedTest
    @CsvSource({"0x04, true", "0x40, false"})
    void preventExecutionAsOtherPagesDo(String protect, boolean prevented) {
        Kernel kernel = Kernel.boot(configuration(PagingMode.PAE).withDep(DepPolicy.ALWAYS_ON));
        EProcess process = Machines.process(kernel, "A");
        assertEquals(NtStatus.SUCCESS,
                allocate(kernel, process, BASE, 2 << 20, LARGE, Integer.decode(protect)));
        kernel.processes().attach(process);
        kernel.beginCall();
        kernel.processor().execute(BASE + 0x54321);
        assertEquals(prevented, kernel.processor().aborted());
        assertEquals(prevented, kernel.pendingException() != null);
        Machines.checkInvariants(kernel);
    }

    /** Memory above 4 GB is taken first, which leaves the low frames to whom they alone are of use. */
    @Test
    void lieAboveFourGigabytesWhereThereIsSuchMemory() {
        Kernel kernel = Kernel.boot(configuration(PagingMode.PAE).withMemoryBytes(5L << 30));
        EProcess process = Machines.process(kernel, "A");
        allocated(kernel, process, BASE, 1);
        Machines.store(kernel, process, BASE + 0x1234, 42);
        int pfn = entries(kernel, process, BASE, size(kernel)).getFirst().pfn();
        assertTrue(pfn >= 1 << 20, "frame " + pfn);
        assertEquals(42, kernel.memory().read32(((long) pfn << 12) + 0x1234));
    }

    /** They are promised to nobody else: what they hold is no longer there for other pages that cannot be paged. */
    @Test
    void countAsPagesThatCannotBePaged() {
        Kernel kernel = boot(PagingMode.X86);
        EProcess process = Machines.process(kernel, "A");
        long before = kernel.memory().read32(global(kernel));
        allocated(kernel, process, BASE, 1);
        assertEquals(before + 1024, kernel.memory().read32(global(kernel)));
        kernel.processes().exit(process);
        assertEquals(before, kernel.memory().read32(global(kernel)));
        assertFalse(kernel.view().processes().stream().anyMatch(view -> view.name().equals("A")));
    }

    private static long global(Kernel kernel) {
        MachineView view = kernel.view();
        return new KernelImage(view.memory(), view.machine()).system()
                .physical(view.machine().symbols().get("MmVadPhysicalPages"));
    }
}
