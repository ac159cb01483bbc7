package org.mmscope.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Scenarios against the transcripts that an independent implementation of the API gave. Those that do not agree yet are
 * in the file KNOWN_DIFFERENCES beside them, with the reason; one that is listed there and agrees fails.
 */
class ConformanceTest {

    private static final Path OWN = Path.of("conformance");
    /** A folder of the same kind beside the checkout, when there is one. */
    private static final Path SHARED = Path.of("..", "..", "..", "shared", "conformance");
    private static final String GOLDEN = ".golden.jsonl";
    private static final Set<String> HANDLES = Set.of("CreateFile", "CreateFileMapping", "OpenFileMapping");
    private static final Set<String> HEAP_POINTERS = Set.of("HeapCreate", "GetProcessHeap", "HeapAlloc", "HeapReAlloc");
    private static final Set<String> ADDRESS_CALLS = Set.of("VirtualFree", "VirtualProtect");
    private static final int SHOWN = 10;

    @TestFactory
    Stream<DynamicTest> agreesWithTheGoldens() throws IOException {
        Set<String> known = knownDifferences();
        List<DynamicTest> tests = new ArrayList<>();
        for (Path folder : List.of(OWN, SHARED)) {
            for (Path golden : goldens(folder)) {
                tests.add(DynamicTest.dynamicTest(golden.toString(), () -> check(golden, known)));
            }
        }
        assertFalse(tests.isEmpty());
        return tests.stream();
    }

    @Test
    void knownDifferencesNameScenarios() throws IOException {
        Set<String> names = goldens(OWN).stream().map(ConformanceTest::name).collect(Collectors.toSet());
        assertTrue(names.containsAll(knownDifferences()), () -> "unknown names");
    }

    private static void check(Path golden, Set<String> known) throws IOException {
        List<String> differences = differences(golden);
        String name = name(golden);
        if (known.contains(name)) {
            assertFalse(differences.isEmpty(), name + " agrees: take it out of KNOWN_DIFFERENCES");
        } else {
            assertEquals(List.of(), differences.stream().limit(SHOWN).toList(),
                    name + ": " + differences.size() + " differences");
        }
    }

    private static List<String> differences(Path golden) throws IOException {
        Path file = golden.resolveSibling(name(golden) + ".mms");
        ParseResult parsed = Scenario.parse(SourceText.read(file));
        if (parsed.refused()) {
            return parsed.diagnostics().stream().map(Diagnostic::toString).toList();
        }
        List<TranscriptRow> rows = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        try {
            Runs.toEnd(parsed.scenario(), rows);
        } catch (RuntimeException e) {
            differences.add("stopped after " + rows.size() + " calls: " + e);
        }
        List<TranscriptRow> expected = GoldenTranscript.read(golden);
        for (int i = 0; i < Math.max(rows.size(), expected.size()); i++) {
            compare(i < expected.size() ? expected.get(i) : null, i < rows.size() ? rows.get(i) : null, differences);
        }
        return differences;
    }

    private static void compare(TranscriptRow expected, TranscriptRow actual, List<String> differences) {
        if (expected == null || actual == null || !comparable(expected, actual).equals(comparable(actual, expected))) {
            differences.add("\nexpected " + expected + "\nbut was  " + actual);
        }
    }

    /** A row as it is compared with another: handles and heap pointers only as valid or not, no faults. */
    private static TranscriptRow comparable(TranscriptRow row, TranscriptRow other) {
        long result = row.result();
        if (HANDLES.contains(row.call())) {
            result = result == 0 || result == 0xFFFFFFFFL ? result : 1;
        } else if (HEAP_POINTERS.contains(row.call())) {
            result = result == 0 ? 0 : 1;
        }
        boolean eitherError = ADDRESS_CALLS.contains(row.call()) && Set.of(87, 487).contains(row.error())
                && Set.of(87, 487).contains(other.error());
        return new TranscriptRow(row.line(), row.process(), row.call(), result, eitherError ? 487 : row.error(),
                row.out(), row.exception(), List.of());
    }

    private static List<Path> goldens(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(GOLDEN)).sorted().toList();
        }
    }

    private static String name(Path golden) {
        String name = golden.getFileName().toString();
        return name.substring(0, name.length() - GOLDEN.length());
    }

    private static Set<String> knownDifferences() throws IOException {
        return Files.readAllLines(OWN.resolve("KNOWN_DIFFERENCES")).stream()
                .map(line -> line.replaceFirst("#.*", "").strip()).filter(line -> !line.isEmpty())
                .collect(Collectors.toSet());
    }
}
