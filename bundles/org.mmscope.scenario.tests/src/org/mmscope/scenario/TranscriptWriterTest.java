package org.mmscope.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.mmscope.scenario.TranscriptRow.ExceptionRow;
import org.mmscope.scenario.TranscriptRow.FaultRow;

/** The lines are those of the documentation of the transcript. */
class TranscriptWriterTest {

    @Test
    void writesACall() throws IOException {
        assertEquals("{\"line\":7,\"process\":\"A\",\"call\":\"VirtualAlloc\",\"result\":268435456,\"error\":0}\n",
                written(new TranscriptRow(7, "A", "VirtualAlloc", 268435456, 0, Map.of(), null, List.of())));
    }

    @Test
    void writesOutParametersInTheirOrder() throws IOException {
        Map<String, Long> out = new LinkedHashMap<>();
        out.put("Zeta", 1L);
        out.put("Alpha", 0xFFFFFFFFL);
        assertEquals("{\"line\":1,\"process\":\"A\",\"call\":\"X\",\"result\":4294967295,\"error\":5,"
                + "\"out\":{\"Zeta\":1,\"Alpha\":4294967295}}\n",
                written(new TranscriptRow(1, "A", "X", 0xFFFFFFFFL, 5, out, null, List.of())));
    }

    @Test
    void writesAnException() throws IOException {
        assertEquals("{\"line\":12,\"process\":\"A\",\"call\":\"load32\",\"result\":0,\"error\":0,"
                + "\"exception\":{\"code\":3221225477,\"operation\":0,\"address\":268435456}}\n",
                written(new TranscriptRow(12, "A", "load32", 0, 0, Map.of(),
                        new ExceptionRow(0xC0000005L, 0, 0x10000000L), List.of())));
    }

    @Test
    void writesFaults() throws IOException {
        assertEquals("{\"line\":1,\"process\":\"A\",\"call\":\"load8\",\"result\":1,\"error\":0,\"faults\":["
                + "{\"va\":4096,\"kind\":\"mapped-file\",\"pfn\":77,\"hard\":true},"
                + "{\"va\":8192,\"kind\":\"access-violation\",\"pfn\":null}]}\n",
                written(new TranscriptRow(1, "A", "load8", 1, 0, Map.of(), null,
                        List.of(new FaultRow(4096, "mapped-file", 77, true),
                                new FaultRow(8192, "access-violation", -1, false)))));
    }

    @Test
    void everyRowIsOneLineThatIsWrittenAtOnce() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TranscriptWriter writer = new TranscriptWriter(out);
        TranscriptRow row = new TranscriptRow(1, "A", "load8", 1, 0, Map.of(), null, List.of());
        writer.write(row);
        int one = out.size();
        writer.write(row);
        assertEquals(2 * one, out.size());
        assertEquals(2, out.toString(StandardCharsets.UTF_8).lines().count());
    }

    private static String written(TranscriptRow row) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TranscriptWriter writer = new TranscriptWriter(out)) {
            writer.write(row);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
