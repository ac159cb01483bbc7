package org.mmscope.kernel.awe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelCapture;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryBasicInformation;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.MemoryCounters;
import org.mmscope.kernel.view.PageLocation;
import org.mmscope.kernel.view.PfnTable;
import org.mmscope.kernel.view.VadView;
import org.mmscope.machine.PagingMode;

/**
 * Address Windowing Extensions, by what the Platform SDK says of AllocateUserPhysicalPages and its companions and by
 * the rules of NtMapUserPhysicalPages (base/ntos/mm/physical.c of the Windows Research Kernel).
 */
class UserPhysicalPagesTest {

    private static final int PAGE = 4096;
    private static final int WINDOW = 0x10000000;
    private static final int SECOND = 0x18000000;
    private static final int PHYSICAL = MemoryConstants.MEM_RESERVE | MemoryConstants.MEM_PHYSICAL;

    private enum Mode {
        W2K(Profile.W2K, PagingMode.X86), XP(Profile.XP, PagingMode.X86), XP_PAE(Profile.XP, PagingMode.PAE),
        WS2003(Profile.WS2003, PagingMode.X86), WS2003_PAE(Profile.WS2003, PagingMode.PAE);

        private final Profile profile;
        private final PagingMode paging;

        Mode(Profile profile, PagingMode paging) {
            this.profile = profile;
            this.paging = paging;
        }

        Kernel boot() {
            return Kernel.boot(configuration(32).withProfile(profile).withPaging(paging));
        }
    }

    private static KernelConfiguration configuration(long megabytes) {
        return KernelConfiguration.defaults().withMemoryBytes(megabytes << 20).withPageFile(32 << 20);
    }

    private static void window(Kernel kernel, EProcess process, int base, int pages) {
        assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().allocate(process,
                new MemoryRange(base, (long) pages * PAGE), PHYSICAL, MemoryConstants.PAGE_READWRITE));
    }

    private static int allocate(Kernel kernel, EProcess process, int pages) {
        IntHolder count = new IntHolder();
        count.value = pages;
        IntHolder first = new IntHolder();
        assertEquals(NtStatus.SUCCESS, kernel.userPhysicalPages().allocate(process, count, first));
        assertEquals(pages, count.value);
        return first.value;
    }

    private static int map(Kernel kernel, EProcess process, int address, int count, int first) {
        return kernel.userPhysicalPages().map(process, address, count,
                kernel.userPhysicalPages().frames(process, first, count));
    }

    private static int free(Kernel kernel, EProcess process, int count, int first, int freed) {
        IntHolder holder = new IntHolder();
        int status = kernel.userPhysicalPages().free(process, holder,
                kernel.userPhysicalPages().frames(process, first, count));
        assertEquals(freed, holder.value);
        return status;
    }

    private static boolean raises(Kernel kernel, EProcess process, int va) {
        kernel.processes().attach(process);
        kernel.processor().load32(va);
        return kernel.processor().aborted();
    }

    /** When no page is free, pages on the standby list are given, and what was in them is in the page file still. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void pagesOfTheStandbyListAreGiven(Mode mode) {
        Kernel kernel = mode.boot();
        EProcess other = Machines.process(kernel, "B");
        int pages = 4000;
        assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().allocate(other,
                new MemoryRange(SECOND, (long) pages * PAGE), MemoryConstants.MEM_RESERVE | MemoryConstants.MEM_COMMIT,
                MemoryConstants.PAGE_READWRITE));
        IntStream.range(0, pages).forEach(i -> Machines.store(kernel, other, SECOND + i * PAGE, i));
        kernel.processes().emptyWorkingSet(other);
        kernel.writeModifiedPages();
        BitSet standby = highFrames(kernel, EnumSet.of(PageLocation.STANDBY));
        int others = highFrames(kernel, EnumSet.of(PageLocation.ZEROED, PageLocation.FREE)).cardinality();
        assertTrue(standby.cardinality() > 100);
        EProcess process = Machines.process(kernel, "A");
        int wanted = others + standby.cardinality() / 2;
        allocate(kernel, process, wanted);
        int[] frames = kernel.userPhysicalPages().frames(process, 0, wanted);
        assertTrue(Arrays.stream(frames).filter(standby::get).count() >= standby.cardinality() / 2);
        assertTrue(Arrays.stream(frames).allMatch(frame -> frame >= 4096));
        Machines.checkInvariants(kernel);
        for (int i = 0; i < pages; i += 97) {
            assertEquals(i, Machines.load(kernel, other, SECOND + i * PAGE));
        }
    }

    /** Frames from 16 MB on that are on lists. */
    private static BitSet highFrames(Kernel kernel, Set<PageLocation> lists) {
        PfnTable pfns = kernel.view().pfns();
        return IntStream.range(4096, pfns.frames()).filter(pfn -> lists.contains(pfns.location(pfn)))
                .collect(BitSet::new, BitSet::set, BitSet::or);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void pagesAreMappedRemappedUnmappedAndGivenBack(Mode mode) {
        Kernel kernel = mode.boot();
        EProcess process = Machines.process(kernel, "A");
        MemoryCounters before = kernel.view().counters();
        window(kernel, process, WINDOW, 8);
        assertEquals(0, allocate(kernel, process, 4));
        assertEquals(4, allocate(kernel, process, 4));
        assertTrue(raises(kernel, process, WINDOW));
        assertEquals(NtStatus.SUCCESS, map(kernel, process, WINDOW, 4, 0));
        for (int i = 0; i < 4; i++) {
            assertEquals(0, Machines.load(kernel, process, WINDOW + i * PAGE));
            Machines.store(kernel, process, WINDOW + i * PAGE, 100 + i);
        }
        assertEquals(NtStatus.SUCCESS, map(kernel, process, WINDOW + 2 * PAGE, 4, 4));
        assertEquals(101, Machines.load(kernel, process, WINDOW + PAGE));
        assertEquals(0, Machines.load(kernel, process, WINDOW + 2 * PAGE));
        assertEquals(NtStatus.SUCCESS, map(kernel, process, WINDOW + 6 * PAGE, 2, 2));
        assertEquals(102, Machines.load(kernel, process, WINDOW + 6 * PAGE));
        assertEquals(NtStatus.SUCCESS, kernel.userPhysicalPages().map(process, WINDOW, 1, null));
        assertTrue(raises(kernel, process, WINDOW));
        Machines.checkInvariants(kernel);
        assertEquals(NtStatus.SUCCESS, free(kernel, process, 8, 0, 8));
        assertTrue(raises(kernel, process, WINDOW + 6 * PAGE));
        assertEquals(0, allocate(kernel, process, 1));
        assertEquals(NtStatus.SUCCESS, free(kernel, process, 1, 0, 1));
        assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().free(process, new MemoryRange(WINDOW, 0),
                MemoryConstants.MEM_RELEASE));
        Machines.checkInvariants(kernel);
        kernel.processes().exit(process);
        kernel.processes().exit(Machines.process(kernel, "A"));
        assertEquals(before.availablePages(), counters(kernel, "A").availablePages());
        Machines.checkInvariants(kernel);
    }

    /** The counters with a process of the same name as before. */
    private static MemoryCounters counters(Kernel kernel, String name) {
        Machines.process(kernel, name);
        return kernel.view().counters();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void everythingIsGivenBackAtTheEndOfTheProcess(Mode mode) {
        Kernel kernel = mode.boot();
        kernel.processes().exit(Machines.process(kernel, "A"));
        MemoryCounters before = kernel.view().counters();
        EProcess process = Machines.process(kernel, "A");
        window(kernel, process, WINDOW, 1500);
        window(kernel, process, SECOND, 16);
        allocate(kernel, process, 100);
        assertEquals(NtStatus.SUCCESS, map(kernel, process, WINDOW + 1000 * PAGE, 50, 20));
        assertEquals(NtStatus.SUCCESS, map(kernel, process, SECOND, 10, 0));
        Machines.store(kernel, process, SECOND, 5);
        Machines.checkInvariants(kernel);
        kernel.processes().exit(process);
        MemoryCounters after = kernel.view().counters();
        assertEquals(before.availablePages(), after.availablePages());
        assertEquals(before.commitTotal(), after.commitTotal());
        Machines.checkInvariants(kernel);
    }

    @Test
    void aPageIsActiveInNoWorkingSetAndChargedToTheSystemOnly() {
        Kernel kernel = Mode.XP.boot();
        EProcess process = Machines.process(kernel, "A");
        window(kernel, process, WINDOW, 8);
        MemoryCounters before = kernel.view().counters();
        int own = kernel.processes().memoryCounters(process).commitCharge();
        int resident = kernel.processes().memoryCounters(process).workingSetSize();
        allocate(kernel, process, 4);
        map(kernel, process, WINDOW + PAGE, 1, 3);
        Machines.store(kernel, process, WINDOW + PAGE, 77);
        MemoryCounters after = kernel.view().counters();
        assertEquals(before.availablePages() - 4, after.availablePages() + kernel.view().counters().nonPagedPoolPages()
                - before.nonPagedPoolPages());
        assertEquals(4, after.commitTotal() - before.commitTotal() - after.nonPagedPoolPages()
                + before.nonPagedPoolPages());
        assertEquals(own, kernel.processes().memoryCounters(process).commitCharge());
        assertEquals(resident, kernel.processes().memoryCounters(process).workingSetSize());
        int[] frames = kernel.userPhysicalPages().frames(process, 0, 5);
        PfnTable pfns = kernel.view().pfns();
        assertEquals(-1, frames[4]);
        for (int i = 0; i < 4; i++) {
            assertEquals(PageLocation.ACTIVE, pfns.location(frames[i]));
            assertTrue(pfns.awe(frames[i]) && frames[i] >= 4096);
            assertEquals(1, pfns.shareCount(frames[i]));
            assertEquals(1, pfns.referenceCount(frames[i]));
            assertEquals(i == 3 ? 0xC0000000L + (WINDOW >>> 12) * 4 + 4 : 0, pfns.pteAddress(frames[i]));
        }
        kernel.processes().emptyWorkingSet(process);
        kernel.tick(5);
        assertEquals(77, Machines.load(kernel, process, WINDOW + PAGE));
        VadView vad = kernel.view().processes().getLast().vads().stream().filter(v -> v.start() == WINDOW)
                .findFirst().orElseThrow();
        assertEquals(VadView.Kind.PHYSICAL, vad.kind());
        assertEquals("PAGE_READWRITE", vad.protection());
        assertEquals(0, vad.commitCharge());
    }

    @Test
    void framesAreRefusedThatAreNotFree() {
        Kernel kernel = Mode.XP.boot();
        EProcess process = Machines.process(kernel, "A");
        EProcess other = Machines.process(kernel, "B");
        assertEquals(NtStatus.INVALID_PARAMETER_1, map(kernel, process, WINDOW, 1, 0));
        assertEquals(NtStatus.INVALID_PARAMETER_1, free(kernel, process, 1, 0, 0));
        window(kernel, process, WINDOW, 8);
        assertEquals(NtStatus.INVALID_PARAMETER_1, map(kernel, process, WINDOW, 1, 0));
        allocate(kernel, process, 4);
        allocate(kernel, other, 1);
        int[] theirs = kernel.userPhysicalPages().frames(other, 0, 1);
        assertEquals(NtStatus.CONFLICTING_ADDRESSES, kernel.userPhysicalPages().map(process, WINDOW, 1, theirs));
        assertEquals(NtStatus.CONFLICTING_ADDRESSES, map(kernel, process, WINDOW, 5, 0));
        assertEquals(NtStatus.INVALID_PARAMETER_2, map(kernel, process, WINDOW, 0, 0));
        assertEquals(NtStatus.INVALID_PARAMETER_2, kernel.userPhysicalPages().map(process, WINDOW, -1, null));
        assertEquals(NtStatus.INVALID_PARAMETER_1, map(kernel, process, WINDOW + 7 * PAGE, 2, 0));
        assertEquals(NtStatus.INVALID_PARAMETER_1, map(kernel, process, SECOND, 2, 0));
        int[] twice = kernel.userPhysicalPages().frames(process, 0, 2);
        twice[1] = twice[0];
        assertEquals(NtStatus.INVALID_PARAMETER_3, kernel.userPhysicalPages().map(process, WINDOW, 2, twice));
        assertTrue(raises(kernel, process, WINDOW));
        assertEquals(NtStatus.SUCCESS, map(kernel, process, WINDOW, 2, 0));
        assertEquals(NtStatus.INVALID_PARAMETER_3, map(kernel, process, WINDOW + 4 * PAGE, 2, 1));
        assertTrue(raises(kernel, process, WINDOW + 5 * PAGE));
        assertEquals(NtStatus.CONFLICTING_ADDRESSES, free(kernel, process, 3, 2, 2));
        assertEquals(NtStatus.INVALID_PARAMETER_2, free(kernel, process, 0, 0, 0));
        Machines.checkInvariants(kernel);
    }

    @Test
    void aWindowIsReservedAndNothingElse() {
        Kernel kernel = Mode.XP.boot();
        EProcess process = Machines.process(kernel, "A");
        MemoryRange range = new MemoryRange(WINDOW, 4 * PAGE);
        for (int type : List.of(MemoryConstants.MEM_PHYSICAL, PHYSICAL | MemoryConstants.MEM_COMMIT,
                MemoryConstants.MEM_PHYSICAL | MemoryConstants.MEM_COMMIT)) {
            assertEquals(NtStatus.INVALID_PARAMETER_5,
                    kernel.virtualMemory().allocate(process, range, type, MemoryConstants.PAGE_READWRITE));
        }
        assertEquals(NtStatus.INVALID_PARAMETER_6,
                kernel.virtualMemory().allocate(process, range, PHYSICAL, MemoryConstants.PAGE_READONLY));
        window(kernel, process, WINDOW, 4);
        allocate(kernel, process, 1);
        map(kernel, process, WINDOW + PAGE, 1, 0);
        IntHolder old = new IntHolder();
        assertEquals(NtStatus.CONFLICTING_ADDRESSES,
                kernel.virtualMemory().protect(process, range, MemoryConstants.PAGE_READONLY, old));
        assertEquals(NtStatus.SUCCESS,
                kernel.virtualMemory().protect(process, range, MemoryConstants.PAGE_READWRITE, old));
        assertEquals(NtStatus.CONFLICTING_ADDRESSES, kernel.virtualMemory().allocate(process,
                new MemoryRange(WINDOW, PAGE), MemoryConstants.MEM_COMMIT, MemoryConstants.PAGE_READWRITE));
        assertEquals(NtStatus.MEMORY_NOT_ALLOCATED, kernel.virtualMemory().free(process,
                new MemoryRange(WINDOW, PAGE), MemoryConstants.MEM_DECOMMIT));
        assertEquals(NtStatus.FREE_VM_NOT_AT_BASE, kernel.virtualMemory().free(process,
                new MemoryRange(WINDOW + PAGE, PAGE), MemoryConstants.MEM_RELEASE));
        assertEquals(NtStatus.INCOMPATIBLE_FILE_MAP,
                kernel.virtualMemory().lock(process, new MemoryRange(WINDOW + PAGE, PAGE)));
        MemoryBasicInformation information = new MemoryBasicInformation();
        kernel.virtualMemory().query(process, WINDOW, information);
        assertEquals(MemoryConstants.MEM_RESERVE, information.state);
        assertEquals(PAGE, information.regionSize);
        kernel.virtualMemory().query(process, WINDOW + PAGE, information);
        assertEquals(MemoryConstants.MEM_COMMIT, information.state);
        assertEquals(MemoryConstants.PAGE_READWRITE, information.protect);
        assertEquals(MemoryConstants.MEM_PRIVATE, information.type);
        byte[] bytes = {1, 2, 3, 4};
        assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().write(process, WINDOW + PAGE, bytes, 4, old));
        assertEquals(0x04030201, Machines.load(kernel, process, WINDOW + PAGE));
        assertEquals(NtStatus.PARTIAL_COPY, kernel.virtualMemory().read(process, WINDOW + PAGE, new byte[2 * PAGE],
                2 * PAGE, old));
        assertEquals(PAGE, old.value);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aChildHasNoWindows(Mode mode) {
        Kernel kernel = mode.boot();
        EProcess parent = Machines.process(kernel, "A");
        window(kernel, parent, WINDOW, 8);
        Machines.commit(kernel, parent, WINDOW + 8 * PAGE + 0x10000, PAGE, MemoryConstants.PAGE_READWRITE);
        Machines.commit(kernel, parent, SECOND, PAGE, MemoryConstants.PAGE_READWRITE);
        Machines.store(kernel, parent, SECOND, 3);
        allocate(kernel, parent, 2);
        map(kernel, parent, WINDOW, 2, 0);
        EProcess[] child = new EProcess[1];
        assertEquals(NtStatus.SUCCESS, kernel.processes().fork(parent, ProcessOptions.named("B"), child));
        assertEquals(3, Machines.load(kernel, child[0], SECOND));
        assertTrue(raises(kernel, child[0], WINDOW));
        assertEquals(-1, kernel.userPhysicalPages().frames(child[0], 0, 1)[0]);
        MemoryBasicInformation information = new MemoryBasicInformation();
        kernel.virtualMemory().query(child[0], WINDOW, information);
        assertEquals(MemoryConstants.MEM_FREE, information.state);
        Machines.checkInvariants(kernel);
        kernel.processes().exit(parent);
        Machines.checkInvariants(kernel);
    }

    @Test
    void whatIsPromisedIsNotGiven() {
        Kernel kernel = Kernel.boot(configuration(16));
        EProcess process = Machines.process(kernel, "A");
        IntHolder count = new IntHolder();
        count.value = 1 << 20;
        assertEquals(NtStatus.SUCCESS, kernel.userPhysicalPages().allocate(process, count, new IntHolder()));
        assertTrue(count.value > 1000 && count.value < 3500, () -> count.value + " pages");
        int given = count.value;
        count.value = 1 << 20;
        assertEquals(NtStatus.INSUFFICIENT_RESOURCES,
                kernel.userPhysicalPages().allocate(process, count, new IntHolder()));
        Machines.commit(kernel, process, SECOND, 2000 * PAGE, MemoryConstants.PAGE_READWRITE);
        for (int i = 0; i < 2000; i++) {
            Machines.store(kernel, process, SECOND + i * PAGE, i);
        }
        Machines.checkInvariants(kernel);
        assertEquals(NtStatus.SUCCESS, free(kernel, process, given, 0, given));
        Machines.checkInvariants(kernel);
    }

    @Test
    void pagesAreZeroedWhoeverHadThem() {
        Kernel kernel = Mode.XP.boot();
        EProcess other = Machines.process(kernel, "B");
        Machines.commit(kernel, other, SECOND, 5000 * PAGE, MemoryConstants.PAGE_READWRITE);
        for (int i = 0; i < 5000; i++) {
            Machines.store(kernel, other, SECOND + i * PAGE, -1);
        }
        kernel.processes().exit(other);
        EProcess process = Machines.process(kernel, "A");
        window(kernel, process, WINDOW, 1000);
        allocate(kernel, process, 1000);
        assertEquals(NtStatus.SUCCESS, map(kernel, process, WINDOW, 1000, 0));
        for (int i = 0; i < 1000; i++) {
            assertEquals(0, Machines.load(kernel, process, WINDOW + i * PAGE));
        }
    }

    @Test
    void aProcessIsSwappedOutWithItsWindows() {
        Kernel kernel = Mode.XP.boot();
        EProcess process = Machines.process(kernel, "A");
        window(kernel, process, WINDOW, 2048);
        allocate(kernel, process, 2);
        map(kernel, process, WINDOW, 1, 0);
        Machines.store(kernel, process, WINDOW, 12);
        kernel.processes().outswap(process);
        Machines.checkInvariants(kernel);
        kernel.processes().inswap(process);
        assertEquals(12, Machines.load(kernel, process, WINDOW));
        assertEquals(NtStatus.SUCCESS, map(kernel, process, WINDOW + 1500 * PAGE, 1, 1));
        assertEquals(0, Machines.load(kernel, process, WINDOW + 1500 * PAGE));
        kernel.processes().exit(process);
        Machines.checkInvariants(kernel);
    }

    @Test
    void aRestoredMachineHasItsPages() {
        Kernel kernel = Mode.XP.boot();
        EProcess process = Machines.process(kernel, "A");
        window(kernel, process, WINDOW, 8);
        allocate(kernel, process, 2);
        map(kernel, process, WINDOW, 1, 1);
        Machines.store(kernel, process, WINDOW, 12);
        KernelCapture capture = kernel.capture();
        free(kernel, process, 2, 0, 2);
        kernel.restore(capture);
        EProcess again = kernel.processes().byName("A");
        assertEquals(12, Machines.load(kernel, again, WINDOW));
        assertEquals(NtStatus.SUCCESS, map(kernel, again, WINDOW + PAGE, 1, 0));
        Machines.checkInvariants(kernel);
    }

    /** What AWE is for: more memory than an address space has room for, through a small window. */
    @Test
    void memoryAboveFourGigabytesIsReachedThroughAWindow() {
        Kernel kernel = Kernel.boot(configuration(6 << 10).withProfile(Profile.WS2003).withPaging(PagingMode.PAE));
        EProcess process = Machines.process(kernel, "A");
        int pages = (5 << 18);
        window(kernel, process, WINDOW, 256);
        allocate(kernel, process, pages);
        int[] frames = kernel.userPhysicalPages().frames(process, 0, pages);
        int high = 0;
        for (int first = 0; first < pages; first += pages / 16) {
            assertEquals(NtStatus.SUCCESS, map(kernel, process, WINDOW, 256, first));
            Machines.store(kernel, process, WINDOW + 5 * PAGE, first + 1);
            high += frames[first + 5] >= 1 << 20 ? 1 : 0;
        }
        assertTrue(high > 0);
        for (int first = 0; first < pages; first += pages / 16) {
            assertEquals(NtStatus.SUCCESS, kernel.userPhysicalPages().map(process, WINDOW, 256, null));
            assertEquals(NtStatus.SUCCESS, map(kernel, process, WINDOW, 256, first));
            assertEquals(first + 1, Machines.load(kernel, process, WINDOW + 5 * PAGE));
            if (frames[first + 5] >= 1 << 20) {
                assertEquals(first + 1, kernel.memory().read32((long) frames[first + 5] << 12));
            }
        }
        kernel.processes().exit(process);
    }

    @Test
    void windowsNt4HasNoWindows() {
        Kernel kernel = Kernel.boot(configuration(32).withProfile(Profile.NT4));
        EProcess process = Machines.process(kernel, "A");
        IntHolder count = new IntHolder();
        count.value = 1;
        assertEquals(NtStatus.NOT_SUPPORTED, kernel.userPhysicalPages().allocate(process, count, new IntHolder()));
        assertEquals(NtStatus.INVALID_PARAMETER_5, kernel.virtualMemory().allocate(process,
                new MemoryRange(WINDOW, PAGE), PHYSICAL, MemoryConstants.PAGE_READWRITE));
    }

    /** What each number's page holds, and which number each page of the window shows; -1 for none. */
    private static final class Model {

        private static final int PAGES = 64;

        private final Map<Integer, Integer> contents = new TreeMap<>();
        private final int[] window = new int[PAGES];

        Model() {
            Arrays.fill(window, -1);
        }

        boolean isMapped(int number) {
            return Arrays.stream(window).anyMatch(shown -> shown == number);
        }

        int next() {
            return contents.keySet().stream().mapToInt(number -> number + 1).max().orElse(0);
        }

        /** A number, most of the time one that a page has. */
        int any(Random random) {
            List<Integer> numbers = List.copyOf(contents.keySet());
            return numbers.isEmpty() || random.nextInt(8) == 0 ? random.nextInt(80)
                    : numbers.get(random.nextInt(numbers.size()));
        }

        void free(int number) {
            contents.remove(number);
            for (int i = 0; i < PAGES; i++) {
                window[i] = window[i] == number ? -1 : window[i];
            }
        }
    }

    /** Anything in any order, in two processes, beside a third that wants more memory than there is. */
    @ParameterizedTest
    @EnumSource(value = Mode.class, names = {"XP", "WS2003_PAE"})
    void everyCallAsTheModel(Mode mode) {
        Kernel kernel = mode.boot();
        Random random = new Random(mode.ordinal());
        List<EProcess> processes = List.of(Machines.process(kernel, "A"), Machines.process(kernel, "B"));
        List<Model> models = List.of(new Model(), new Model());
        for (int i = 0; i < 2; i++) {
            window(kernel, processes.get(i), WINDOW, Model.PAGES);
            models.get(i).contents.put(allocate(kernel, processes.get(i), 1), 0);
        }
        EProcess other = Machines.process(kernel, "C");
        Machines.commit(kernel, other, SECOND, 6000 * PAGE, MemoryConstants.PAGE_READWRITE);
        for (int i = 0; i < 1000; i++) {
            int which = random.nextInt(2);
            call(kernel, processes.get(which), models.get(which), random);
            for (int k = 0; k < 4; k++) {
                Machines.store(kernel, other, SECOND + random.nextInt(6000) * PAGE, -1);
            }
            if (i % 100 == 0) {
                Machines.checkInvariants(kernel);
            }
        }
        processes.forEach(kernel.processes()::exit);
        Machines.checkInvariants(kernel);
    }

    private static void call(Kernel kernel, EProcess process, Model model, Random random) {
        int slot = random.nextInt(Model.PAGES);
        int count = 1 + random.nextInt(Math.min(8, Model.PAGES - slot));
        int first = model.any(random);
        switch (random.nextInt(8)) {
            case 0 -> {
                assertEquals(model.next(), allocate(kernel, process, count));
                IntStream.range(model.next(), model.next() + count).forEach(number -> model.contents.put(number, 0));
            }
            case 1 -> free(kernel, process, model, first, count);
            case 2, 3, 4 -> {
                int wrong = IntStream.range(first, first + count)
                        .filter(number -> !model.contents.containsKey(number) || model.isMapped(number)).findFirst()
                        .orElse(-1);
                int status = wrong < 0 ? NtStatus.SUCCESS
                        : model.contents.containsKey(wrong) ? NtStatus.INVALID_PARAMETER_3
                                : NtStatus.CONFLICTING_ADDRESSES;
                assertEquals(status, map(kernel, process, WINDOW + slot * PAGE, count, first));
                for (int k = 0; k < count && wrong < 0; k++) {
                    model.window[slot + k] = first + k;
                }
            }
            case 5 -> {
                assertEquals(NtStatus.SUCCESS,
                        kernel.userPhysicalPages().map(process, WINDOW + slot * PAGE, count, null));
                Arrays.fill(model.window, slot, slot + count, -1);
            }
            default -> refer(kernel, process, model, slot, random.nextInt());
        }
    }

    private static void free(Kernel kernel, EProcess process, Model model, int first, int count) {
        int there = 0;
        while (there < count && model.contents.containsKey(first + there)) {
            model.free(first + there++);
        }
        assertEquals(there == count ? NtStatus.SUCCESS : NtStatus.CONFLICTING_ADDRESSES,
                free(kernel, process, count, first, there));
    }

    private static void refer(Kernel kernel, EProcess process, Model model, int slot, int value) {
        int number = model.window[slot];
        if (number < 0) {
            assertTrue(raises(kernel, process, WINDOW + slot * PAGE));
            return;
        }
        assertEquals(model.contents.get(number), Machines.load(kernel, process, WINDOW + slot * PAGE));
        Machines.store(kernel, process, WINDOW + slot * PAGE, value);
        model.contents.put(number, value);
    }
}
