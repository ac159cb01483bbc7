package org.mmscope.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mmscope.kernel.io.FileSource;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.process.EThread;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageFileView;
import org.mmscope.machine.PagingMode;

/**
 * Random operations of processes that come and go, on private memory, shared sections and a mapped file, in a machine
 * that is too small for them. Every shared byte has one value at a time, whoever looks; no invariant breaks; at the end
 * everything has been given back.
 */
class SoakTest {

    private static final int OPERATIONS = Integer.getInteger("mmscope.soak", 4000);
    private static final int CHECK_EVERY = Integer.getInteger("mmscope.soak.check", 100);
    private static final int PRIVATE = 0x10000000;
    private static final int SHARED = 0x11000000;
    private static final int MAPPED = 0x12000000;
    private static final int COPIED = 0x13000000;
    private static final int PRIVATE_PAGES = 300;
    private static final int SHARED_PAGES = 200;
    private static final int FILE_PAGES = 150;
    private static final int MOST_PROCESSES = 4;
    private static final int MOST_THREADS = 4;
    private static final int TEB_STACK_BASE = 4;
    private static final String FILE = "C:\\data.bin";

    private final int[] sharedModel = new int[SHARED_PAGES];
    private final int[] fileModel = new int[FILE_PAGES];
    private final List<Member> members = new ArrayList<>();
    private Random random;
    private Kernel kernel;
    private EProcess keeper;

    /** A process with what its private pages and its copies should hold; -1 for a page not copied yet. */
    private record Member(EProcess process, int[] own, int[] copies) {
    }

    @ParameterizedTest
    @CsvSource({"XP, X86, 1", "WS2003, X86, 2", "XP, PAE, 3", "NT4, X86, 4"})
    void nothingBreaks(Profile profile, PagingMode paging, long seed) {
        random = new Random(seed);
        kernel = Kernel.boot(KernelConfiguration.defaults().withProfile(profile).withPaging(paging)
                .withMemoryBytes(5 << 20).withPageFile(4 << 20).withPageFile(16 << 20));
        kernel.volume().addFile(FILE, FILE_PAGES * 4096L, FileSource.ZERO);
        MachineView before = kernel.view();
        keeper = Machines.process(kernel, "keeper");
        Machines.section(kernel, keeper, "shared", SHARED_PAGES * 4096L, MemoryConstants.PAGE_READWRITE);
        for (int i = 0; i < OPERATIONS; i++) {
            operation();
            kernel.beginCall();
            if (i % CHECK_EVERY == 0) {
                Machines.checkInvariants(kernel);
            }
        }
        members.forEach(member -> kernel.processes().exit(member.process()));
        kernel.processes().exit(keeper);
        kernel.writeModifiedPages();
        kernel.dereferenceSegments();
        Machines.checkInvariants(kernel);
        Machines.assertSame(before, kernel.view());
        assertTrue(kernel.view().systemFaults().hardFaults() > 0);
        assertEquals(Machines.trimmedPool(kernel.view()),
                kernel.view().pageFiles().stream().mapToLong(PageFileView::usedPages).sum());
        assertFile();
    }

    private void assertFile() {
        byte[] cluster = new byte[4096];
        for (int page = 0; page < FILE_PAGES; page++) {
            kernel.volume().file(FILE).readCluster(page, cluster);
            assertEquals(fileModel[page] & 0xFF, cluster[0] & 0xFF, "page " + page + " of the file");
        }
    }

    private void operation() {
        if (members.isEmpty() || members.size() < MOST_PROCESSES && random.nextInt(40) == 0) {
            join();
            return;
        }
        Member member = members.get(random.nextInt(members.size()));
        switch (random.nextInt(80)) {
            case 0 -> leave(member);
            case 1 -> kernel.processes().emptyWorkingSet(member.process());
            case 2 -> kernel.tick(1);
            case 3 -> kernel.zeroPages();
            case 4 -> kernel.writeModifiedPages();
            case 5 -> kernel.sections().flush(member.process(), new MemoryRange(MAPPED, 0));
            case 6 -> decommit(member);
            case 7 -> kernel.processes().outswap(member.process());
            case 8 -> kernel.processes().inswap(member.process());
            case 9, 10 -> startThread(member);
            case 11 -> endThread(member);
            case 12 -> growStack(member);
            case 13 -> protect(member);
            case 14 -> allocateAndFree(member);
            case 15 -> kernel.run(SystemThread.SWAPPER);
            case 16 -> kernel.emptySystemWorkingSet();
            case 17 -> Machines.pageOutPool(kernel);
            default -> touch(member);
        }
    }

    private void join() {
        EProcess process = Machines.process(kernel, "P" + random.nextInt(1000));
        Machines.commit(kernel, process, PRIVATE, PRIVATE_PAGES * 4096L, MemoryConstants.PAGE_READWRITE);
        IntHolder handle = new IntHolder();
        assertEquals(NtStatus.SUCCESS,
                kernel.sections().open(process, "shared", MemoryConstants.SECTION_ALL_ACCESS, handle));
        Machines.map(kernel, process, handle.value, SHARED, MemoryConstants.PAGE_READWRITE);
        Machines.map(kernel, process, handle.value, COPIED, MemoryConstants.PAGE_WRITECOPY);
        int file = Machines.fileSection(kernel, process, FILE,
                MemoryConstants.GENERIC_READ | MemoryConstants.GENERIC_WRITE, MemoryConstants.PAGE_READWRITE);
        Machines.map(kernel, process, file, MAPPED, MemoryConstants.PAGE_READWRITE);
        int[] copies = new int[SHARED_PAGES];
        java.util.Arrays.fill(copies, -1);
        members.add(new Member(process, new int[PRIVATE_PAGES], copies));
    }

    private void leave(Member member) {
        members.remove(member);
        kernel.processes().exit(member.process());
    }

    private void decommit(Member member) {
        int page = random.nextInt(PRIVATE_PAGES);
        MemoryRange range = new MemoryRange(PRIVATE + page * 4096, 4096);
        assertEquals(NtStatus.SUCCESS,
                kernel.virtualMemory().free(member.process(), range, MemoryConstants.MEM_DECOMMIT));
        Machines.checkInvariants(kernel);
        assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().allocate(member.process(), range,
                MemoryConstants.MEM_COMMIT, MemoryConstants.PAGE_READWRITE));
        member.own()[page] = 0;
    }

    private void startThread(Member member) {
        if (kernel.threads().all(member.process()).size() < MOST_THREADS) {
            kernel.threads().create(member.process(), ThreadOptions.withStack(0x20000, random.nextInt(0x8000)),
                    new EThread[1]);
        }
    }

    private void endThread(Member member) {
        List<EThread> threads = kernel.threads().all(member.process());
        if (threads.size() > 1) {
            kernel.threads().exit(threads.get(1 + random.nextInt(threads.size() - 1)));
        }
    }

    /** Touches the stack of a thread from its top down: its guard page moves. */
    private void growStack(Member member) {
        List<EThread> threads = kernel.threads().all(member.process());
        EThread thread = threads.get(random.nextInt(threads.size()));
        kernel.threads().attach(thread);
        int base = kernel.processor().load32(thread.teb() + TEB_STACK_BASE);
        int pages = 1 + random.nextInt(8);
        for (int page = 1; page <= pages; page++) {
            kernel.processor().store8(base - page * 4096, page);
            assertEquals(false, kernel.processor().aborted(), () -> String.valueOf(kernel.pendingException()));
        }
    }

    private void protect(Member member) {
        MemoryRange range = new MemoryRange(PRIVATE + random.nextInt(PRIVATE_PAGES) * 4096, 4096);
        kernel.processes().attach(member.process());
        for (int protect : new int[] {MemoryConstants.PAGE_NOACCESS, MemoryConstants.PAGE_READWRITE}) {
            assertEquals(NtStatus.SUCCESS,
                    kernel.virtualMemory().protect(member.process(), range, protect, new IntHolder()));
        }
    }

    private void allocateAndFree(Member member) {
        MemoryRange range = new MemoryRange(0, (1 + random.nextInt(40)) * 4096L);
        int type = MemoryConstants.MEM_RESERVE | MemoryConstants.MEM_COMMIT;
        if (NtStatus.success(kernel.virtualMemory().allocate(member.process(), range, type,
                MemoryConstants.PAGE_READWRITE))) {
            kernel.processes().attach(member.process());
            kernel.processor().store8(range.base, 1);
            assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().free(member.process(),
                    new MemoryRange(range.base, 0), MemoryConstants.MEM_RELEASE));
        }
    }

    private void touch(Member member) {
        int value = random.nextInt(256);
        boolean store = random.nextBoolean();
        switch (random.nextInt(4)) {
            case 0 -> touch(member, PRIVATE, member.own(), random.nextInt(PRIVATE_PAGES), store, value);
            case 1 -> touch(member, SHARED, sharedModel, random.nextInt(SHARED_PAGES), store, value);
            case 2 -> touch(member, MAPPED, fileModel, random.nextInt(FILE_PAGES), store, value);
            default -> copy(member, random.nextInt(SHARED_PAGES), store, value);
        }
    }

    private void copy(Member member, int page, boolean store, int value) {
        int[] seen = {member.copies()[page] < 0 ? sharedModel[page] : member.copies()[page]};
        touch(member, COPIED + page * 4096, seen, 0, store, value);
        if (store) {
            member.copies()[page] = value;
        }
    }

    private void touch(Member member, int base, int[] model, int page, boolean store, int value) {
        kernel.processes().attach(member.process());
        int va = base + page * 4096;
        if (store) {
            kernel.processor().store8(va, value);
            model[page] = value;
        } else {
            assertEquals(model[page], kernel.processor().load8(va), () -> "page " + page + " at "
                    + Integer.toHexString(va));
        }
        assertEquals(false, kernel.processor().aborted(), () -> String.valueOf(kernel.pendingException()));
    }
}
