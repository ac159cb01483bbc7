package org.mmscope.session.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mmscope.scenario.ParseResult;
import org.mmscope.scenario.Scenario;
import org.mmscope.scenario.ScenarioRunner;
import org.mmscope.scenario.SourceText;
import org.mmscope.session.export.ExportSource;
import org.mmscope.session.export.Exporters;
import org.mmscope.session.export.ProgressSink;
import org.mmscope.session.peers.PeerReader.PeerProcess;
import org.mmscope.session.peers.PeerReader.PeerVad;

/** What a reader that knows Windows alone lists of an exported machine is what the JSON snapshot says. */
class PeerReaderTest {

    private static final String SCENARIO = """
            machine profile=%s memory=32MB pagefile=32MB
            file "C:\\data.bin" size=300000 fill=pattern
            file "C:\\folder\\other.txt" size=5000 fill=7
            process A
            process B parent=A
            A: p = VirtualAlloc(0x10000000, 2MB, MEM_RESERVE, PAGE_NOACCESS)
            A: VirtualAlloc(0x10010000, 128KB, MEM_COMMIT, PAGE_READWRITE)
            A: fill(0x10010000, 128KB, 9)
            A: VirtualAlloc(0x12000000, 64KB, MEM_RESERVE | MEM_COMMIT, PAGE_EXECUTE_READWRITE)
            A: VirtualAlloc(0x12100000, 64KB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE | PAGE_GUARD)
            A: VirtualAlloc(0x12200000, 64KB, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE | PAGE_NOCACHE)
            A: f = CreateFile("C:\\data.bin", GENERIC_READ, FILE_SHARE_READ, OPEN_EXISTING)
            A: m = CreateFileMapping(f, PAGE_WRITECOPY, 0, 0)
            A: MapViewOfFile(m, FILE_MAP_READ, 0, 0, 0, 0x14000000)
            A: MapViewOfFile(m, FILE_MAP_COPY, 0, 64KB, 100KB, 0x15000000)
            A: store8(0x15000000, 1)
            A: sum(0x14000000, 100000)
            B: g = CreateFile("C:\\folder\\other.txt", GENERIC_READ, FILE_SHARE_READ, OPEN_EXISTING)
            B: n = CreateFileMapping(g, PAGE_READONLY, 0, 0)
            B: MapViewOfFile(n, FILE_MAP_READ, 0, 0, 0, 0x14000000)
            B: s = CreateFileMapping(INVALID_HANDLE_VALUE, PAGE_READWRITE, 0, 256KB, "shared")
            B: MapViewOfFile(s, FILE_MAP_WRITE, 0, 0, 0)
            B: LoadLibrary("user32.dll")
            repeat 40
            B: VirtualAlloc(0x30000000 + $i * 192KB, 64KB, MEM_RESERVE, PAGE_READONLY)
            end
            fork C from=A
            C: store8(0x10010000, 3)
            trim A
            """;

    @TempDir
    Path folder;

    private Path export(String profile, String kind) throws IOException {
        ParseResult parsed = Scenario.parse(new SourceText("peers.mms", SCENARIO.formatted(profile)));
        assertEquals(List.of(), parsed.diagnostics());
        ScenarioRunner runner = new ScenarioRunner(parsed.scenario());
        while (!runner.atEnd()) {
            runner.step();
        }
        Path target = folder.resolve("machine." + kind);
        new Exporters().find(kind).orElseThrow().export(ExportSource.of(runner.kernel().view()), target,
                ProgressSink.NONE);
        return target;
    }

    @ParameterizedTest
    @CsvSource({"xp, XPSP2", "ws2003, W03SP1", "xp largepages=on, XPSP2", "ws2003 largepages=on, W03SP1"})
    void listsAreThoseOfTheSnapshot(String profile, WindowsLayout layout) throws IOException {
        Map<String, Object> json = Json.read(export(profile, "json"));
        byte[] image = Files.readAllBytes(export(profile, "raw"));
        Map<String, Object> machine = Json.map(json.get("machine"));
        int directory = (int) ((Long) machine.get("systemPageDirectory") << 12);
        PeerReader reader = new PeerReader(image, layout, directory, Json.map(machine.get("symbols")));
        List<PeerProcess> found = reader.processes();
        assertEquals(expected(json), found);
        assertKinds(found);
        assertEquals("C:\\B.exe", reader.imagePath(named(found, "B")));
        assertEquals("MZ", new RawSpace(ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN),
                directory).ascii(((Long) machine.get("kernelBase")).intValue(), 2));
    }

    /** The scenario shows something of each kind, so that the lists are worth comparing. */
    private static void assertKinds(List<PeerProcess> found) {
        assertEquals(List.of("System", "A", "B", "C"), found.stream().map(PeerProcess::name).toList());
        List<PeerVad> vads = found.stream().flatMap(process -> process.vads().stream()).toList();
        assertEquals(Set.of("private", "mapped", "image"),
                vads.stream().map(PeerVad::kind).collect(Collectors.toSet()));
        assertTrue(vads.stream().map(PeerVad::protection).distinct().count() >= 7, vads::toString);
        assertTrue(vads.stream().anyMatch(vad -> "\\folder\\other.txt".equals(vad.file())), vads::toString);
        assertTrue(named(found, "B").vads().size() > 45);
    }

    private static PeerProcess named(List<PeerProcess> found, String name) {
        return found.stream().filter(process -> process.name().equals(name)).findFirst().orElseThrow();
    }

    private static List<PeerProcess> expected(Map<String, Object> json) {
        Map<Long, String> paths = new HashMap<>();
        Json.maps(json.get("fileObjects")).forEach(file -> paths.put((Long) file.get("address"),
                ((String) file.get("path")).substring(2)));
        Map<Long, String> files = new HashMap<>();
        Json.maps(json.get("controlAreas")).forEach(area -> files.put((Long) area.get("address"),
                paths.get(area.get("fileObject"))));
        List<PeerProcess> processes = new ArrayList<>();
        for (Map<String, Object> process : Json.maps(json.get("processes"))) {
            processes.add(new PeerProcess((Long) process.get("pid"), (String) process.get("name"),
                    (Long) process.get("directoryTableBase"), (Long) process.get("vadRoot"),
                    Json.maps(process.get("vads")).stream().map(vad -> vad(vad, files)).toList()));
        }
        return processes;
    }

    private static PeerVad vad(Map<String, Object> vad, Map<Long, String> files) {
        Object area = vad.get("controlArea");
        return new PeerVad((Long) vad.get("address"), (Long) vad.get("start"), (Long) vad.get("end"),
                (String) vad.get("type"), (String) vad.get("protection"), area == null ? null : files.get(area));
    }
}
