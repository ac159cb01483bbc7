package org.mmscope.cli.internal;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

/** One JSON object on a line of the results. */
final class JsonResult implements AutoCloseable {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator out;

    JsonResult(Console console) throws IOException {
        out = FACTORY.createGenerator(console.out(), JsonEncoding.UTF8);
        out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        out.writeStartObject();
    }

    /** What the fields are written to. */
    JsonGenerator out() {
        return out;
    }

    /** Writes a number, or null where -1 stands for none. */
    static void nullable(JsonGenerator out, String name, long value) throws IOException {
        if (value == -1) {
            out.writeNullField(name);
        } else {
            out.writeNumberField(name, value);
        }
    }

    @Override
    public void close() throws IOException {
        out.writeEndObject();
        out.writeRaw('\n');
        out.close();
    }
}
