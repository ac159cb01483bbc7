package org.mmscope.session.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mmscope.kernel.view.KernelImage;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.kernel.view.ProcessView;
import org.mmscope.kernel.view.PrototypePteView;
import org.mmscope.kernel.view.PteKind;
import org.mmscope.kernel.view.PteView;
import org.mmscope.kernel.view.SegmentView;
import org.mmscope.scenario.Scenario;
import org.mmscope.scenario.ScenarioRunner;
import org.mmscope.scenario.SourceText;
import org.mmscope.session.export.ExportSource;
import org.mmscope.session.export.Exporters;
import org.mmscope.session.export.ProgressSink;

/** Snapshots of a machine on which two processes share a file hold every rule until one entry is changed. */
class SnapshotCheckTest {

    private static final String SHARING = """
            machine profile=xp memory=16MB pagefile=16MB
            file "C:\\data.bin" size=200000 fill=pattern
            process A
            process B
            A: f = CreateFile("C:\\data.bin", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, OPEN_EXISTING)
            A: s = CreateFileMapping(f, PAGE_READWRITE, 0, 0, "shared")
            A: p = MapViewOfFile(s, FILE_MAP_WRITE, 0, 0, 0, 0x10000000)
            B: t = OpenFileMapping(FILE_MAP_ALL_ACCESS, "shared")
            B: q = MapViewOfFile(t, FILE_MAP_WRITE, 0, 0, 0, 0x11000000)
            A: store32(p + 100, 0xCAFEF00D)
            B: load32(q + 100)
            A: VirtualAlloc(0x12000000, 64KB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)
            A: fill(0x12000000, 32KB, 7)
            """;

    @TempDir
    Path folder;

    private MachineView view;
    private Path json;
    private Path raw;
    private Path nativeFile;

    @BeforeEach
    void export() throws IOException {
        ScenarioRunner runner = new ScenarioRunner(Scenario.parse(new SourceText("sharing.mms", SHARING)).scenario());
        while (!runner.atEnd()) {
            runner.step();
        }
        view = runner.kernel().view();
        json = export("json");
        raw = export("raw");
        nativeFile = export("mmsnap");
    }

    private Path export(String kind) throws IOException {
        Path file = folder.resolve("machine." + kind);
        new Exporters().find(kind).orElseThrow().export(ExportSource.of(view), file, ProgressSink.NONE);
        return file;
    }

    private static SnapshotCheck.Result only(List<SnapshotCheck.Result> results) {
        assertEquals(1, results.size());
        return results.get(0);
    }

    private void broken(String entry, Path... files) {
        SnapshotCheck.Result result = only(SnapshotCheck.check(List.of(files)));
        assertNull(result.refused());
        assertTrue(result.violations().stream().anyMatch(violation -> violation.message().contains(entry)),
                () -> entry + " is not named: " + result.violations());
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    @Test
    void everyKindHolds() throws IOException {
        List<SnapshotCheck.Result> results = SnapshotCheck.check(List.of(json, raw, nativeFile));
        assertEquals(List.of(), results.stream().flatMap(result -> result.violations().stream()).toList());
        assertEquals(2, results.size());
        assertTrue(results.stream().allMatch(SnapshotCheck.Result::holds));
        assertEquals(raw, results.get(0).image());
        Files.delete(raw);
        SnapshotCheck.Result alone = only(SnapshotCheck.check(List.of(json)));
        assertNull(alone.image());
        assertEquals(List.of(), alone.violations());
        assertTrue(alone.holds());
    }

    @Test
    void theNativeSnapshotIsTheSameMachine() throws IOException {
        List<Object> differences = new ArrayList<>();
        ViewComparison.compare(view, SnapshotFile.open(nativeFile).view(), differences::add);
        ViewComparison.compare(view, JsonSnapshotReader.read(json), differences::add);
        assertEquals(List.of(), differences);
    }

    @Test
    void aChangedPteInTheImageIsNamed() throws IOException {
        ProcessView process = view.processes().stream().filter(p -> p.name().equals("A")).findFirst().orElseThrow();
        for (PteView pte : view.ptes(process)) {
            if (pte.kind() == PteKind.VALID) {
                changed(pte.physicalAddress(), 0x1000, hex(pte.pfn()));
                changed(pte.physicalAddress(), 1, hex(pte.pfn()));
                changed(pte.physicalAddress(), 4, hex(pte.address()));
            }
        }
    }

    @Test
    void aChangedPrototypePteInTheImageIsNamed() throws IOException {
        for (SegmentView segment : view.segments()) {
            for (PrototypePteView pte : segment.prototypePtes().subList(0, 10)) {
                changed(physical(pte.address()), 1 << 14, hex(pte.address()));
            }
        }
    }

    private long physical(long va) {
        return new KernelImage(view.memory(), view.machine()).system().physical(va);
    }

    private void changed(long at, int bits, String entry) throws IOException {
        flip(at, bits);
        broken(entry, json);
        broken(entry, json, raw);
        flip(at, bits);
    }

    private void flip(long at, int bits) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(raw.toFile(), "rw")) {
            file.seek(at);
            int word = Integer.reverseBytes(file.readInt());
            file.seek(at);
            file.writeInt(Integer.reverseBytes(word ^ bits));
        }
    }

    /** Every number of the JSON in turn, the machine's description apart, which says how the image is read. */
    @Test
    void anyChangedNumberInTheJsonIsFound() throws IOException {
        String text = Files.readString(json);
        Matcher number = Pattern.compile("\"(\\w+)\":(\\d+)").matcher(text);
        int start = text.indexOf("\"processes\"");
        int tried = 0;
        for (int at = start; at < text.length() && number.find(at); at = number.end() + 1 + tried * 37) {
            tried++;
            long value = Long.parseLong(number.group(2));
            Files.writeString(json, text.substring(0, number.start(2)) + (value ^ 1) + text.substring(number.end(2)));
            SnapshotCheck.Result result = only(SnapshotCheck.check(List.of(json)));
            assertFalse(result.holds(), number.group());
        }
        assertTrue(tried > 20, tried + " tried");
    }

    @Test
    void aChangedPrototypePteInTheJsonAloneIsNamed() throws IOException {
        Files.delete(raw);
        PrototypePteView pte = view.segments().stream().flatMap(segment -> segment.prototypePtes().stream())
                .filter(entry -> entry.kind() == PteKind.VALID).findFirst().orElseThrow();
        String text = Files.readString(json);
        String told = "\"raw\":" + pte.raw() + ",";
        assertTrue(text.contains(told));
        Files.writeString(json, text.replace(told, "\"raw\":" + (pte.raw() ^ 0x1000) + ","));
        broken(hex(pte.address()), json);
    }

    @Test
    void anImageAloneOrOfAnotherSizeIsRefused() throws IOException {
        assertTrue(only(SnapshotCheck.check(List.of(raw))).refused().contains("JSON"));
        try (RandomAccessFile file = new RandomAccessFile(raw.toFile(), "rw")) {
            file.setLength(1 << 20);
        }
        assertTrue(only(SnapshotCheck.check(List.of(json))).refused().contains("frames"));
    }
}
