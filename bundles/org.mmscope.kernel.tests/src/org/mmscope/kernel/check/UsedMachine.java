package org.mmscope.kernel.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.mmscope.kernel.FileRequest;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.SectionRequest;
import org.mmscope.kernel.ViewRequest;
import org.mmscope.kernel.io.FileSource;
import org.mmscope.kernel.process.EProcess;

/**
 * A machine with everything on it that the rules are about: private memory of all states, a named section of two
 * processes, a mapped file with modified and copied pages, pages in page files and on every list, and views in the system
 * cache.
 */
public final class UsedMachine {

    /** Private memory of A. */
    public static final int PRIVATE = 0x10000000;
    /** The shared section in A. */
    public static final int SHARED_A = 0x18000000;
    /** The shared section in B. */
    public static final int SHARED_B = 0x22340000;
    /** The file in A, read and written. */
    public static final int FILE_A = 0x30000000;
    /** The file in B, copied on write. */
    public static final int FILE_B = 0x31000000;

    /** A window of B on physical pages of its own, where the release has such; two of them are mapped. */
    public static final int WINDOW = 0x32000000;
    /** Physical pages of B's own. */
    public static final int OWN_PAGES = 5;

    /** The memory of D. */
    public static final int MANY = 0x40000000;

    private static final int PAGE = 4096;

    /** The kernel. */
    public final Kernel kernel;
    /** A process. */
    public final EProcess a;
    /** Another. */
    public final EProcess b;
    /** One with more memory than there is. */
    public final EProcess d;

    private UsedMachine(KernelConfiguration configuration) {
        kernel = Kernel.boot(configuration);
        a = process("A");
        b = process("B");
        d = process("D");
    }

    /** Boots and uses a machine. */
    public static UsedMachine of(KernelConfiguration configuration) {
        UsedMachine machine = new UsedMachine(configuration);
        machine.privateMemory();
        machine.sharedSection();
        machine.mappedFile();
        machine.basedSections();
        machine.closedFile();
        machine.physicalWindow();
        machine.goneProcess();
        machine.pressure();
        return machine;
    }

    /** The machine most tests use. */
    public static KernelConfiguration configuration() {
        return KernelConfiguration.defaults().withMemoryBytes(8 << 20).withPageFile(8 << 20).withPageFile(4 << 20);
    }

    private EProcess process(String name) {
        EProcess[] process = new EProcess[1];
        ok(kernel.processes().create(ProcessOptions.named(name), process));
        return process[0];
    }

    private void privateMemory() {
        allocate(PRIVATE, 64 * PAGE, MemoryConstants.MEM_RESERVE | MemoryConstants.MEM_COMMIT);
        allocate(PRIVATE + (1 << 20), 1 << 20, MemoryConstants.MEM_RESERVE);
        allocate(PRIVATE + (1 << 20) + 5 * PAGE, 3 * PAGE, MemoryConstants.MEM_COMMIT);
        for (int i = 0; i < 40; i++) {
            store(a, PRIVATE + i * PAGE, i);
        }
        store(a, PRIVATE + (1 << 20) + 6 * PAGE, 7);
        ok(kernel.virtualMemory().protect(a, new MemoryRange(PRIVATE + PAGE, PAGE), MemoryConstants.PAGE_READONLY,
                new IntHolder()));
        ok(kernel.virtualMemory().protect(a, new MemoryRange(PRIVATE + 2 * PAGE, PAGE), MemoryConstants.PAGE_NOACCESS,
                new IntHolder()));
        ok(kernel.virtualMemory().free(a, new MemoryRange(PRIVATE + 8 * PAGE, 2 * PAGE),
                MemoryConstants.MEM_DECOMMIT));
    }

    private void sharedSection() {
        IntHolder handle = new IntHolder();
        ok(kernel.sections().create(a, new SectionRequest("shared", MemoryConstants.SECTION_ALL_ACCESS, 16 * PAGE,
                MemoryConstants.PAGE_READWRITE, MemoryConstants.SEC_COMMIT, 0), handle));
        ok(kernel.sections().mapView(a, handle.value,
                new ViewRequest(SHARED_A, 0, 0, MemoryConstants.PAGE_READWRITE)));
        ok(kernel.sections().open(b, "shared", MemoryConstants.SECTION_ALL_ACCESS, handle));
        ok(kernel.sections().mapView(b, handle.value,
                new ViewRequest(SHARED_B, 0, 0, MemoryConstants.PAGE_READWRITE)));
        for (int i = 0; i < 6; i++) {
            store(a, SHARED_A + i * PAGE, i);
        }
        for (int i = 3; i < 9; i++) {
            load(b, SHARED_B + i * PAGE);
        }
    }

    private void mappedFile() {
        kernel.volume().addFile("C:\\data.bin", 200_000, FileSource.PATTERN);
        view(a, FILE_A, MemoryConstants.GENERIC_READ | MemoryConstants.GENERIC_WRITE,
                MemoryConstants.PAGE_READWRITE);
        view(b, FILE_B, MemoryConstants.GENERIC_READ, MemoryConstants.PAGE_WRITECOPY);
        for (int i = 0; i < 20; i++) {
            load(a, FILE_A + i * PAGE);
        }
        store(a, FILE_A + 4 * PAGE, 99);
        load(b, FILE_B + 4 * PAGE);
        store(b, FILE_B + 5 * PAGE, 5);
    }

    private void view(EProcess process, int at, int access, int protection) {
        IntHolder file = new IntHolder();
        IntHolder section = new IntHolder();
        ok(kernel.files().create(process, new FileRequest("C:\\data.bin", access,
                MemoryConstants.FILE_SHARE_READ | MemoryConstants.FILE_SHARE_WRITE, MemoryConstants.FILE_OPEN), file,
                new IntHolder()));
        ok(kernel.sections().create(process, new SectionRequest(null, MemoryConstants.SECTION_ALL_ACCESS, 0,
                protection, MemoryConstants.SEC_COMMIT, file.value), section));
        ok(kernel.sections().mapView(process, section.value, new ViewRequest(at, 0, 0, protection)));
    }

    private void basedSections() {
        for (int i = 0; i < 3; i++) {
            ok(kernel.sections().create(a, new SectionRequest(null, MemoryConstants.SECTION_ALL_ACCESS, 16 * PAGE,
                    MemoryConstants.PAGE_READWRITE, MemoryConstants.SEC_RESERVE | MemoryConstants.SEC_BASED, 0),
                    new IntHolder()));
        }
    }

    /** A file whose pages are all that is left of it. */
    private void closedFile() {
        kernel.volume().addFile("C:\\closed.bin", 10_000, FileSource.PATTERN);
        IntHolder file = new IntHolder();
        ok(kernel.files().create(a, new FileRequest("C:\\closed.bin", MemoryConstants.GENERIC_READ, 0,
                MemoryConstants.FILE_OPEN), file, new IntHolder()));
        ok(kernel.files().read(a, file.value, 0, new byte[PAGE], PAGE, new IntHolder()));
        ok(kernel.objects().close(a, file.value));
    }

    private void physicalWindow() {
        if (!kernel.configuration().profile().addressWindowing()) {
            return;
        }
        ok(kernel.virtualMemory().allocate(b, new MemoryRange(WINDOW, 16 * PAGE),
                MemoryConstants.MEM_RESERVE | MemoryConstants.MEM_PHYSICAL, MemoryConstants.PAGE_READWRITE));
        IntHolder count = new IntHolder();
        count.value = OWN_PAGES;
        ok(kernel.userPhysicalPages().allocate(b, count, new IntHolder()));
        assertEquals(OWN_PAGES, count.value);
        ok(kernel.userPhysicalPages().map(b, WINDOW + 3 * PAGE, 2, kernel.userPhysicalPages().frames(b, 1, 2)));
        store(b, WINDOW + 4 * PAGE, 11);
    }

    private void goneProcess() {
        EProcess c = process("C");
        MemoryRange range = new MemoryRange(0, 32 * PAGE);
        ok(kernel.virtualMemory().allocate(c, range, MemoryConstants.MEM_RESERVE | MemoryConstants.MEM_COMMIT,
                MemoryConstants.PAGE_READWRITE));
        for (int i = 0; i < 32; i++) {
            store(c, range.base + i * PAGE, i);
        }
        kernel.processes().exit(c);
    }

    /** Uses more memory than there is, so that pages go to every list and to the page files and come back. */
    private void pressure() {
        MemoryRange range = new MemoryRange(MANY, 2500 * PAGE);
        ok(kernel.virtualMemory().allocate(d, range, MemoryConstants.MEM_RESERVE | MemoryConstants.MEM_COMMIT,
                MemoryConstants.PAGE_READWRITE));
        for (int i = 0; i < 2500; i++) {
            store(d, range.base + i * PAGE, i);
        }
        kernel.writeModifiedPages();
        for (int i = 0; i < 100; i++) {
            assertEquals(i, load(d, range.base + i * PAGE));
        }
        ok(kernel.virtualMemory().free(d, new MemoryRange(range.base + 1000 * PAGE, 800 * PAGE),
                MemoryConstants.MEM_DECOMMIT));
        kernel.zeroPages();
        for (int i = 0; i < 300; i++) {
            store(d, range.base + (1800 + i) * PAGE, i);
        }
        cachedFile();
        kernel.processes().exit(process("E"));
        load(a, FILE_A + 30 * PAGE);
    }

    /** Has two views of a file in the system cache, of which a page of the first is dirty. */
    private void cachedFile() {
        kernel.volume().addFile("C:\\cached.bin", 300_000, FileSource.PATTERN);
        IntHolder file = new IntHolder();
        IntHolder done = new IntHolder();
        ok(kernel.files().create(a, new FileRequest("C:\\cached.bin",
                MemoryConstants.GENERIC_READ | MemoryConstants.GENERIC_WRITE, 0, MemoryConstants.FILE_OPEN), file,
                done));
        ok(kernel.files().read(a, file.value, 0, new byte[2 * PAGE], 2 * PAGE, done));
        ok(kernel.files().write(a, file.value, PAGE + 100, new byte[] {1, 2, 3}, 3, done));
        ok(kernel.files().read(a, file.value, 299_000, new byte[1000], 1000, done));
    }

    private void allocate(int base, int size, int type) {
        ok(kernel.virtualMemory().allocate(a, new MemoryRange(base, size), type, MemoryConstants.PAGE_READWRITE));
    }

    /** A store that must succeed. */
    public void store(EProcess process, int va, int value) {
        kernel.processes().attach(process);
        kernel.processor().store32(va, value);
        assertFalse(kernel.processor().aborted(), "store to 0x" + Integer.toHexString(va));
    }

    /** A load that must succeed. */
    public int load(EProcess process, int va) {
        kernel.processes().attach(process);
        int value = kernel.processor().load32(va);
        assertFalse(kernel.processor().aborted(), "load from 0x" + Integer.toHexString(va));
        return value;
    }

    private static void ok(int status) {
        assertTrue(NtStatus.success(status), "status 0x" + Integer.toHexString(status));
    }
}
