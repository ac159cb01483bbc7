package org.mmscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code query} on the snapshots of one run. */
class QueryVerbTest extends CommandLineTest {

    private static final List<String> EVERYWHERE = List.of("!process", "!process A", "!vad A", "!vad B 0x12340000",
            "!pfn 0x39", "!ca", "!memusage", "!vm", "commit", "help", "help !pte");
    private static final List<String> WITH_MEMORY = List.of("!pte A 0x10000064", "!wsle A", "!address A",
            "!address B 0x12340000", "!vtop A 0x10000064", "!ptov 0x39", "who-maps 0x39", "explain A 0x10000064",
            "why-private A 0x10000064", "sharing A B", "largest-free A");

    private Path json;
    private Path snapshot;

    @BeforeEach
    void run() {
        json = path("a.json");
        snapshot = path("a.mmsnap");
        mmscope("run", file("a.mms", SHARING), "--export", "json=" + json, "raw=" + path("a.raw"),
                "mmsnap=" + snapshot).assertExit(0);
    }

    @Test
    void everyFormOfASnapshotAnswersTheSame() throws IOException {
        for (String query : java.util.stream.Stream.concat(EVERYWHERE.stream(), WITH_MEMORY.stream()).toList()) {
            Outcome answer = mmscope("query", snapshot, query);
            answer.assertExit(0);
            assertTrue(!answer.out().isBlank() && answer.err().isEmpty(), query);
            assertEquals(answer.out(), mmscope("query", json, query).out(), query);
            assertEquals(mmscope("query", snapshot, "--json", query).out(),
                    mmscope("query", json, query, "--json").out());
        }
        Files.delete(path("a.raw"));
        for (String query : EVERYWHERE) {
            mmscope("query", json, query).assertExit(0);
        }
        assertEquals(mmscope("query", snapshot, "!memusage").out(), mmscope("query", json, "!memusage").out());
        for (String query : WITH_MEMORY) {
            mmscope("query", json, query).assertRefused("reads the machine's memory");
        }
    }

    @Test
    void theAnswerIsWhatTheScenarioDid() {
        Outcome explained = mmscope("query", snapshot, "explain", "B", "0x12340064");
        explained.assertExit(0);
        assertTrue(explained.out().contains("value d\n"), explained.out());
        assertTrue(explained.out().contains("share count 2"), explained.out());
        Outcome shared = mmscope("query", snapshot, "sharing A B", "--json");
        assertTrue(shared.out().startsWith("{\"parts\":[{\"form\":\"table\","), shared.out());
        assertTrue(shared.out().contains("\"inA\":268435456,\"inOtherB\":305397760,\"shareCount\":2"), shared.out());
        assertTrue(shared.out().endsWith("}\n"), shared.out());
    }

    @Test
    void mistakesAreRefusedWithTheirPlace() {
        mmscope("query", snapshot, "!pet A 1").assertRefused("column 1: there is no inspection \"!pet\"");
        mmscope("query", snapshot, "!pet A 1").assertRefused("did you mean !pte?");
        mmscope("query", snapshot, "!pte C 1").assertRefused("column 6: there is no process \"C\"");
        mmscope("query", snapshot, "!pfn", "0xFFFFFF").assertRefused("column 6");
        mmscope("query", snapshot, "").assertRefused("an empty query");
        mmscope("query", snapshot).assertRefused("EXPRESSION");
        mmscope("query", path("none.mmsnap"), "!vm").assertRefused("there is no such file");
        mmscope("query", file("text.mmsnap", "nothing"), "!vm").assertRefused("text.mmsnap");
    }
}
