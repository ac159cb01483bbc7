package org.mmscope.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mmscope.session.Places.at;
import static org.mmscope.session.Places.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mmscope.kernel.view.DamagedImageException;
import org.mmscope.scenario.Scenario;
import org.mmscope.scenario.SourceText;
import org.mmscope.session.export.ExportSource;
import org.mmscope.session.export.Exporters;
import org.mmscope.session.export.ProgressSink;
import org.mmscope.session.internal.ProfileLine;
import org.mmscope.session.snapshot.SnapshotFormatException;

class SavedMachineTest {

    private static final int PLACE = 40;

    @TempDir
    Path folder;

    private Path export(String kind, ExportSource source) throws IOException {
        Path file = folder.resolve("saved." + kind);
        new Exporters().find(kind).orElseThrow().export(source, file, ProgressSink.NONE);
        return file;
    }

    private static Session session() {
        Session session = Session.open(RandomRun.scenario(2, 60), SessionOptions.defaults());
        session.jumpTo(PLACE);
        return at(session);
    }

    @Test
    void aNativeSnapshotIsLookedAtAndResumed() throws IOException {
        try (Session session = session();
                SavedMachine saved = SavedMachine.open(export("mmsnap", session.exportSource(session.moment())))) {
            assertEquals(json(session), json(saved.view()));
            assertEquals(json(session), json(saved.moment().view()));
            assertEquals(SessionState.CLOSED, saved.moment().state());
            assertFalse(saved.moment().state().canAdvance());
            assertEquals(PLACE, saved.moment().statement());
            assertEquals(session.moment().time(), saved.moment().time());
            assertTrue(saved.resumable() && saved.whole());
            assertEquals(session.scenario().orElseThrow().source().text(), saved.source().orElseThrow().text());
            try (Session resumed = saved.resume(SessionOptions.headless())) {
                assertEquals(json(session), json(resumed));
            }
            byte[] first = Files.readAllBytes(saved.file());
            assertArrayEquals(first, Files.readAllBytes(export("mmsnap", saved.exportSource())));
        }
    }

    @Test
    void aSnapshotWithoutARunIsLookedAt() throws IOException {
        try (Session session = session(); SavedMachine saved =
                SavedMachine.open(export("mmsnap", ExportSource.of(session.moment().view())))) {
            assertEquals(json(session), json(saved.view()));
            assertFalse(saved.resumable());
            assertTrue(saved.source().isEmpty());
            assertThrows(SessionException.class, () -> saved.resume(SessionOptions.headless()));
        }
    }

    @Test
    void jsonIsLookedAtAloneAndWithItsImage() throws IOException {
        try (Session session = session()) {
            Path file = export("json", session.exportSource(session.moment()));
            try (SavedMachine alone = SavedMachine.open(file)) {
                assertEquals(json(session), json(alone.moment().view()));
                assertFalse(alone.whole() || alone.resumable());
            }
            Path raw = export("raw", session.exportSource(session.moment()));
            try (SavedMachine whole = SavedMachine.open(file)) {
                assertEquals(json(session), json(whole.view()));
                assertTrue(whole.whole());
                assertEquals(session.moment().view().memory().read32(0x39000), whole.view().memory().read32(0x39000));
            }
            Files.write(raw, new byte[4096]);
            assertThrows(DamagedImageException.class, () -> SavedMachine.open(file));
        }
    }

    @Test
    void whatIsNoSnapshotIsRefused() throws IOException {
        for (String text : List.of("", "{}", "  [", "nothing")) {
            Path file = Files.writeString(folder.resolve("no.json"), text);
            assertThrows(SnapshotFormatException.class, () -> SavedMachine.open(file), text);
        }
    }

    @Test
    void theReleaseThatWasAskedForIsRestored() throws IOException {
        Scenario scenario = RandomRun.scenario(4, 30).withProfile("ws2003");
        try (Session session = Session.open(scenario, SessionOptions.headless())) {
            session.run();
            try (SavedMachine saved =
                    SavedMachine.open(export("mmsnap", session.exportSource(at(session).moment())));
                    Session resumed = saved.resume(SessionOptions.headless());
                    Session opened = Session.open(RandomRun.scenario(saved.source().orElseThrow().text()),
                            SessionOptions.headless())) {
                assertEquals("ws2003", resumed.scenario().orElseThrow().machine().profile());
                assertEquals(json(session), json(resumed));
                opened.jumpTo(saved.statement());
                assertEquals(json(session), json(opened));
            }
        }
    }

    @Test
    void theMachineLineNamesTheRelease() {
        assertEquals("machine profile=ws2003 memory=16MB # m\nprocess A\n",
                in("machine profile=xp memory=16MB # m\nprocess A\n"));
        assertEquals("# c\nmachine profile=ws2003 memory=16MB\n", in("# c\nmachine memory=16MB\n"));
        assertEquals("machine profile=ws2003\nprocess A\n", in("process A\n"));
        assertEquals("machine profile=ws2003\n", in("machine profile=ws2003\n"));
        assertEquals("process (\n", in("process (\n"));
    }

    private static String in(String text) {
        return ProfileLine.in(new SourceText("a.mms", text), "ws2003").text();
    }
}
