package org.mmscope.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.mmscope.kernel.check.Checkers;
import org.mmscope.kernel.check.Violation;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.MemoryCounters;

/** Machines for tests, what is asked of them again and again, and the check of every invariant. */
public final class Machines {

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

    /** Asserts that what a machine has left is what it began with. */
    public static void assertSame(MachineView before, MachineView after) {
        MemoryCounters first = before.counters();
        MemoryCounters last = after.counters();
        assertEquals(first.availablePages(), last.availablePages(), "available");
        assertEquals(first.commitTotal(), last.commitTotal(), "committed");
        assertEquals(first.pagedPoolPages(), last.pagedPoolPages(), "paged pool");
        assertEquals(first.nonPagedPoolPages(), last.nonPagedPoolPages(), "nonpaged pool");
        assertEquals(0, after.pageLists().modified(), "modified");
        assertEquals(before.pageLists().active(), after.pageLists().active(), "active");
    }
}
