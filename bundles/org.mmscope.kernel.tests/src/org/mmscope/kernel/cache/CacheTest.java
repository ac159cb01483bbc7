package org.mmscope.kernel.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mmscope.kernel.FileRequest;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelCapture;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.KernelLayout;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.SectionRequest;
import org.mmscope.kernel.io.FileSource;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.CacheView;
import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.FileObjectView;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.SharedCacheMapView;
import org.mmscope.machine.PagingMode;

/** Files that are read and written through views in the system cache. */
class CacheTest {

    private static final int PAGE = 4096;
    private static final int VIEW = 256 << 10;
    private static final long CACHE = 0xC1000000L;
    private static final String PATH = "C:\\cached.bin";
    private static final int MAPPED = 0x30000000;

    private Kernel kernel;
    private EProcess process;

    private void boot(Profile profile, PagingMode paging, int megabytes, int fileBytes) {
        kernel = Kernel.boot(KernelConfiguration.defaults().withProfile(profile).withPaging(paging)
                .withMemoryBytes((long) megabytes << 20).withPageFile(16 << 20));
        kernel.volume().addFile(PATH, fileBytes, FileSource.PATTERN);
        process = Machines.process(kernel, "A");
    }

    private void boot(int megabytes, int fileBytes) {
        boot(Profile.XP, PagingMode.X86, megabytes, fileBytes);
    }

    private int open() {
        return open(PATH);
    }

    private int open(String path) {
        IntHolder file = new IntHolder();
        assertEquals(NtStatus.SUCCESS, kernel.files().create(process, new FileRequest(path,
                MemoryConstants.GENERIC_READ | MemoryConstants.GENERIC_WRITE, 7, MemoryConstants.FILE_OPEN), file,
                new IntHolder()));
        return file.value;
    }

    private byte[] read(int file, long offset, int length) {
        byte[] bytes = new byte[length];
        IntHolder done = new IntHolder();
        assertEquals(NtStatus.SUCCESS, kernel.files().read(process, file, offset, bytes, length, done));
        assertEquals(length, done.value);
        return bytes;
    }

    private void write(int file, long offset, int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        assertEquals(NtStatus.SUCCESS, kernel.files().write(process, file, offset, bytes, length, new IntHolder()));
    }

    private static byte[] pattern(long offset, int length) {
        byte[] bytes = new byte[length];
        FileSource.PATTERN.read(offset, bytes, 0, length);
        return bytes;
    }

    private boolean isOnDisk(int page, int value) {
        byte[] cluster = new byte[PAGE];
        kernel.volume().file(PATH).readCluster(page, cluster);
        byte[] wanted = new byte[PAGE];
        Arrays.fill(wanted, (byte) value);
        return Arrays.equals(wanted, cluster);
    }

    private SharedCacheMapView map() {
        List<SharedCacheMapView> maps = kernel.view().sharedCacheMaps();
        assertEquals(1, maps.size());
        return maps.getFirst();
    }

    private long global(String name) {
        MachineView view = kernel.view();
        return new KernelImage(view.memory(), view.machine()).global(name);
    }

    private ControlAreaView area() {
        long address = map().controlArea();
        return kernel.view().controlAreas().stream().filter(area -> area.address() == address).findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"NT4, X86", "W2K, X86", "XP, X86", "XP, PAE", "WS2003, X86", "WS2003, PAE"})
    void theFirstReadMapsAView(Profile profile, PagingMode paging) {
        boot(profile, paging, 64, 3 * VIEW);
        int file = open();
        assertFalse(kernel.view().fileObjects().getFirst().cached());
        long faults = kernel.view().processes().getLast().pageFaults();
        assertArrayEquals(pattern(VIEW + 5 * PAGE + 100, 10), read(file, VIEW + 5 * PAGE + 100, 10));
        assertTrue(kernel.view().fileObjects().getFirst().cached());
        CacheView view = kernel.view().cacheViews().getFirst();
        assertEquals(new CacheView(view.vacb(), CACHE, map().address(), VIEW, 0, 1, 0), view);
        assertEquals(List.of(0L, view.vacb(), 0L), map().vacbs());
        assertEquals(List.of(1L, 3L * VIEW, 3L * VIEW),
                List.of(map().openCount(), map().fileSize(), map().sectionSize()));
        assertEquals(List.of(1L, 0L, 1L), List.of(area().mappedViews(), area().userReferences(),
                area().sectionReferences()));
        assertTrue(kernel.view().systemWorkingSetEntries().stream()
                .anyMatch(entry -> entry.page() == CACHE + 5 * PAGE), "the page is the system's");
        assertTrue(kernel.faults().isEmpty(), "no program has taken a fault");
        assertEquals(faults, kernel.view().processes().getLast().pageFaults());
        Machines.checkInvariants(kernel);
    }

    @Test
    void programsMapThePagesOfViews() {
        boot(64, VIEW);
        int file = open();
        IntHolder section = new IntHolder();
        assertEquals(NtStatus.SUCCESS, kernel.sections().create(process, new SectionRequest(null,
                MemoryConstants.SECTION_ALL_ACCESS, 0, MemoryConstants.PAGE_READWRITE, MemoryConstants.SEC_COMMIT,
                file), section));
        Machines.map(kernel, process, section.value, MAPPED, MemoryConstants.PAGE_READWRITE);
        write(file, PAGE, 4, 7);
        assertEquals(0x07070707, Machines.load(kernel, process, MAPPED + PAGE));
        int frame = kernel.faults().getLast().pfn();
        assertEquals(2, kernel.view().pfns().shareCount(frame));
        Machines.store(kernel, process, MAPPED + PAGE + 4, 0x09090909);
        assertArrayEquals(new byte[] {7, 7, 7, 7, 9, 9, 9, 9}, read(file, PAGE, 8));
        assertEquals(2, area().mappedViews());
        kernel.objects().close(process, file);
        assertEquals(1, kernel.view().pfns().shareCount(frame));
        assertTrue(kernel.view().pfns().modified(frame), "what was stored through the view is not lost");
        Machines.checkInvariants(kernel);
    }

    @Test
    void theViewUnusedForLongestIsReused() {
        boot(8, 256 * VIEW);
        int views = (int) global("CcNumberVacbs");
        assertEquals(254, views);
        int file = open();
        for (int i = 0; i < views; i++) {
            read(file, (long) i * VIEW, 1);
        }
        assertEquals(views, kernel.view().cacheViews().size());
        long second = map().vacbs().get(1);
        read(file, 0, 1);
        assertArrayEquals(pattern((long) views * VIEW + 3, 5), read(file, (long) views * VIEW + 3, 5));
        assertTrue(map().vacbs().get(0) != 0, "it has been used since");
        assertEquals(0, map().vacbs().get(1));
        assertEquals(second, map().vacbs().get(views));
        assertEquals(views, area().mappedViews());
        assertArrayEquals(pattern(VIEW, PAGE), read(file, VIEW, PAGE));
        Machines.checkInvariants(kernel);
    }

    @Test
    void theLazyWriterWritesAnEighthEachSecond() {
        boot(64, VIEW);
        int file = open();
        write(file, 0, 16 * PAGE, 7);
        assertEquals(16, map().dirtyPages());
        assertEquals(16, kernel.view().cacheViews().getFirst().dirtyPages());
        assertEquals(16, global("CcTotalDirtyPages"));
        int[] left = {14, 13, 12, 11, 10, 9, 8, 0};
        for (int dirty : left) {
            kernel.tick(1);
            assertEquals(dirty, map().dirtyPages());
            for (int page = 0; page < 16; page++) {
                assertEquals(page < 16 - dirty, isOnDisk(page, 7));
            }
            Machines.checkInvariants(kernel);
        }
        assertEquals(16, kernel.view().cacheViews().getFirst().validPages());
        write(file, 3, 1, 8);
        assertEquals(1, map().dirtyPages());
    }

    @Test
    void filesTakeTurnsToBeWritten() {
        boot(64, VIEW);
        kernel.volume().addFile("C:\\other.bin", VIEW, FileSource.PATTERN);
        int file = open();
        int other = open("C:\\other.bin");
        write(file, 0, 20 * PAGE, 7);
        write(other, 0, 20 * PAGE, 7);
        kernel.tick(1);
        assertEquals(15, dirty(PATH));
        assertEquals(20, dirty("C:\\other.bin"));
        kernel.tick(1);
        assertEquals(15, dirty(PATH));
        assertEquals(16, dirty("C:\\other.bin"));
    }

    private long dirty(String path) {
        MachineView view = kernel.view();
        long file = view.fileObjects().stream().filter(object -> object.path().equals(path)).findFirst()
                .map(FileObjectView::address).orElseThrow();
        return view.sharedCacheMaps().stream().filter(map -> map.fileObject() == file).findFirst().orElseThrow()
                .dirtyPages();
    }

    @Test
    void flushingWritesWhatIsDirty() {
        boot(64, 2 * VIEW);
        int file = open();
        write(file, 0, 5 * PAGE, 7);
        write(file, VIEW, 5 * PAGE, 8);
        assertEquals(NtStatus.SUCCESS, kernel.files().flush(process, file));
        assertEquals(0, map().dirtyPages());
        assertTrue(isOnDisk(4, 7));
        assertTrue(isOnDisk(VIEW / PAGE + 4, 8));
        assertEquals(10, kernel.view().cacheViews().stream().mapToInt(CacheView::validPages).sum());
        Machines.checkInvariants(kernel);
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void theLastHandleTakesTheCacheAlong(Profile profile) {
        boot(profile, PagingMode.X86, 64, 6 * VIEW);
        MachineView before = kernel.view();
        int first = open();
        read(first, 0, 6 * VIEW);
        int second = open();
        write(second, 0, 3 * PAGE, 7);
        assertEquals(2, map().openCount());
        kernel.objects().close(process, first);
        assertEquals(1, map().openCount());
        assertEquals(6, kernel.view().cacheViews().size());
        kernel.objects().close(process, second);
        assertEquals(List.of(), kernel.view().sharedCacheMaps());
        assertEquals(List.of(), kernel.view().cacheViews());
        assertEquals(List.of(), kernel.view().sections());
        assertEquals(1, kernel.view().controlAreas().size(), "its pages keep the segment");
        assertEquals(3, kernel.view().pageLists().modified());
        Machines.checkInvariants(kernel);
        kernel.writeModifiedPages();
        kernel.dereferenceSegments();
        assertTrue(isOnDisk(2, 7));
        Machines.assertSame(before, kernel.view());
        Machines.checkInvariants(kernel);
    }

    @Test
    void viewsOfWhatIsCutOffGo() {
        boot(64, 3 * VIEW);
        int file = open();
        write(file, 0, 3 * VIEW, 7);
        assertEquals(NtStatus.SUCCESS, kernel.files().setEndOfFile(process, file, VIEW + PAGE + 10));
        assertTrue(map().vacbs().get(0) != 0);
        assertEquals(List.of(0L, 0L), map().vacbs().subList(1, 3));
        assertEquals(VIEW / PAGE, map().dirtyPages());
        Machines.checkInvariants(kernel);
        write(file, 2 * VIEW, 1, 8);
        byte[] bytes = read(file, VIEW + PAGE, VIEW - PAGE + 1);
        assertEquals(7, bytes[9]);
        for (int i = 10; i < VIEW - PAGE; i++) {
            assertEquals(0, bytes[i]);
        }
        assertEquals(8, bytes[VIEW - PAGE]);
        Machines.checkInvariants(kernel);
        assertEquals(NtStatus.SUCCESS, kernel.files().setEndOfFile(process, file, 0));
        assertEquals(List.of(), kernel.view().cacheViews());
        assertEquals(List.of(), kernel.view().sharedCacheMaps());
        write(file, 0, 1, 9);
        assertEquals(9, read(file, 0, 1)[0]);
        Machines.checkInvariants(kernel);
    }

    @Test
    void aViewGrowsWithItsFile() {
        boot(64, 100);
        int file = open();
        read(file, 0, 100);
        for (int size = 5000; size < 40 * VIEW; size = size * 2 + 777) {
            write(file, size - 3, 3, 5);
            assertEquals(size, map().fileSize());
            assertArrayEquals(new byte[] {0, 5, 5, 5}, read(file, size - 4, 4));
            Machines.checkInvariants(kernel);
        }
        assertArrayEquals(pattern(0, 100), read(file, 0, 100));
    }

    @ParameterizedTest
    @CsvSource({"X86", "PAE"})
    void filesLargerThanMemoryAreReadAndWritten(PagingMode paging) {
        boot(Profile.XP, paging, 6, 10 << 20);
        int file = open();
        byte[] model = pattern(0, 10 << 20);
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            int offset = random.nextInt(model.length - 100_000);
            int length = 1 + random.nextInt(100_000);
            if (i % 3 == 0) {
                write(file, offset, length, i);
                Arrays.fill(model, offset, offset + length, (byte) i);
            } else {
                assertArrayEquals(Arrays.copyOfRange(model, offset, offset + length), read(file, offset, length));
            }
            if (i % 50 == 0) {
                kernel.tick(1);
                Machines.checkInvariants(kernel);
            }
            kernel.beginCall();
        }
        kernel.objects().close(process, file);
        kernel.writeModifiedPages();
        Machines.checkInvariants(kernel);
        file = open();
        assertArrayEquals(model, read(file, 0, model.length));
    }

    @Test
    void aRestoredMachineHasItsViewsBack() {
        boot(64, 3 * VIEW);
        int file = open();
        write(file, 10, 5, 7);
        KernelCapture capture = kernel.capture();
        write(file, 10, 5, 8);
        write(file, 2 * VIEW, 5, 8);
        kernel.objects().close(process, file);
        kernel.restore(capture);
        process = kernel.processes().all().getLast();
        assertEquals(1, kernel.view().cacheViews().size());
        assertArrayEquals(new byte[] {7, 7, 7, 7, 7}, read(file, 10, 5));
        assertArrayEquals(pattern(2 * VIEW, 5), read(file, 2 * VIEW, 5));
        Machines.checkInvariants(kernel);
    }

    @Test
    void aFrameWithAParityErrorLeavesItsView() {
        boot(64, VIEW);
        int file = open();
        read(file, 0, 1);
        write(file, PAGE, 1, 7);
        kernel.injectParityError(frame(0));
        assertArrayEquals(pattern(0, 100), read(file, 0, 100));
        kernel.injectParityError(frame(1));
        assertEquals(0, map().dirtyPages());
        assertEquals(NtStatus.PARITY_ERROR,
                kernel.files().read(process, file, PAGE, new byte[1], 1, new IntHolder()));
        Machines.checkInvariants(kernel);
    }

    private int frame(int page) {
        return kernel.view().segments().getFirst().prototypePtes().get(page).pfn();
    }

    @ParameterizedTest
    @CsvSource({"4, 64", "15, 64", "16, 128", "19, 128", "20, 192", "39, 448", "40, 512", "64, 512", "2048, 512"})
    void addressSpaceOfTheCacheGrowsWithMemory(int memoryMegabytes, int cacheMegabytes) {
        KernelConfiguration configuration =
                KernelConfiguration.defaults().withMemoryBytes((long) memoryMegabytes << 20);
        KernelLayout layout = new KernelLayout(configuration);
        assertEquals(cacheMegabytes << 20, layout.systemCachePages() * PAGE);
        assertEquals((int) CACHE, layout.systemCacheStart());
        KernelLayout wide = new KernelLayout(configuration.withUserSpaceBytes(3L << 30));
        assertEquals(cacheMegabytes << 20, wide.systemCachePages() * PAGE);
    }
}
