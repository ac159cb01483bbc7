package org.mmscope.rcp.internal.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.eclipse.swt.graphics.ImageData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mmscope.lessons.Lessons;
import org.mmscope.session.SavedMachine;

class GuidedExampleTest {

    @TempDir
    Path folder;

    @Test
    void leavesTranscriptPicturesAndASnapshotThatCanBeDrawn() throws Exception {
        Path target = folder.resolve("mmscope-demo");
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        GuidedExample.run(target, new PrintStream(said, true, StandardCharsets.UTF_8));
        for (String picture : List.of("1-section-graph-before.png", "2-section-graph-first-page-read.png",
                "3-section-graph-shared.png")) {
            assertTrue(new ImageData(target.resolve(picture).toString()).width > 600, picture);
            assertTrue(said.toString(StandardCharsets.UTF_8).contains(picture));
        }
        long calls = Lessons.guidedExample().source().lines().stream().filter(line -> line.matches("[AB]: .*")).count();
        assertEquals(calls, Files.lines(target.resolve("transcript.jsonl")).count());

        Path svg = folder.resolve("drawn.svg");
        try (SavedMachine saved = SavedMachine.open(target.resolve("snapshot.mmsnap"))) {
            Pictures.render(saved.view(), "section-graph", svg);
        }
        assertTrue(Files.readString(svg).contains("<svg"));
    }
}
