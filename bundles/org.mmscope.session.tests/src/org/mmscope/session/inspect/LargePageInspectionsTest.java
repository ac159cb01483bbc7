package org.mmscope.session.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mmscope.kernel.Kernel;
import org.mmscope.kernel.KernelConfiguration;
import org.mmscope.kernel.KernelConfiguration.LargePageUse;
import org.mmscope.kernel.MemoryConstants;
import org.mmscope.kernel.MemoryRange;
import org.mmscope.kernel.NtStatus;
import org.mmscope.kernel.ProcessOptions;
import org.mmscope.kernel.Profile;
import org.mmscope.kernel.process.EProcess;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.VadView;
import org.mmscope.machine.PagingMode;
import org.mmscope.session.snapshot.JsonSnapshotReader;
import org.mmscope.session.snapshot.JsonSnapshotWriter;

/** What is said of large pages, the kernel's and a program's. */
class LargePageInspectionsTest {

    private static final int BASE = 0x28000000;
    private static final long KERNEL = 0x80400000L;

    private static MachineView machine(PagingMode paging) {
        Kernel kernel = Kernel.boot(KernelConfiguration.defaults().withProfile(Profile.WS2003).withPaging(paging)
                .withLargePages(LargePageUse.ON));
        EProcess[] process = new EProcess[1];
        assertEquals(NtStatus.SUCCESS, kernel.processes().create(ProcessOptions.named("A"), process));
        assertEquals(NtStatus.SUCCESS, kernel.virtualMemory().allocate(process[0], new MemoryRange(BASE, 8 << 20),
                MemoryConstants.MEM_RESERVE | MemoryConstants.MEM_COMMIT | MemoryConstants.MEM_LARGE_PAGES,
                MemoryConstants.PAGE_READWRITE));
        kernel.processes().attach(process[0]);
        kernel.processor().store32(BASE + 0x123450, 5);
        return kernel.view();
    }

    private static Answer ask(MachineView view, String query) {
        return new Inspections().ask(query, view);
    }

    private static Value field(Answer answer, String key) {
        return InspectedMachine.field(answer, key);
    }

    @ParameterizedTest
    @EnumSource
    void entriesAreThoseOfTheDirectory(PagingMode paging) {
        MachineView view = machine(paging);
        PlainWalk walk = new PlainWalk(view, view.processes().getLast().directoryTableBase());
        for (long va : new long[] {BASE + 0x123450L, KERNEL + 0xD7123L}) {
            long physical = walk.physical(va);
            Answer pte = ask(view, "!pte A 0x" + Long.toHexString(va));
            assertEquals("valid, large page", field(pte, "pdeKind").text());
            assertEquals("unavailable", field(pte, "pteKind").text());
            assertEquals(walk.directory(va), field(pte, "pdeContains").number());
            Answer vtop = ask(view, "!vtop A 0x" + Long.toHexString(va));
            assertEquals(physical, field(vtop, "physicalAddress").number());
            assertEquals(1, field(vtop, "mapped").number());
        }
        long physical = walk.physical(BASE + 0x123450L);
        assertEquals(5, view.memory().read32(physical));
        String frame = Long.toHexString(physical >>> 12);
        String mapped = ask(view, "!ptov 0x" + Long.toHexString(physical)).toText();
        assertTrue(mapped.contains("28123450"), mapped);
        String pfn = ask(view, "!pfn 0x" + frame).toText();
        assertTrue(pfn.contains(paging == PagingMode.PAE ? "C0600A00" : "C0300280")
                || pfn.contains(paging == PagingMode.PAE ? "c0600a00" : "c0300280"), pfn);
    }

    @ParameterizedTest
    @EnumSource
    void rangesSaySo(PagingMode paging) {
        MachineView view = machine(paging);
        String vads = ask(view, "!vad A").toText();
        assertEquals(1, vads.lines().filter(line -> line.contains("Private Large") && line.contains("28000")).count(),
                vads);
        assertEquals("Private Large", field(ask(view, "!vad A 0x28000000"), "type").text());
        String range = ask(view, "!address A 0x28345000").toText();
        assertTrue(range.contains("LargePages") && range.contains("MEM_COMMIT") && range.contains("800000"), range);
        assertFalse(ask(view, "!address A 0x10000").toText().contains("LargePages"));
    }

    @ParameterizedTest
    @EnumSource
    void snapshotsSaySo(PagingMode paging) throws IOException {
        MachineView view = machine(paging);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonSnapshotWriter.write(view, out);
        MachineView read = JsonSnapshotReader.read(new ByteArrayInputStream(out.toByteArray()));
        List<VadView> large = read.processes().getLast().vads().stream().filter(VadView::largePages).toList();
        assertEquals(1, large.size());
        assertEquals(BASE, large.getFirst().start());
        assertEquals(VadView.Kind.PRIVATE, large.getFirst().kind());
        String text = out.toString(StandardCharsets.UTF_8);
        assertEquals(2, text.split("\"largePages\": ?true").length);
    }

    /** Nobody takes the frames of large pages for page tables, of which a program has few. */
    @ParameterizedTest
    @EnumSource
    void framesAreTheirProgramsOwn(PagingMode paging) {
        String use = ask(machine(paging), "!memusage").toText();
        String line = use.lines().filter(one -> one.contains("process ( A ")).findFirst().orElseThrow();
        String[] columns = line.trim().split(" +");
        assertTrue(Integer.parseInt(columns[1]) >= 8192, use);
        assertTrue(Integer.parseInt(columns[6]) < 64, use);
    }
}
