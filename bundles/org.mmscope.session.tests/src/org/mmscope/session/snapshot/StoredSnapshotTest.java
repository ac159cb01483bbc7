package org.mmscope.session.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mmscope.session.internal.SavedRun;

/**
 * Snapshots that were written when each version was new, of one scenario, with the JSON of that time beside them: they
 * are read for ever. A new version adds a sample and leaves the others as they are. The machines of that time need not
 * hold all that a machine of today does, so that the invariants of today are not asked of them.
 */
class StoredSnapshotTest {

    @TempDir
    Path folder;

    private SnapshotFile stored(int version) throws IOException {
        Path file = folder.resolve("stored.mmsnap");
        Files.write(file, resource("version" + version + ".mmsnap"));
        return SnapshotFile.open(file);
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = StoredSnapshotTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2 })
    void everyVersionIsRead(int version) throws IOException {
        SnapshotFile snapshot = stored(version);
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        JsonSnapshotWriter.write(snapshot.view(), json);
        assertEquals(new String(resource("version" + version + ".json"), StandardCharsets.UTF_8),
                json.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2 })
    void theRunOfEveryVersionIsRead(int version) throws IOException {
        SnapshotFile snapshot = stored(version);
        assertEquals(List.of(SavedRun.CHUNK), snapshot.stateNames());
        SavedRun run = SavedRun.read(snapshot.state(SavedRun.CHUNK));
        assertEquals("sample.mms", run.source().fileName());
        assertEquals("ws2003", run.profile());
        assertEquals(15, run.statement());
        assertEquals(16, run.scenario().statements().size());
    }

    @Test
    void thereIsASampleOfTheVersionThatIsWritten() throws IOException {
        assertEquals(Container.VERSION, resource("version" + Container.VERSION + ".mmsnap")[Container.MAGIC.length]);
    }
}
