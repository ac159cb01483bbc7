package org.mmscope.scenario;

import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;

import org.mmscope.scenario.TranscriptRow.ExceptionRow;
import org.mmscope.scenario.TranscriptRow.FaultRow;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;

/** Writes a transcript as JSON Lines: one object a call, in order, UTF-8. */
public final class TranscriptWriter implements Closeable, Flushable {

    private final OutputStream out;
    private final JsonGenerator json;

    /** A writer to a stream, which is closed with it. */
    public TranscriptWriter(OutputStream out) {
        this.out = out;
        try {
            json = JsonFactory.builder().disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM).build()
                    .createGenerator(out, JsonEncoding.UTF8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        json.setRootValueSeparator(null);
    }

    /** Writes the line of one call to the stream; the stream is not flushed. */
    public void write(TranscriptRow row) throws IOException {
        json.writeStartObject();
        json.writeNumberField("line", row.line());
        json.writeStringField("process", row.process());
        json.writeStringField("call", row.call());
        json.writeNumberField("result", row.result());
        json.writeNumberField("error", row.error());
        writeOut(row.out());
        if (row.exception() != null) {
            writeException(row.exception());
        }
        if (!row.faults().isEmpty()) {
            writeFaults(row.faults());
        }
        if (!row.reason().isEmpty()) {
            json.writeStringField("reason", row.reason());
        }
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }

    private void writeOut(Map<String, Long> out) throws IOException {
        if (!out.isEmpty()) {
            json.writeObjectFieldStart("out");
            for (Map.Entry<String, Long> entry : out.entrySet()) {
                json.writeNumberField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
        }
    }

    private void writeException(ExceptionRow exception) throws IOException {
        json.writeObjectFieldStart("exception");
        json.writeNumberField("code", exception.code());
        json.writeNumberField("operation", exception.operation());
        json.writeNumberField("address", exception.address());
        json.writeEndObject();
    }

    private void writeFaults(Iterable<FaultRow> faults) throws IOException {
        json.writeArrayFieldStart("faults");
        for (FaultRow fault : faults) {
            json.writeStartObject();
            json.writeNumberField("va", fault.va());
            json.writeStringField("kind", fault.kind());
            if (fault.pfn() < 0) {
                json.writeNullField("pfn");
            } else {
                json.writeNumberField("pfn", fault.pfn());
            }
            if (fault.hard()) {
                json.writeBooleanField("hard", true);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    @Override
    public void flush() throws IOException {
        json.flush();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
