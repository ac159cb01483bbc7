package org.mmscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunVerbTest extends CommandLineTest {

    private static final String LAST_ROW = "{\"line\":9,\"process\":\"B\",\"call\":\"load32\",\"result\":3405705229,\"error\":0";

    @Test
    void writesTheTranscriptToStandardOutput() {
        Outcome run = mmscope("run", file("a.mms", SHARING), "--transcript", "-");
        run.assertExit(0);
        List<String> rows = run.out().lines().toList();
        assertEquals(6, rows.size());
        assertTrue(rows.getLast().startsWith(LAST_ROW), rows.getLast());
        assertTrue(run.err().contains("6 calls, all expectations held"), run.err());
    }

    @Test
    void writesTheTranscriptToAFile() throws IOException {
        Outcome run = mmscope("run", file("a.mms", SHARING), "--transcript", path("a.jsonl"), "--quiet");
        run.assertExit(0);
        assertEquals("", run.out());
        assertEquals("", run.err());
        assertEquals(mmscope("run", path("a.mms"), "--transcript", "-").out(), Files.readString(path("a.jsonl")));
    }

    @Test
    void replacesAnEarlierTranscript() throws IOException {
        file("a.jsonl", "an earlier one");
        mmscope("run", file("a.mms", SHARING), "--transcript", path("a.jsonl")).assertExit(0);
        assertTrue(Files.readString(path("a.jsonl")).contains(LAST_ROW));
        assertEquals(List.of("a.jsonl", "a.mms"), names());
    }

    @Test
    void severalScenariosWriteIntoFolders() throws IOException {
        Path a = file("a.mms", SHARING);
        Path b = file("b.mms", "process X\nX: VirtualAlloc(0, 4KB, MEM_RESERVE, PAGE_NOACCESS)\n");
        mmscope("run", a, b, "--transcript", path("rows"), "--export", "json=" + path("states")).assertExit(0);
        assertTrue(Files.readString(path("rows").resolve("a.jsonl")).contains(LAST_ROW));
        assertEquals(1, Files.readAllLines(path("rows").resolve("b.jsonl")).size());
        assertTrue(Files.exists(path("states").resolve("a.json")));
        assertTrue(Files.exists(path("states").resolve("b.json")));
    }

    @Test
    void scenariosOfOneNameAreRefused() throws IOException {
        Files.createDirectory(path("other"));
        Path twin = Files.writeString(path("other").resolve("a.mms"), SHARING);
        mmscope("run", file("a.mms", SHARING), twin, "--transcript", path("rows")).assertRefused("called a");
        assertFalse(Files.exists(path("rows")));
    }

    @Test
    void exportsTheStateAtTheEnd() throws IOException {
        Outcome run = mmscope("run", file("a.mms", SHARING), "--export", "json=" + path("a.json"),
                "raw=" + path("a.raw"), "--export", "mmsnap=" + path("a.mmsnap"), "-q");
        run.assertExit(0);
        assertEquals(64L << 20, Files.size(path("a.raw")));
        assertTrue(Files.readString(path("a.json")).contains("\"mmscope-snapshot\""));
        assertTrue(Files.size(path("a.mmsnap")) > 0);
    }

    @Test
    void aFailedExpectationIsReportedWithBothValues() {
        Path scenario = file("a.mms", SHARING + "expect 1 == 2\nA: load32(p)\nexpect 2 == 2\n");
        Outcome run = mmscope("run", scenario, "--quiet", "--transcript", path("a.jsonl"));
        run.assertExit(1);
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().startsWith(scenario + ":10: "), run.err());
        assertTrue(run.err().contains("1") && run.err().contains("2"), run.err());
        assertTrue(Files.exists(path("a.jsonl")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "process A / A: NoSuchCall(1)                     | 2:4",
        "process A / B: VirtualFree(0, 0, 0)              | 2:1",
        "process A / A: VirtualAlloc(0, 4KB, NO_SUCH, 1)  | 2:",
        "machine profile=vista                            | 1:",
        "file \"C:\\x\" from=\"/no/such/file\"            | 1:",
        "process A / process (                            | 2:" })
    void whatIsWrongIsRefusedWithItsPlace(String lines, String place) {
        Path scenario = file("bad.mms", lines.replace(" / ", "\n"));
        Outcome run = mmscope("run", scenario, "--transcript", path("bad.jsonl"), "--export", "json=" + path("b.json"));
        run.assertExit(2);
        assertTrue(run.err().startsWith(scenario + ":" + place.strip()), run.err());
        assertTrue(run.err().lines().allMatch(line -> line.matches(".*bad\\.mms:\\d+:\\d+: .+")), run.err());
        assertEquals(List.of("bad.mms"), names(), "nothing is half done");
    }

    @Test
    void oneRefusedScenarioKeepsTheOthersFromRunning() {
        Path bad = file("bad.mms", "process A\nA: NoSuchCall(1)\n");
        Outcome run = mmscope("run", file("a.mms", SHARING), bad, "--transcript", path("rows"));
        run.assertExit(2);
        assertEquals(List.of("a.mms", "bad.mms"), names());
    }

    @Test
    void whatCannotBeReadOrWrittenIsRefused() {
        Path a = file("a.mms", SHARING);
        mmscope("run", path("none.mms")).assertRefused("none.mms: there is no such file");
        mmscope("run", folder).assertRefused("is a folder");
        mmscope("run", a, "--transcript", folder).assertRefused("is a folder");
        mmscope("run", a, "--transcript", path("no/such/a.jsonl")).assertRefused("there is no folder");
        mmscope("run", a, "--export", "json=" + path("no/such/a.json")).assertRefused("there is no folder");
        mmscope("run", a, "--export", "nonsense=x").assertRefused("there is no export kind \"nonsense\"");
        mmscope("run", a, "--export", "json").assertRefused("KIND=PATH");
        mmscope("run", a, "--profile", "vista").assertRefused("vista");
        assertEquals(List.of("a.mms"), names());
    }

    @Test
    void aFileThatIsNotTextIsRefused() throws IOException {
        Files.write(path("a.mms"), new byte[] { (byte) 0xC3, 0x28, 0 });
        mmscope("run", path("a.mms")).assertRefused("UTF-8");
    }

    @Test
    void aDeviceIsNotReplaced() {
        Outcome run = mmscope("run", file("a.mms", SHARING), "--transcript", "/dev/null");
        run.assertExit(0);
        assertFalse(Files.isRegularFile(Path.of("/dev/null")));
        mmscope("run", path("a.mms"), "--export", "json=/dev/null").assertRefused("is not a regular file");
    }

    @Test
    void theProfileOfTheCommandLineWins() throws IOException {
        Path a = file("a.mms", SHARING);
        mmscope("run", a, "--profile", "ws2003", "--export", "json=" + path("a.json")).assertExit(0);
        assertTrue(Files.readString(path("a.json")).contains("ws2003"));
    }

    @Test
    void equalRunsGiveEqualBytes() throws IOException {
        Path a = file("a.mms", SHARING);
        mmscope("run", a, "--export", "json=" + path("1.json"), "mmsnap=" + path("1.mmsnap")).assertExit(0);
        mmscope("run", a, "--export", "json=" + path("2.json"), "mmsnap=" + path("2.mmsnap")).assertExit(0);
        assertEquals(-1, Files.mismatch(path("1.json"), path("2.json")));
        assertEquals(-1, Files.mismatch(path("1.mmsnap"), path("2.mmsnap")));
    }
}
