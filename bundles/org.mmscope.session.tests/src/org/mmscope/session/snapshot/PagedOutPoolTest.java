package org.mmscope.session.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mmscope.kernel.IntHolder;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.SectionRequest;
import org.mmscope.kernel.check.Checkers;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.DamagedImageException;
import org.mmscope.kernel.view.KernelView;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.PageFileContents;
import org.mmscope.kernel.view.PrototypePteView;
import org.mmscope.session.export.ExportSource;
import org.mmscope.session.export.Exporters;
import org.mmscope.session.export.ProgressSink;

/** Views of a machine have the pages of paged pool that are in page files, and a native snapshot keeps them. */
class PagedOutPoolTest {

    @TempDir
    Path folder;

    private final Kernel kernel =
            Kernel.boot(KernelConfiguration.defaults().withMemoryBytes(8 << 20).withPageFile(32 << 20));

    private EProcess process(String name) {
        EProcess[] made = new EProcess[1];
        assertEquals(NtStatus.SUCCESS, kernel.processes().create(ProcessOptions.named(name), made));
        return made[0];
    }

    private void pageOut() {
        kernel.emptySystemWorkingSet();
        kernel.writeModifiedPages();
        EProcess hog = process("hog");
        int pages = (int) kernel.view().counters().availablePages();
        MemoryRange range = new MemoryRange(0, pages * 4096L);
        assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().allocate(hog, range,
                MemoryConstants.MEM_RESERVE | MemoryConstants.MEM_COMMIT, MemoryConstants.PAGE_READWRITE));
        kernel.processes().attach(hog);
        for (int i = 0; i < pages; i++) {
            kernel.processor().store32(range.base + i * 4096, i);
        }
        kernel.processes().exit(hog);
    }

    private void section(EProcess owner, String name) {
        assertEquals(NtStatus.SUCCESS, kernel.sections().create(owner, new SectionRequest(name,
                MemoryConstants.SECTION_ALL_ACCESS, 8 << 20, MemoryConstants.PAGE_READWRITE,
                MemoryConstants.SEC_COMMIT, 0), new IntHolder()));
    }

    @Test
    void isReadInPlace() {
        EProcess owner = process("A");
        section(owner, "shared");
        PageFileContents contents = kernel.pageFileContents();
        pageOut();
        MachineView captured = kernel.view();
        assertThrows(DamagedImageException.class, () -> prototypePtes(live(PageFileContents.UNKNOWN)));
        assertEquals(prototypePtes(captured), prototypePtes(live(contents)));
        assertEquals(List.of(), Checkers.check(live(contents)));
        section(owner, "other");
        pageOut();
        assertEquals(2, live(contents).segments().size());
        assertEquals(prototypePtes(kernel.view()), prototypePtes(live(contents)));
    }

    private MachineView live(PageFileContents contents) {
        return KernelView.of(kernel.memory(), kernel.description(), contents);
    }

    private static List<List<PrototypePteView>> prototypePtes(MachineView view) {
        return view.segments().stream().map(segment -> segment.prototypePtes().stream().toList()).toList();
    }

    @Test
    void isDecodedAsTheMachineWas() throws IOException {
        section(process("A"), "shared");
        pageOut();
        MachineView view = kernel.view();
        Path file = folder.resolve("out.mmsnap");
        new Exporters().find("mmsnap").orElseThrow().export(ExportSource.of(view), file, ProgressSink.NONE);
        SnapshotFile read = SnapshotFile.open(file);
        assertTrue(read.stateNames().contains(PageFilePages.CHUNK));
        assertEquals(view.sections(), read.view().sections());
        assertEquals(view.segments().getFirst().prototypePtes().stream().toList(),
                read.view().segments().getFirst().prototypePtes().stream().toList());
        assertEquals(List.of(), Checkers.check(read.view()));
    }
}
