package org.mmscope.scenario.internal.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mmscope.kernel.check.Checkers;
import org.mmscope.scenario.ParseResult;
import org.mmscope.scenario.RunListener;
import org.mmscope.scenario.RunnerCapture;
import org.mmscope.scenario.Scenario;
import org.mmscope.scenario.ScenarioException;
import org.mmscope.scenario.ScenarioRunner;
import org.mmscope.scenario.SourceText;
import org.mmscope.scenario.TranscriptRow;

/** Traces played in a process: the counts are those of a count that has nothing to do with the engine. */
class TraceReplayTest {

    private static final int TABLES = 3;
    private static final int FRAMES = 20;
    private static final TraceCount COUNT = new TraceCount();

    @TempDir
    private Path folder;

    @BeforeEach
    void unpack() throws IOException {
        try (InputStream in = TraceReplayTest.class.getResourceAsStream(TraceCount.RECORDED)) {
            Files.copy(in, folder.resolve(TraceCount.RECORDED));
        }
    }

    private ScenarioRunner runner(String text, List<TranscriptRow> rows) {
        ParseResult result = Scenario.parse(new SourceText(folder.resolve("test.mms").toString(), text));
        assertEquals(List.of(), result.diagnostics());
        ScenarioRunner runner = new ScenarioRunner(result.scenario());
        runner.listener(new RunListener() {
            @Override
            public void row(TranscriptRow row) {
                rows.add(row);
            }
        });
        return runner;
    }

    private TranscriptRow play(String text) {
        List<TranscriptRow> rows = new ArrayList<>();
        ScenarioRunner runner = runner(text, rows);
        while (!runner.atEnd()) {
            runner.step();
        }
        assertEquals(List.of(), Checkers.check(runner.kernel().view()));
        return rows.getLast();
    }

    private static String small(String policy) {
        return "machine memory=4MB pagefile=4MB policy=" + policy + "\nprocess A ws_min=1 ws_max=" + (TABLES + FRAMES)
                + "\ntrim A\n";
    }

    private TranscriptRow playRecorded(String policy) {
        TranscriptRow row = play(small(policy) + "trace \"" + TraceCount.RECORDED + "\" in=A");
        Map<String, Long> out = row.out();
        assertEquals(COUNT.accesses, row.result());
        assertEquals(COUNT.fetches, out.get("Fetches"));
        assertEquals(COUNT.loads, out.get("Loads"));
        assertEquals(COUNT.stores, out.get("Stores"));
        assertEquals(0, out.get("Exceptions"));
        assertEquals(COUNT.distinctPages(), out.get("demand-zero"));
        assertEquals(out.get("Faults"), out.get("demand-zero") + out.get("transition"));
        assertEquals(0, out.get("HardFaults"));
        return row;
    }

    @Test
    void theRecordedTraceIsLargeEnoughToTellPoliciesApart() {
        assertTrue(COUNT.accesses > 100_000);
        assertTrue(COUNT.optimal(FRAMES) < COUNT.lru(FRAMES) && COUNT.lru(FRAMES) < COUNT.fifo(FRAMES));
    }

    @Test
    void firstInFirstOut() {
        assertEquals(COUNT.fifo(FRAMES), playRecorded("fifo").out().get("Faults"));
    }

    @Test
    void leastRecentlyUsed() {
        assertEquals(COUNT.lru(FRAMES), playRecorded("lru").out().get("Faults"));
    }

    @Test
    void optimal() {
        assertEquals(COUNT.optimal(FRAMES), playRecorded("optimal").out().get("Faults"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"clock", "second-chance", "random", "ageing-lru", "modified-fifo"})
    void theOthersLieAboveTheOptimum(String policy) {
        assertTrue(playRecorded(policy).out().get("Faults") >= COUNT.optimal(FRAMES));
    }

    @Test
    void withMemoryEnoughEachPageFaultsOnce() {
        TranscriptRow row = play("process A\ntrace \"" + TraceCount.RECORDED + "\" in=A limit=50000\n"
                + "expect fault demand-zero");
        assertEquals(50_000, row.result());
        assertEquals(row.out().get("demand-zero"), row.out().get("Faults"));
        assertEquals("demand-zero", row.faults().getFirst().kind());
        assertEquals(1, row.faults().size());
    }

    @Test
    void theSecondTimeEverythingIsThere() {
        TranscriptRow row = play("process A\nrepeat 2\ntrace \"" + TraceCount.RECORDED + "\" in=A limit=20000\nend");
        assertEquals(0, row.out().get("Faults"));
    }

    @Test
    void formatsSayTheSame() throws IOException {
        List<String> lackey = COUNT.lines.stream().filter(line -> !line.startsWith(" M")).limit(3000).toList();
        Files.write(folder.resolve("t.lackey"), lackey);
        Files.write(folder.resolve("t.csv"), lackey.stream().map(TraceReplayTest::csv).toList());
        Files.write(folder.resolve("t.din"), lackey.stream().map(TraceReplayTest::din).toList());
        TranscriptRow first = play(small("lru") + "trace \"t.lackey\" in=A");
        TranscriptRow csv = play(small("lru") + "trace \"t.csv\" in=A format=csv");
        TranscriptRow din = play(small("lru") + "trace \"t.din\" in=A format=din");
        assertEquals(first.out(), csv.out());
        assertEquals(first.result(), din.result());
        assertEquals(first.out().get("demand-zero"), din.out().get("demand-zero"));
    }

    private static String csv(String lackey) {
        return lackey.strip().replaceFirst(" +", ",0x");
    }

    private static String din(String lackey) {
        return Map.of('I', "2", 'L', "0", 'S', "1").get(lackey.strip().charAt(0)) + " "
                + lackey.substring(3, lackey.indexOf(','));
    }

    @Test
    void whatTheProcessHasIsPlayedAsItIs() throws IOException {
        Files.writeString(folder.resolve("t.csv"), """
                kind,address,size
                # a page that the process may only read
                load,0x10000000
                STORE,0x10000004,4
                m,268435460,8

                L,0x10001ffe,4
                i,0x30000000
                """);
        TranscriptRow row = play("""
                process A
                A: VirtualAlloc(0x10000000, 4KB, MEM_RESERVE | MEM_COMMIT, PAGE_READONLY)
                trace "t.csv" in=A format=csv
                """);
        assertEquals(5, row.result());
        assertEquals(Map.of("Fetches", 1L, "Loads", 4L, "Stores", 2L, "Exceptions", 4L, "Faults", 6L, "HardFaults", 0L,
                "demand-zero", 2L, "access-violation", 4L), row.out());
    }

    @Test
    void pagesOutsideUserSpaceGetAPlaceEach() throws IOException {
        Files.writeString(folder.resolve("t.csv"), """
                s,0x10
                s,0x80000000
                s,0xFFFFFFFF
                s,0x100000010
                s,0xFFFFFFFFFFFFF000,4096
                s,0x7FFE0000
                l,0x10
                """);
        TranscriptRow row = play("process A\ntrace \"t.csv\" in=A format=csv");
        assertEquals(7, row.result());
        assertEquals(5, row.out().get("demand-zero"));
        assertEquals(1, row.out().get("Exceptions"), "the shared user data page is the process's own");
    }

    @Test
    void tellsWhereATraceIsWrong() throws IOException {
        wrong("lackey", "I  4000,3\nX  4000,3\n", "2:1: \"I  \", \" L \", \" S \" or \" M \" was expected");
        wrong("lackey", " L 4000\n", "1:8: ',' and the size were expected");
        wrong("lackey", " L 4000,0\n", "1:10: a size from 1 to 4096 was expected");
        wrong("lackey", " L 4000,4 \n", "1:10: the end of the line was expected");
        wrong("lackey", "== any text\n\n L ,4\n", "3:4: a number was expected");
        wrong("lackey", " L 11112222333344445,4\n", "1:20: a number of at most 64 bits was expected");
        wrong("lackey", " L ffffffffffffffff,4\n", "an access below the end of the address space was expected");
        wrong("lackey", " L 1000,4\0\0\n", "1:10: the end of the line was expected");
        wrong("lackey", " L " + "0".repeat(1 << 20), "1:257: a line of at most 256 characters was expected");
        wrong("din", "3 1000\n", "1:1: the label 0, 1 or 2 was expected");
        wrong("din", "2 10q0\n", "1:5: a hexadecimal digit was expected");
        wrong("csv", "fetch;1\n", "1:1: fetch, load, store or modify was expected, and ','");
        wrong("csv", "load,99999999999999999999\n", "a number of at most 64 bits was expected");
        wrong("csv", "load,1,5000\n", "a size from 1 to 4096 was expected");
    }

    private void wrong(String format, String trace, String message) throws IOException {
        Files.writeString(folder.resolve("wrong"), trace);
        ScenarioException e = assertThrows(ScenarioException.class,
                () -> play("process A\ntrace \"wrong\" in=A format=" + format));
        assertEquals(2, e.diagnostic().line());
        assertTrue(e.diagnostic().message().contains(folder.resolve("wrong") + ":"), e::getMessage);
        assertTrue(e.diagnostic().message().contains(message), e::getMessage);
    }

    @Test
    void aDamagedArchiveIsRefused() throws IOException {
        byte[] packed = Files.readAllBytes(folder.resolve(TraceCount.RECORDED));
        packed[2000] ^= 0x55;
        Files.write(folder.resolve("bad.gz"), packed);
        assertThrows(ScenarioException.class, () -> play("process A\ntrace \"bad.gz\" in=A"));
    }

    @Test
    void tooManyPagesAreRefused() throws IOException {
        StringBuilder trace = new StringBuilder();
        for (long page = 0; page < 3000; page++) {
            trace.append("s,").append(0x10000000 + page * 4096).append('\n');
        }
        Files.writeString(folder.resolve("t.csv"), trace);
        ScenarioException e = assertThrows(ScenarioException.class,
                () -> play("machine memory=4MB\nprocess A\ntrace \"t.csv\" in=A format=csv"));
        assertTrue(e.getMessage().contains("cannot have the pages of the trace: status 0xC000012D"), e::getMessage);
    }

    @Test
    void itCanBeEndedAndPlayedAgain() {
        List<TranscriptRow> rows = new ArrayList<>();
        ScenarioRunner runner = runner("process A\ntrace \"" + TraceCount.RECORDED + "\" in=A\n", rows);
        runner.step();
        RunnerCapture before = runner.capture();
        int[] asked = new int[1];
        runner.kernel().interruption(() -> {
            if (++asked[0] == 100) {
                throw new CancellationException();
            }
        });
        assertThrows(CancellationException.class, runner::step);
        assertTrue(rows.isEmpty());
        runner.restore(before);
        assertEquals(2, runner.nextLine());
        runner.kernel().interruption(null);
        runner.step();
        assertEquals(COUNT.accesses, rows.getFirst().result());
        assertTrue(runner.atEnd());
    }

    @Test
    void placesGoBackWithTheRun() {
        List<TranscriptRow> rows = new ArrayList<>();
        String trace = "trace \"" + TraceCount.RECORDED + "\" in=A limit=";
        ScenarioRunner runner = runner("process A\n" + trace + "3000\n" + trace + "30000\n", rows);
        runner.step();
        runner.step();
        RunnerCapture here = runner.capture();
        runner.step();
        runner.restore(here);
        runner.step();
        assertEquals(3, rows.size());
        assertEquals(rows.get(1), rows.get(2));
        assertFalse(rows.get(1).faults().isEmpty());
    }
}
