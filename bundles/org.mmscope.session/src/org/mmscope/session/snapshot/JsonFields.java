package org.mmscope.session.snapshot;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;

/** Writes fields and lists of objects. */
final class JsonFields {

    /** Writes the fields of one element. */
    interface ElementWriter<T> {
        void write(T element) throws IOException;
    }

    private final JsonGenerator out;

    JsonFields(JsonGenerator out) {
        this.out = out;
    }

    JsonGenerator out() {
        return out;
    }

    void field(String name, String value) throws IOException {
        out.writeStringField(name, value);
    }

    void field(String name, boolean value) throws IOException {
        out.writeBooleanField(name, value);
    }

    void field(String name, long value) throws IOException {
        out.writeNumberField(name, value);
    }

    /** A value whose 64 bits are unsigned. */
    void unsigned(String name, long value) throws IOException {
        if (value >= 0) {
            field(name, value);
        } else {
            out.writeNumberField(name, new BigInteger(Long.toUnsignedString(value)));
        }
    }

    /** A value that stands for nothing when it equals {@code none}. */
    void nullable(String name, long value, long none) throws IOException {
        if (value == none) {
            out.writeNullField(name);
        } else {
            field(name, value);
        }
    }

    <T> void list(String name, List<T> elements, ElementWriter<T> writer) throws IOException {
        out.writeArrayFieldStart(name);
        for (T element : elements) {
            out.writeStartObject();
            writer.write(element);
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
