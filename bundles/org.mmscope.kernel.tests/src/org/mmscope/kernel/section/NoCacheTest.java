package org.mmscope.kernel.section;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryBasicInformation;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.ViewRequest;
import org.mmscope.kernel.io.FileSource;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;

/** Memory that the processor does not cache: PAGE_NOCACHE of private pages, SEC_NOCACHE of sections. */
class NoCacheTest {

    private static final int BASE = 0x10000000;
    private static final int OTHER = 0x18000000;
    private static final String FILE = "C:\\data.bin";
    private static final int READ_WRITE = MemoryConstants.PAGE_READWRITE;
    private static final int UNCACHED = MemoryConstants.PAGE_READWRITE | MemoryConstants.PAGE_NOCACHE;
    private static final int COMMIT = MemoryConstants.SEC_COMMIT;
    private static final int NO_CACHE = MemoryConstants.SEC_COMMIT | MemoryConstants.SEC_NOCACHE;
    /** PCD and PWT of a hardware PTE. */
    private static final int CACHE_BITS = 0x18;
    /** MiNonCached and MiCached of MMPFN.u3.e1.CacheAttribute. */
    private static final int NON_CACHED = 0;
    private static final int CACHED = 1;

    private final Kernel kernel = Machines.boot(Profile.XP, 32, 64);
    private final EProcess process = Machines.process(kernel, "A");

    @AfterEach
    void theMachineIsConsistent() {
        Machines.checkInvariants(kernel);
        kernel.processes().exit(process);
        kernel.dereferenceSegments();
        Machines.checkInvariants(kernel);
    }

    private void assertCaching(boolean uncached, int va) {
        assertEquals(uncached ? CACHE_BITS : 0, Machines.pte(kernel, process, va) & CACHE_BITS);
        MachineView view = kernel.view();
        KernelImage image = new KernelImage(view.memory(), view.machine());
        long pfn = Machines.pte(kernel, process, va) >>> 12;
        assertEquals(uncached ? NON_CACHED : CACHED, image.field("MMPFN", "u3.e1.CacheAttribute",
                view.machine().pfnDatabase() + pfn * image.structure("MMPFN").size()));
        assertEquals(uncached ? UNCACHED : READ_WRITE, protection(va));
    }

    private int protection(int va) {
        MemoryBasicInformation information = new MemoryBasicInformation();
        assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().query(process, va, information));
        return information.protect;
    }

    private int protect(int va, int protection) {
        return kernel.virtualMemory().protect(process, new MemoryRange(va, 1), protection, new IntHolder());
    }

    @Test
    void privateMemory() {
        Machines.commit(kernel, process, BASE, 0x3000, UNCACHED);
        Machines.store(kernel, process, BASE, 5);
        assertCaching(true, BASE);
        assertEquals(NtStatus.SUCCESS, protect(BASE, READ_WRITE));
        assertCaching(false, BASE);
        assertEquals(NtStatus.SUCCESS, protect(BASE, UNCACHED));
        assertCaching(true, BASE);
        kernel.processes().emptyWorkingSet(process);
        assertEquals(5, Machines.load(kernel, process, BASE));
        assertCaching(true, BASE);
        kernel.processes().emptyWorkingSet(process);
        assertEquals(NtStatus.SUCCESS, protect(BASE, READ_WRITE));
        assertEquals(5, Machines.load(kernel, process, BASE));
        assertCaching(false, BASE);
    }

    @ParameterizedTest
    @ValueSource(ints = {MemoryConstants.PAGE_NOACCESS, MemoryConstants.PAGE_READWRITE | MemoryConstants.PAGE_GUARD})
    void thatDoesNotGoWithNoAccessOrGuards(int with) {
        int protection = with | MemoryConstants.PAGE_NOCACHE;
        assertEquals(NtStatus.INVALID_PAGE_PROTECTION, kernel.virtualMemory().allocate(process,
                new MemoryRange(BASE, 0x1000), MemoryConstants.MEM_RESERVE | MemoryConstants.MEM_COMMIT, protection));
        Machines.commit(kernel, process, BASE, 0x1000, READ_WRITE);
        assertEquals(NtStatus.INVALID_PAGE_PROTECTION, protect(BASE, protection));
    }

    private int create(int file, int protection, int attributes) {
        IntHolder handle = new IntHolder();
        assertEquals(NtStatus.SUCCESS, Machines.section(kernel, process, file, file == 0 ? 0x30000 : 0, protection,
                attributes, handle));
        return handle.value;
    }

    @Test
    void aSectionOfThePageFile() {
        Machines.map(kernel, process, create(0, READ_WRITE, NO_CACHE), BASE, READ_WRITE);
        Machines.store(kernel, process, BASE, 6);
        assertCaching(true, BASE);
        assertEquals(1, flag("CONTROL_AREA", kernel.view().controlAreas().getFirst().address()));
        kernel.processes().emptyWorkingSet(process);
        assertEquals(6, Machines.load(kernel, process, BASE));
        assertCaching(true, BASE);
        assertEquals(NtStatus.SUCCESS, protect(BASE, READ_WRITE), "a view keeps the caching of its section");
        assertCaching(true, BASE);
        Machines.checkInvariants(kernel);
        assertEquals(NtStatus.SUCCESS, protect(BASE, READ_WRITE | MemoryConstants.PAGE_GUARD));
        kernel.beginCall();
        kernel.processor().load32(BASE);
        assertEquals(NtStatus.GUARD_PAGE_VIOLATION, kernel.pendingException().code());
        assertEquals(6, Machines.load(kernel, process, BASE));
        assertCaching(true, BASE);
    }

    private long flag(String structure, long address) {
        MachineView view = kernel.view();
        return new KernelImage(view.memory(), view.machine()).field(structure, "u.Flags.NoCache", address);
    }

    @Test
    void pagesCommittedLater() {
        Machines.map(kernel, process, create(0, READ_WRITE, MemoryConstants.SEC_RESERVE
                | MemoryConstants.SEC_NOCACHE), BASE, READ_WRITE);
        assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().allocate(process, new MemoryRange(BASE, 0x1000),
                MemoryConstants.MEM_COMMIT, READ_WRITE));
        Machines.store(kernel, process, BASE, 1);
        assertCaching(true, BASE);
    }

    @Test
    void aFileIsCachedOrNotForAllOfItsSections() {
        kernel.volume().addFile(FILE, 0x30000, FileSource.PATTERN);
        int file = Machines.open(kernel, process, FILE, MemoryConstants.GENERIC_READ | MemoryConstants.GENERIC_WRITE);
        Machines.map(kernel, process, create(file, READ_WRITE, NO_CACHE), BASE, READ_WRITE);
        Machines.map(kernel, process, create(file, READ_WRITE, COMMIT), OTHER, READ_WRITE);
        Machines.load(kernel, process, OTHER);
        assertEquals(Machines.load(kernel, process, OTHER), Machines.load(kernel, process, BASE));
        assertCaching(true, BASE);
        assertCaching(true, OTHER);
        assertEquals(1, kernel.view().controlAreas().size());
        assertEquals(1, flag("CONTROL_AREA", kernel.view().controlAreas().getFirst().address()));
    }

    @Test
    void theFirstSectionOfAFileDecides() {
        kernel.volume().addFile(FILE, 0x30000, FileSource.PATTERN);
        int file = Machines.open(kernel, process, FILE, MemoryConstants.GENERIC_READ | MemoryConstants.GENERIC_WRITE);
        create(file, READ_WRITE, COMMIT);
        Machines.map(kernel, process, create(file, READ_WRITE, NO_CACHE), BASE, READ_WRITE);
        Machines.load(kernel, process, BASE);
        assertCaching(false, BASE);
    }

    @Test
    void aCopyOfAPageIsNotCachedEither() {
        kernel.volume().addFile(FILE, 0x30000, FileSource.PATTERN);
        int file = Machines.open(kernel, process, FILE, MemoryConstants.GENERIC_READ);
        Machines.map(kernel, process, create(file, MemoryConstants.PAGE_WRITECOPY, NO_CACHE), BASE,
                MemoryConstants.PAGE_WRITECOPY);
        Machines.store(kernel, process, BASE, 1);
        assertCaching(true, BASE);
    }

    /** NtCreateSection takes it among the attributes only, with SEC_COMMIT or SEC_RESERVE and not of an image. */
    @Test
    void itIsAnAttributeOfSections() {
        IntHolder handle = new IntHolder();
        assertEquals(NtStatus.INVALID_PAGE_PROTECTION, Machines.section(kernel, process, 0, 4096, UNCACHED, COMMIT,
                handle));
        assertEquals(NtStatus.INVALID_PAGE_PROTECTION, Machines.section(kernel, process, 0, 4096,
                READ_WRITE | MemoryConstants.PAGE_GUARD, COMMIT, handle));
        assertEquals(NtStatus.INVALID_PARAMETER_6, Machines.section(kernel, process, 0, 4096, READ_WRITE,
                MemoryConstants.SEC_NOCACHE, handle));
        assertEquals(NtStatus.INVALID_PARAMETER_6, Machines.section(kernel, process, 0, 4096, READ_WRITE,
                MemoryConstants.SEC_NOCACHE | MemoryConstants.SEC_IMAGE, handle));
        assertEquals(NtStatus.INVALID_PARAMETER_6, Machines.section(kernel, process, 0, 4096, READ_WRITE,
                MemoryConstants.SEC_FILE | COMMIT, handle));
        assertTrue(kernel.view().controlAreas().isEmpty());
    }

    @Test
    void aViewIsMappedAsItsSectionIs() {
        ViewRequest view = new ViewRequest(BASE, 0, 0, UNCACHED);
        assertEquals(NtStatus.SUCCESS, kernel.sections().mapView(process, create(0, READ_WRITE, COMMIT), view));
        Machines.load(kernel, process, BASE);
        assertCaching(false, BASE);
    }
}
