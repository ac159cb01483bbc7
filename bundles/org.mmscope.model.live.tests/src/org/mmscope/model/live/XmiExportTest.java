package org.mmscope.model.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import org.eclipse.emf.common.util.EList;
import org.eclipse.emf.ecore.EPackage;
import org.eclipse.emf.ecore.xmi.XMIResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mmscope.kernel.view.MachineView;
import org.mmscope.model.ModelPackage;
import org.mmscope.scenario.Scenario;
import org.mmscope.scenario.SourceText;
import org.mmscope.session.Session;
import org.mmscope.session.SessionOptions;
import org.mmscope.session.export.ExportSource;
import org.mmscope.session.export.Exporters;
import org.mmscope.session.export.ProgressSink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** The XMI of a machine in which two processes share a file, one of them with copies of its own. */
class XmiExportTest {

    private static final String SHARING = """
            file "C:\\da'ta & more.bin" size=32KB fill=pattern
            process A
            process B
            A: f = CreateFile("C:\\da'ta & more.bin", GENERIC_READ|GENERIC_WRITE, FILE_SHARE_READ|FILE_SHARE_WRITE, OPEN_EXISTING)
            A: s = CreateFileMapping(f, PAGE_READWRITE, 0, 0, "Shared")
            A: p = MapViewOfFile(s, FILE_MAP_WRITE, 0, 0, 0, 0x10000000)
            B: t = OpenFileMapping(FILE_MAP_ALL_ACCESS, "Shared")
            B: q = MapViewOfFile(t, FILE_MAP_COPY, 0, 0, 0, 0x20000000)
            A: store32(p, 1)
            B: load32(q)
            B: store32(q + 4KB, 2)
            B: touch(q, 32KB)
            A: VirtualAlloc(0x30000000, 64KB, MEM_RESERVE|MEM_COMMIT, PAGE_READWRITE)
            A: fill(0x30000000, 20KB, 7)
            A: h = HeapCreate(0, 0, 0)
            A: HeapAlloc(h, 0, 100)
            trim B
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = { "machine profile=xp memory=32MB pagefile=32MB paging=x86",
        "machine profile=ws2003 memory=32MB pagefile=32MB paging=pae" })
    void plainEmfWithThePublishedEcoreReadsItAndItsNumbersAgreeWithTheJson(String machine) throws Exception {
        try (Session session = run(machine)) {
            Map<String, Object> read = readWithPlainEmf(export(session, "xmi"));
            assertEquals(List.of(), read.get("problems"));
            assertTrue(read.get("class").toString().endsWith("DynamicEObjectImpl"), read.get("class").toString());
            Compared compared = new Compared();
            compared.objects("", json(export(session, "json")), read);
            assertEquals(List.of(), compared.differences);
            assertTrue(compared.numbers > 1000, compared.numbers + " numbers");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "machine profile=xp memory=32MB pagefile=32MB", "machine profile=ws2003 memory=32MB paging=pae" })
    void documentEqualsTheLiveModel(String machine) throws Exception {
        try (Session session = run(machine); LiveModel model = new LiveModel(session, Runnable::run)) {
            Map<String, Object> read = readWithPlainEmf(export(session, "xmi"));
            model.machine().getProcesses().forEach(process -> {
                model.keepPtes(process);
                model.keepEntries(process.getWorkingSet());
            });
            model.machine().getPools().forEach(model::keepTags);
            Map<String, Object> live = PlainEmf.map(model.machine());
            live.put("pfns", ((List<?>) live.get("pfns")).stream().filter(XmiExportTest::isListed).toList());
            List<?> processes = (List<?>) live.get("processes");
            assertEquals(1, ((List<?>) ((Map<?, ?>) processes.get(1)).get("heaps")).size());
            assertEquals(1, ((List<?>) ((Map<?, ?>) processes.get(1)).get("threads")).size());
            live.keySet().forEach(feature -> assertEquals(live.get(feature), read.get(feature), feature));
        }
    }

    @Test
    void machineWhoseMemoryIsNotKnownIsReadToo() throws Exception {
        try (Session session = run("machine memory=32MB")) {
            MachineView told = org.mmscope.session.snapshot.JsonSnapshotReader.read(export(session, "json"));
            Path file = folder.resolve("told.xmi");
            new Exporters().find("xmi").orElseThrow().export(ExportSource.of(told), file, ProgressSink.NONE);
            Map<String, Object> read = readWithPlainEmf(file);
            assertEquals(List.of(), read.get("problems"));
            assertEquals(told.processes().size(), ((List<?>) read.get("processes")).size());
        }
    }

    @Test
    void endsWhenItIsCancelledAndLeavesTheEarlierFile() throws Exception {
        try (Session session = run("machine memory=32MB")) {
            Path file = Files.writeString(folder.resolve("earlier.xmi"), "earlier");
            List<Long> steps = new ArrayList<>();
            ProgressSink third = new ProgressSink() {
                @Override
                public void progress(long done, long total) {
                    assertTrue(done <= total);
                    steps.add(done);
                }

                @Override
                public boolean cancelled() {
                    return steps.size() == 3;
                }
            };
            assertThrows(CancellationException.class, () -> new Exporters().find("xmi").orElseThrow()
                    .export(session.exportSource(session.moment()), file, third));
            assertEquals("earlier", Files.readString(file));
            try (var left = Files.list(folder)) {
                assertEquals(List.of(file), left.toList());
            }
        }
    }

    private static Session run(String machine) throws InterruptedException {
        Session session = Session.open(Scenario.parse(new SourceText("sharing.mms", machine + '\n' + SHARING))
                .scenario(), SessionOptions.headless());
        session.run();
        assertTrue(session.waitIdle(Duration.ofMinutes(1)));
        assertEquals(org.mmscope.session.SessionState.FINISHED, session.state(),
                () -> session.moment().message().orElse(""));
        return session;
    }

    private Path export(Session session, String kind) throws IOException {
        Path file = folder.resolve("sharing." + kind);
        new Exporters().find(kind).orElseThrow().export(session.exportSource(session.moment()), file,
                ProgressSink.NONE);
        return file;
    }

    /** Has EMF's own bundles on its class path and the class that uses them, and no other bundle. */
    @SuppressWarnings("unchecked") // the method's result type
    private static Map<String, Object> readWithPlainEmf(Path xmi) throws Exception {
        URL[] path = { source(EList.class), source(EPackage.class), source(XMIResource.class),
            source(PlainEmf.class) };
        try (URLClassLoader alone = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            assertThrows(ClassNotFoundException.class, () -> alone.loadClass(ModelPackage.class.getName()));
            return (Map<String, Object>) alone.loadClass(PlainEmf.class.getName())
                    .getMethod("read", Path.class, Path.class).invoke(null, publishedEcore(), xmi);
        }
    }

    private static URL source(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    /** The Ecore that is published: the one in the model's bundle, or in its folder while it is not packed. */
    private static Path publishedEcore() throws Exception {
        File bundle = new File(source(ModelPackage.class).toURI());
        if (bundle.isFile()) {
            Path copy = Files.createTempDirectory("ecore").resolve("mmscope.ecore");
            try (var in = ModelPackage.class.getResourceAsStream("/model/mmscope.ecore")) {
                Files.copy(in, copy);
            }
            return copy;
        }
        Path beside = bundle.toPath().resolve("model/mmscope.ecore");
        return Files.exists(beside) ? beside : bundle.toPath().resolve("../../model/mmscope.ecore");
    }

    private static boolean isListed(Object entry) {
        return !List.of("zeroed", "free", "bad").contains(((Map<?, ?>) entry).get("location"));
    }

    /** Holds the JSON against the document, field by field, by the names that both have. */
    private static final class Compared {
        private final List<String> differences = new ArrayList<>();
        private int numbers;

        void objects(String path, Map<?, ?> json, Map<?, ?> read) {
            json.forEach((name, value) -> field(path + '/' + name, name.toString(), value, read));
        }

        private void field(String path, String name, Object value, Map<?, ?> read) {
            switch (name) {
                case "format", "version", "symbols", "pageSize" -> {
                    // The document says the first two by its namespace and has no use for the others.
                }
                case "machine" -> objects(path, (Map<?, ?>) value, read);
                case "memory" -> objects(path, (Map<?, ?>) value, (Map<?, ?>) read.get("counters"));
                case "pageLists" -> ((List<?>) read.get(name)).forEach(list -> {
                    Map<?, ?> found = (Map<?, ?>) list;
                    equal(path + '/' + found.get("location"), ((Map<?, ?>) value).get(found.get("location")),
                            found.get("pages"));
                });
                case "type" -> values(path, value, read.get("kind"));
                default -> values(path, value, read.containsKey(name) ? read.get(name) : "no such feature");
            }
        }

        private void values(String path, Object value, Object read) {
            if (value instanceof Map<?, ?> object && read instanceof Map<?, ?> other) {
                objects(path, object, other);
            } else if (value instanceof List<?> list && read instanceof List<?> other && list.size() == other.size()) {
                for (int i = 0; i < list.size(); i++) {
                    objects(path + '[' + i + ']', (Map<?, ?>) list.get(i), (Map<?, ?>) other.get(i));
                }
            } else {
                equal(path, value, read);
            }
        }

        /** A reference is an address in the JSON; what there is none of is null, 0 or -1. */
        private void equal(String path, Object value, Object read) {
            Object expected = value == null || Long.valueOf(0).equals(value) && read == null ? "none" : value;
            Object found = read == null || Integer.valueOf(-1).equals(read) ? "none" : plain(read);
            numbers++;
            if (!expected.equals(found)) {
                differences.add(path + ": " + value + " in the JSON, " + read + " in the document");
            }
        }

        private static Object plain(Object read) {
            if (read instanceof Number number) {
                return number.longValue();
            }
            String text = read.toString();
            return text.matches("(Vad|ControlArea|Segment|FileObject) \\d+")
                    ? Long.valueOf(text.substring(text.indexOf(' ') + 1)) : read;
        }
    }

    private static Map<?, ?> json(Path file) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
            parser.nextToken();
            return (Map<?, ?>) value(parser);
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_NUMBER_INT -> parser.getBigIntegerValue().longValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }
}
