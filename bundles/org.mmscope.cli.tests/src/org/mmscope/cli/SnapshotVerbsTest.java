package org.mmscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code export} and {@code check} on the snapshots of one run. */
class SnapshotVerbsTest extends CommandLineTest {

    private Path json;
    private Path raw;
    private Path snapshot;

    @BeforeEach
    void run() {
        json = path("a.json");
        raw = path("a.raw");
        snapshot = path("a.mmsnap");
        mmscope("run", file("a.mms", SHARING), "--export", "json=" + json, "raw=" + raw, "mmsnap=" + snapshot)
                .assertExit(0);
    }

    @Test
    void aSnapshotExportsWhatTheRunExported() throws IOException {
        mmscope("export", snapshot, "json=" + path("b.json"), "raw=" + path("b.raw"), "mmsnap=" + path("b.mmsnap"))
                .assertExit(0);
        assertEquals(-1, Files.mismatch(json, path("b.json")));
        assertEquals(-1, Files.mismatch(raw, path("b.raw")));
        assertEquals(-1, Files.mismatch(snapshot, path("b.mmsnap")));
    }

    @Test
    void aJsonSnapshotExportsWithTheImageBesideIt() throws IOException {
        mmscope("export", json, "json=" + path("b.json"), "raw=" + path("b.raw")).assertExit(0);
        assertEquals(-1, Files.mismatch(json, path("b.json")));
        assertEquals(-1, Files.mismatch(raw, path("b.raw")));
    }

    @Test
    void aJsonSnapshotAloneHoldsNoMemory() throws IOException {
        Files.delete(raw);
        mmscope("export", json, "json=" + path("b.json")).assertExit(0);
        assertEquals(-1, Files.mismatch(json, path("b.json")));
        mmscope("export", json, "raw=" + path("b.raw")).assertRefused("no memory");
    }

    @Test
    void everyInvariantHolds() {
        Outcome check = mmscope("check", snapshot, json, raw);
        check.assertExit(0);
        assertEquals("", check.out());
        assertEquals(2, check.err().lines().filter(line -> line.contains("every invariant holds")).count());
    }

    @Test
    void oneChangedEntryIsFound() throws IOException {
        int frame = sharedPageTable();
        try (RandomAccessFile image = new RandomAccessFile(raw.toFile(), "rw")) {
            image.seek(frame);
            int low = image.read();
            image.seek(frame);
            image.write(low & ~1);
        }
        Outcome check = mmscope("check", json, raw);
        check.assertExit(1);
        assertTrue(check.out().lines().count() >= 1, check.err());
    }

    /** Physical address of A's entry for 0x10000000, found by a walk of the raw image by hand. */
    private int sharedPageTable() throws IOException {
        String text = Files.readString(json);
        int at = text.indexOf("\"A\"");
        String field = "\"directoryTableBase\":";
        int from = text.indexOf(field, at) + field.length();
        int directory = Integer.parseInt(text.substring(from).strip().split("[^0-9]")[0]);
        try (RandomAccessFile image = new RandomAccessFile(raw.toFile(), "r")) {
            image.seek(directory + (0x10000000 >>> 22) * 4);
            int table = Integer.reverseBytes(image.readInt());
            assertEquals(1, table & 1, "the page table is there");
            return table & ~0xFFF;
        }
    }

    @Test
    void aSnapshotIsTheSameInEveryForm() {
        Outcome diff = mmscope("diff", snapshot, json);
        diff.assertExit(0);
        assertEquals("", diff.out());
    }

    @Test
    void whatChangedIsTold() {
        Path later = file("b.mms", SHARING + "process C\nB: UnmapViewOfFile(q)\nA: store32(p + 4096, 1)\n");
        mmscope("run", later, "--export", "mmsnap=" + path("b.mmsnap")).assertExit(0);
        Outcome diff = mmscope("diff", snapshot, path("b.mmsnap"));
        diff.assertExit(1);
        assertTrue(diff.out().lines().anyMatch(line -> line.startsWith("+ processes[") && line.contains("C")),
                diff.out());
        assertTrue(diff.out().lines().anyMatch(line -> line.startsWith("- processes[") && line.contains(".vads[")),
                diff.out());
        assertTrue(diff.out().lines().anyMatch(line -> line.startsWith("* pages: ") && line.endsWith("active")),
                diff.out());
        Outcome json = mmscope("diff", snapshot, path("b.mmsnap"), "--json");
        json.assertExit(1);
        assertTrue(json.out().startsWith("{\"same\":false,\"differences\":[{\"path\":\""), json.out());
    }

    @Test
    void whatIsNoSnapshotIsRefused() {
        Path text = file("text.mmsnap", "nothing of the kind");
        mmscope("check", text).assertRefused("text.mmsnap");
        mmscope("check", path("none.mmsnap")).assertRefused("none.mmsnap");
        mmscope("export", text, "json=" + path("b.json")).assertRefused("text.mmsnap");
        mmscope("export", path("none.mmsnap"), "json=" + path("b.json")).assertRefused("there is no such file");
        mmscope("export", folder, "json=" + path("b.json")).assertRefused("is a folder");
        mmscope("export", file("cut.json", "{\"format\":\"mmscope-snapshot\""), "json=" + path("b.json"))
                .assertRefused("offset");
    }
}
