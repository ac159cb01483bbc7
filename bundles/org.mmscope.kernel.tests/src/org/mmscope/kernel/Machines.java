package org.mmscope.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.mmscope.kernel.check.Checkers;
import org.mmscope.kernel.check.Violation;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.MemoryCounters;
import org.mmscope.kernel.view.PoolView;
import org.mmscope.machine.PhysicalReader;

/** Machines for tests, what is asked of them again and again, and the check of every invariant. */
public final class Machines {

    /** Bytes from the list of the system's working set to the end of its hash table. */
    private static final long SYSTEM_LIST_ROOM = 0x20_0000;
    private static final int RESERVE_COMMIT = MemoryConstants.MEM_RESERVE | MemoryConstants.MEM_COMMIT;

    private Machines() {
    }

    public static Kernel boot(Profile profile, long megabytes, long pageFileMegabytes) {
        return Kernel.boot(KernelConfiguration.defaults().withProfile(profile).withMemoryBytes(megabytes << 20)
                .withPageFile(pageFileMegabytes << 20));
    }

    public static EProcess process(Kernel kernel, String name) {
        EProcess[] made = new EProcess[1];
        assertEquals(NtStatus.SUCCESS, kernel.processes().create(ProcessOptions.named(name), made));
        kernel.beginCall();
        return made[0];
    }

    /** Reserves and commits memory at an address. */
    public static void commit(Kernel kernel, EProcess process, int base, long size, int protect) {
        assertEquals(NtStatus.SUCCESS,
                kernel.virtualMemory().allocate(process, new MemoryRange(base, size), RESERVE_COMMIT, protect));
    }

    public static int load(Kernel kernel, EProcess process, int va) {
        kernel.processes().attach(process);
        int value = kernel.processor().load32(va);
        assertTrue(!kernel.processor().aborted(), () -> "load raised " + kernel.pendingException());
        return value;
    }

    public static void store(Kernel kernel, EProcess process, int va, int value) {
        kernel.processes().attach(process);
        kernel.processor().store32(va, value);
        assertTrue(!kernel.processor().aborted(), () -> "store raised " + kernel.pendingException());
    }

    /** Creates a section backed by the page file and maps it whole. */
    public static int section(Kernel kernel, EProcess process, String name, long size, int protect) {
        IntHolder handle = new IntHolder();
        int status = kernel.sections().create(process, new SectionRequest(name, MemoryConstants.SECTION_ALL_ACCESS,
                size, protect, MemoryConstants.SEC_COMMIT, 0), handle);
        assertTrue(NtStatus.success(status), () -> Integer.toHexString(status));
        return handle.value;
    }

    /** Creates a section, of the page files when the file's handle is 0; gives its status. */
    public static int section(Kernel kernel, EProcess process, int file, long size, int protect, int attributes,
            IntHolder handle) {
        return kernel.sections().create(process, new SectionRequest(null, MemoryConstants.SECTION_ALL_ACCESS, size,
                protect, attributes, file), handle);
    }

    /** Opens a file of the volume. */
    public static int open(Kernel kernel, EProcess process, String path, int access) {
        IntHolder file = new IntHolder();
        assertEquals(NtStatus.SUCCESS, kernel.files().create(process,
                new FileRequest(path, access, 7, MemoryConstants.FILE_OPEN), file, new IntHolder()));
        return file.value;
    }

    /** The PTE of an address. */
    public static long pte(Kernel kernel, EProcess process, int va) {
        return kernel.view().ptes(kernel.view().processes().stream()
                .filter(view -> view.name().equals(process.name())).findFirst().orElseThrow()).stream()
                .filter(pte -> pte.page() == (va & 0xFFFFF000L)).findFirst().orElseThrow().raw();
    }

    /** Opens a file of the volume and creates a section of it. */
    public static int fileSection(Kernel kernel, EProcess process, String path, int access, int protect) {
        IntHolder file = new IntHolder();
        assertEquals(NtStatus.SUCCESS, kernel.files().create(process, new FileRequest(path, access, 7,
                MemoryConstants.FILE_OPEN), file, new IntHolder()));
        IntHolder handle = new IntHolder();
        assertEquals(NtStatus.SUCCESS, kernel.sections().create(process, new SectionRequest(null,
                MemoryConstants.SECTION_ALL_ACCESS, 0, protect, MemoryConstants.SEC_COMMIT, file.value), handle));
        return handle.value;
    }

    /** Maps a section whole at an address. */
    public static void map(Kernel kernel, EProcess process, int section, int base, int protect) {
        assertEquals(NtStatus.SUCCESS,
                kernel.sections().mapView(process, section, new ViewRequest(base, 0, 0, protect)));
    }

    public static void checkInvariants(Kernel kernel) {
        List<Violation> violations = Checkers.check(kernel.view());
        assertTrue(violations.isEmpty(), violations::toString);
    }

    /**
     * Takes the pages of paged pool out of memory that may leave: they are written, and a process that wants every page
     * there is gets theirs. Without the memory or commitment for that process they only leave the working set.
     */
    public static void pageOutPool(Kernel kernel) {
        kernel.emptySystemWorkingSet();
        kernel.writeModifiedPages();
        EProcess[] hog = new EProcess[1];
        if (!NtStatus.success(kernel.processes().create(ProcessOptions.named("hog"), hog))) {
            return;
        }
        int pages = kernel.view().pageLists().free() + kernel.view().pageLists().zeroed()
                + kernel.view().pageLists().standby();
        MemoryRange range = new MemoryRange(0, pages * 4096L);
        if (NtStatus.success(kernel.virtualMemory().allocate(hog[0], range, RESERVE_COMMIT,
                MemoryConstants.PAGE_READWRITE))) {
            kernel.processes().attach(hog[0]);
            for (int i = 0; i < pages; i++) {
                kernel.processor().store32(range.base + i * 4096, i);
            }
        }
        kernel.processes().exit(hog[0]);
        kernel.beginCall();
    }

    /** Pages of paged pool that are not in the working set of the system. */
    public static long trimmedPool(MachineView view) {
        PoolView pool = view.pools().stream().filter(each -> each.kind() == PoolView.Kind.PAGED).findFirst()
                .orElseThrow();
        return pool.pages() - view.systemWorkingSetEntries().stream()
                .filter(entry -> entry.page() >= pool.start() && entry.page() <= pool.end()).count();
    }

    /**
     * Asserts that what a machine has left is what it began with; a page of paged pool may be in memory or not, and the
     * list of the system's working set keeps the pages that it has grown by.
     */
    public static void assertSame(MachineView before, MachineView after) {
        MemoryCounters first = before.counters();
        MemoryCounters last = after.counters();
        long trimmed = trimmedPool(after) - trimmedPool(before);
        int grown = systemListPages(after) - systemListPages(before);
        assertEquals(first.availablePages() + trimmed - grown, last.availablePages(), "available");
        assertEquals(first.commitTotal() + grown, last.commitTotal(), "committed");
        assertEquals(first.pagedPoolPages(), last.pagedPoolPages(), "paged pool");
        assertEquals(first.nonPagedPoolPages(), last.nonPagedPoolPages(), "nonpaged pool");
        assertEquals(0, after.pageLists().modified(), "modified");
        assertEquals(before.pageLists().active() - trimmed + grown, after.pageLists().active(), "active");
    }

    private static int systemListPages(MachineView view) {
        KernelImage image = new KernelImage(view.memory(), view.machine());
        long list = image.field("MMSUPPORT", "VmWorkingSetList", image.symbol("MmSystemCacheWs"));
        int[] pages = new int[1];
        image.tables((long) view.machine().systemPageDirectory() * PhysicalReader.FRAME_SIZE)
                .scan(list, list + SYSTEM_LIST_ROOM - 1, (va, entry, raw, large) -> pages[0]++);
        return pages[0];
    }
}
