package org.mmscope.kernel.section;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.kernel.section.OpenedFile.PAGE;

import java.util.List;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.Test;
import org.mmscope.kernel.FaultKind;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelCapture;
import org.mmscope.kernel.Machines;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.SystemThread;
import org.mmscope.kernel.ViewRequest;
import org.mmscope.kernel.image.ImageFiles;
import org.mmscope.kernel.image.PeWriter;
import org.mmscope.kernel.io.FileSource;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.ControlAreaView;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;

/** Segments of files that nobody has open, kept for who opens them again until their pool is needed. */
class UnusedSegmentTest {

    private static final String PATH = "C:\\data.bin";
    private static final int VIEW = 0x10000000;
    private static final int PAGES = 8;

    private Kernel kernel;
    private EProcess process;

    private void boot(int megabytes) {
        kernel = Machines.boot(Profile.XP, megabytes, 64);
        process = Machines.process(kernel, "A");
    }

    private OpenedFile file(String path) {
        if (kernel.volume().file(path) == null) {
            kernel.volume().addFile(path, PAGES * PAGE, FileSource.PATTERN);
        }
        return new OpenedFile(kernel, process, path);
    }

    private long global(String symbol, int offset) {
        MachineView view = kernel.view();
        KernelImage image = new KernelImage(view.memory(), view.machine());
        return image.system().read32(image.symbol(symbol) + offset);
    }

    private long unused() {
        return global("MmUnusedSegmentCount", 0);
    }

    private boolean isSignalled() {
        return global("MmUnusedSegmentCleanup", 4) != 0;
    }

    /** Uses a file with one page stored to, and closes it. */
    private void use(String path) {
        OpenedFile file = file(path);
        int section = file.map(VIEW);
        Machines.store(kernel, process, VIEW, 0x44);
        kernel.sections().unmapView(process, VIEW);
        kernel.objects().close(process, section);
        file.close();
    }

    @Test
    void aFileThatIsOpenedAgainHasItsPages() {
        boot(16);
        use(PATH);
        assertEquals(1, unused());
        ControlAreaView waiting = kernel.view().controlAreas().getFirst();
        assertEquals(List.of(0L, 0L, 0L), List.of(waiting.sectionReferences(), waiting.mappedViews(),
                waiting.userReferences()));
        assertTrue(waiting.pfnReferences() > 0);
        Machines.checkInvariants(kernel);

        OpenedFile file = file(PATH);
        assertEquals(1, unused(), "the file alone does not need the segment");
        file.map(VIEW);
        assertEquals(0, unused());
        assertEquals(waiting.address(), kernel.view().controlAreas().getFirst().address());
        kernel.beginCall();
        assertEquals(0x44, Machines.load(kernel, process, VIEW) & 0xFF);
        assertEquals(FaultKind.TRANSITION, kernel.faults().getLast().kind());
        Machines.checkInvariants(kernel);
    }

    @Test
    void anImageThatIsRunAgainHasItsPages() {
        boot(16);
        ImageFiles.add(kernel, "C:\\image.dll", PeWriter.usual(0x12000000, 3).write());
        int address = runImage();
        assertEquals(FaultKind.IMAGE, kernel.faults().getLast().kind());
        kernel.sections().unmapView(process, address);
        assertEquals(1, unused());
        assertEquals(ControlAreaView.Kind.IMAGE, kernel.view().controlAreas().getFirst().kind());
        kernel.beginCall();
        assertEquals(address, runImage());
        assertEquals(FaultKind.TRANSITION, kernel.faults().getLast().kind());
        assertEquals(0, unused());
        Machines.checkInvariants(kernel);
    }

    private int runImage() {
        int section = ImageFiles.section(kernel, process, "C:\\image.dll");
        ViewRequest view = new ViewRequest(0, 0, 0, MemoryConstants.PAGE_EXECUTE);
        assertEquals(NtStatus.SUCCESS, kernel.sections().mapView(process, section, view));
        kernel.objects().close(process, section);
        Machines.load(kernel, process, view.base + 0x1000);
        return view.base;
    }

    @Test
    void theThreadWritesAndDeletesThem() {
        boot(16);
        MachineView before = kernel.view();
        use(PATH);
        use("C:\\other.bin");
        use("C:\\third.bin");
        OpenedFile third = file("C:\\third.bin");
        third.map(VIEW);
        assertEquals(2, unused());
        kernel.tick(5);
        assertEquals(2, unused(), "there is enough pool");
        assertEquals(2, kernel.run(SystemThread.DEREFERENCE_SEGMENT));
        assertEquals(0, unused());
        assertEquals(1, kernel.view().controlAreas().size());
        assertEquals(0x44, file(PATH).onDisk(0));
        Machines.checkInvariants(kernel);
        kernel.processes().exit(process);
        kernel.dereferenceSegments();
        assertTrue(before.counters().availablePages() <= kernel.view().counters().availablePages());
    }

    /** Takes paged pool by reserved sections of 2 GB, whose prototype PTEs take 2 MB each, until a condition holds. */
    private void takePagedPool(BooleanSupplier enough) {
        EProcess taker = Machines.process(kernel, "taker");
        for (int i = 0; !enough.getAsBoolean() && i < 200; i++) {
            Machines.section(kernel, taker, 0, 0x80000000L, MemoryConstants.PAGE_READWRITE,
                    MemoryConstants.SEC_RESERVE, new IntHolder());
        }
        assertTrue(enough.getAsBoolean());
    }

    private long pagedPool() {
        return kernel.view().counters().pagedPoolPages();
    }

    @Test
    void aFullPoolWakesTheThread() {
        boot(512);
        use("C:\\before.bin");
        long maximum = kernel.layout().pagedPoolPages();
        takePagedPool(() -> pagedPool() > maximum * 8 / 10);
        assertEquals(false, isSignalled());
        kernel.tick(1);
        assertEquals(1, unused(), "nobody asked for it yet");
        use(PATH);
        assertEquals(2, unused());
        assertTrue(isSignalled());
        KernelCapture capture = kernel.capture();
        kernel.tick(1);
        assertEquals(0, unused());
        assertEquals(false, isSignalled());
        assertTrue(kernel.view().controlAreas().stream().allMatch(area -> area.fileObject() == 0));
        kernel.restore(capture);
        assertEquals(2, unused());
        kernel.tick(1);
        assertEquals(0, unused());
        kernel.processes().exit(kernel.processes().byName("taker"));
        Machines.checkInvariants(kernel);
    }

    @Test
    void whoFindsNoPoolTakesThatOfUnusedSegments() {
        boot(512);
        use(PATH);
        use("C:\\other.bin");
        takePagedPool(() -> unused() == 0);
        assertEquals(0x44, file(PATH).onDisk(0), "written before");
        kernel.processes().exit(kernel.processes().byName("taker"));
        Machines.checkInvariants(kernel);
    }
}
