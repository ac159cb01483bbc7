package org.mmscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

/** What the verbs give with {@code --json}: one object a line on standard output, with the exit code of the table. */
class JsonResultsTest extends CommandLineTest {

    @Test
    void runTellsCallsAndFailedExpectations() {
        Path good = file("good.mms", SHARING);
        Path bad = file("bad.mms", SHARING + "expect 1 == 2\n");
        Outcome both = mmscope("run", good, bad, "--json");
        both.assertExit(1);
        assertEquals(2, both.out().lines().count(), both.out());
        assertEquals("{\"scenario\":\"" + good + "\",\"calls\":6,\"failedExpectations\":[]}",
                both.out().lines().toList().get(0));
        assertTrue(both.out().lines().toList().get(1).contains("\"failedExpectations\":[{\"line\":10,\"text\":"
                + "\"expect 1 == 2\",\"expected\":"), both.out());
        mmscope("run", good, "--json", "--transcript", "-").assertRefused("--transcript");
    }

    @Test
    void exportTellsWhatItWrote() {
        Path snapshot = path("a.mmsnap");
        mmscope("run", file("a.mms", SHARING), "--export", "mmsnap=" + snapshot).assertExit(0);
        Outcome written = mmscope("export", snapshot, "xmi=" + path("a.xmi"), "dot=" + path("a.dot"), "--json");
        written.assertExit(0);
        assertEquals("{\"snapshot\":\"" + snapshot + "\",\"written\":[{\"kind\":\"xmi\",\"path\":\"" + path("a.xmi")
                + "\"},{\"kind\":\"dot\",\"path\":\"" + path("a.dot") + "\"}]}\n", written.out());
        assertTrue(Files.exists(path("a.xmi")));
    }

    @Test
    void checkTellsEachViolation() throws IOException {
        Path json = path("a.json");
        Path raw = path("a.raw");
        mmscope("run", file("a.mms", SHARING), "--export", "json=" + json, "raw=" + raw).assertExit(0);
        Outcome whole = mmscope("check", json, "--json");
        whole.assertExit(0);
        assertEquals("{\"snapshot\":\"" + json + "\",\"image\":\"" + raw
                + "\",\"holds\":true,\"refused\":null,\"violations\":[]}\n", whole.out());
        Files.writeString(json, Files.readString(json).replaceFirst("(\"commitTotal\": ?)\\d+", "$1" + 12345));
        Outcome damaged = mmscope("check", json, path("none.mmsnap"), "--json");
        damaged.assertExit(2);
        String first = damaged.out().lines().toList().get(0);
        assertTrue(first.contains("\"holds\":false"), first);
        assertTrue(first.contains("\"address\":null,\"pfn\":null,\"message\":\"JSON and image differ in "), first);
        assertTrue(damaged.out().lines().toList().get(1).contains("\"refused\":\"no such file\""), damaged.out());
    }
}
