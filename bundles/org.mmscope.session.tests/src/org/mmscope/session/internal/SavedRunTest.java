package org.mmscope.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.mmscope.scenario.SourceText;
import org.mmscope.session.SessionException;

class SavedRunTest {

    private static byte[] bytes(String text) throws IOException {
        SourceText source = new SourceText("some.mms", text, Path.of("/folder"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new SavedRun(source, "ws2003", 42).writeTo(out);
        return out.toByteArray();
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        SavedRun run = SavedRun.read(bytes("process \u00c4\n"));
        assertEquals(new SourceText("some.mms", "process \u00c4\n", Path.of("/folder")), run.source());
        assertEquals("ws2003", run.profile());
        assertEquals(42, run.statement());
    }

    @Test
    void theScenarioIsReadAgainOnItsProfile() throws IOException {
        assertEquals("ws2003", SavedRun.read(bytes("process A\n")).scenario().machine().profile());
        SavedRun refused = SavedRun.read(bytes("process A\nprocess (\n"));
        String message = assertThrows(SessionException.class, refused::scenario).getMessage();
        assertTrue(message.contains("some.mms:2:"), message);
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] whole = bytes("process A\n");
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(IOException.class, () -> SavedRun.read(cut), "cut to " + length + " bytes");
        }
        assertThrows(IOException.class, () -> SavedRun.read(Arrays.copyOf(whole, whole.length + 1)));
    }

    @Test
    void everyChangedByteIsReadOrRefused() throws IOException {
        byte[] whole = bytes("process A\n");
        for (int i = 0; i < whole.length * 8; i++) {
            byte[] damaged = whole.clone();
            damaged[i / 8] ^= (byte) (1 << i % 8);
            try {
                SavedRun.read(damaged);
            } catch (IOException refused) {
                assertTrue(refused.getMessage().startsWith("the run in the snapshot"), refused.getMessage());
            }
        }
    }
}
