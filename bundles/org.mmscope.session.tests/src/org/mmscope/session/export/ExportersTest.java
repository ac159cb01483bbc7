package org.mmscope.session.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mmscope.kernel.view.KernelView;
import org.mmscope.kernel.view.MachineDescription;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.machine.PagingMode;
import org.mmscope.machine.PhysicalMemory;
import org.mmscope.session.snapshot.JsonSnapshotReader;
import org.mmscope.session.snapshot.SnapshotFile;

class ExportersTest {

    @TempDir
    Path folder;

    private final Exporters exporters = new Exporters();

    private static MachineView sample() throws IOException {
        try (InputStream in = ExportersTest.class.getResourceAsStream("sample.json")) {
            return JsonSnapshotReader.read(in);
        }
    }

    private Path export(String kind, MachineView view) throws IOException {
        Path target = folder.resolve("out." + kind);
        exporters.find(kind).orElseThrow().export(ExportSource.of(view), target, ProgressSink.NONE);
        return target;
    }

    @Test
    void kindsAreListedAndAdded() {
        assertEquals(List.of("csv", "dot", "json", "mmsnap", "raw", "xmi"),
                exporters.all().stream().map(Exporter::kind).toList());
        assertThrows(IllegalArgumentException.class, () -> exporters.add(new JsonExporter()));
        assertTrue(exporters.find("none").isEmpty());
    }

    @Test
    void jsonIsTheSnapshot() throws IOException {
        byte[] expected;
        try (InputStream in = ExportersTest.class.getResourceAsStream("sample.json")) {
            expected = in.readAllBytes();
        }
        assertArrayEquals(expected, Files.readAllBytes(export("json", sample())));
    }

    @Test
    void rawIsTheMemoryByteForByte() throws IOException {
        PhysicalMemory memory = new PhysicalMemory(5 << 20);
        byte[] bytes = new byte[(int) memory.size()];
        new Random(1).nextBytes(bytes);
        java.util.Arrays.fill(bytes, 1 << 20, 3 << 20, (byte) 0);
        java.util.Arrays.fill(bytes, (4 << 20) + 100, 5 << 20, (byte) 0);
        memory.write(0, bytes, 0, bytes.length);
        MachineDescription machine = new MachineDescription("xp", PagingMode.X86, memory.frames(), 0, 0, 0, 0,
                Map.of());
        assertArrayEquals(bytes, Files.readAllBytes(export("raw", KernelView.of(memory, machine))));
        PhysicalMemory empty = new PhysicalMemory(2 << 20);
        MachineDescription small = new MachineDescription("xp", PagingMode.X86, empty.frames(), 0, 0, 0, 0, Map.of());
        assertArrayEquals(new byte[2 << 20], Files.readAllBytes(export("raw", KernelView.of(empty, small))));
    }

    @Test
    void csvHasATableAFile() throws IOException {
        Path target = export("csv", sample());
        List<String> sections = Files.readAllLines(target.resolve("sections.csv"), StandardCharsets.UTF_8);
        assertEquals("address,name,sizeBytes,protection,based,segment,handles", sections.get(0));
        assertEquals("2174747648,\"sh\u00e4red \"\"1\"\"\",8192,PAGE_READWRITE,false,3774877696,1", sections.get(1));
        List<String> vads = Files.readAllLines(target.resolve("vads.csv"));
        assertTrue(vads.get(1).startsWith("4,2174747392,268435456,268443647,MAPPED,"), vads.get(1));
        List<String> processes = Files.readAllLines(target.resolve("processes.csv"));
        assertEquals(processes.get(0).split(",").length, processes.get(1).split(",").length);
        assertEquals(17, Files.readAllLines(target.resolve("pfns.csv")).size());
    }

    @Test
    void dotJoinsWhatIsJoined() throws IOException {
        String dot = Files.readString(export("dot", sample()));
        assertTrue(dot.contains("n4 -> n81a00300 [label=\"VAD\"];"), dot);
        assertTrue(dot.contains("n81a00300 -> n81a00100"), dot);
        assertTrue(dot.contains("n81a00100 -> n81a00200 [label=\"file\"];"), dot);
        assertTrue(dot.contains("C:\\\\data.bin"), dot);
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2 })
    void everyKindWritesSnapshotsOfEarlierVersions(int version) throws IOException {
        Path stored = folder.resolve("stored.mmsnap");
        try (InputStream in = JsonSnapshotReader.class.getResourceAsStream("version" + version + ".mmsnap")) {
            Files.copy(in, stored);
        }
        MachineView view = SnapshotFile.open(stored).view();
        for (Exporter exporter : exporters.all()) {
            assertTrue(Files.exists(export(exporter.kind(), view)), exporter.kind());
        }
        assertTrue(Files.readString(folder.resolve("out.xmi")).contains("pid=\"4\" name=\"System\""));
    }

    @Test
    void cancellingLeavesNothing() throws IOException {
        ProgressSink cancelled = new ProgressSink() {
            @Override
            public void progress(long done, long total) {
                throw new AssertionError("cancelled before");
            }

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        for (String kind : List.of("json", "dot", "csv", "xmi")) {
            Path target = folder.resolve("cancelled." + kind);
            assertThrows(CancellationException.class, () -> exporters.find(kind).orElseThrow()
                    .export(ExportSource.of(sample()), target, cancelled));
            assertFalse(Files.isRegularFile(target), kind);
        }
    }
}
